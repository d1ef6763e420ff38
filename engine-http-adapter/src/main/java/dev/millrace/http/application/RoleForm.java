package dev.millrace.http.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Roles as requests and answers write them. */
final class RoleForm {
    private static final int MAX_NAME = 64;
    private static final int MAX_DESCRIPTION = 255;
    private static final int MAX_PERMISSIONS = 100;

    private RoleForm() {}

    static Role read(Map<String, @Nullable Object> members) {
        Fields fields = Fields.of(members);
        String id = fields.required("id", ApplicationReader.ID, ApplicationReader.ID_WANTED);
        String name = fields.text("name", MAX_NAME);
        if (name.isBlank()) {
            fields.problem("name", "must not be blank");
        }
        String description = fields.text("description", MAX_DESCRIPTION);
        String state = fields.word("state");
        String groupId = fields.text("groupId", MAX_NAME);
        Map<String, Set<String>> actions = actions(fields);
        fields.check();
        return new Role(id, name, description, !state.equals("disabled"), groupId, actions);
    }

    private static Map<String, Set<String>> actions(Fields fields) {
        Map<String, Set<String>> actions = new LinkedHashMap<>();
        Object value = fields.value("permissions");
        if (value == null) {
            return actions;
        }
        boolean isList = value instanceof List<?> list && list.size() <= MAX_PERMISSIONS;
        for (Object one : isList ? (List<?>) value : List.of()) {
            if (one instanceof Map<?, ?> map
                    && map.get("permission") instanceof String resource
                    && map.get("actions") instanceof List<?> some
                    && some.stream().allMatch(String.class::isInstance)) {
                Set<String> texts = new LinkedHashSet<>();
                some.forEach(action -> texts.add(String.valueOf(action)));
                actions.put(resource, texts);
            } else {
                isList = false;
            }
        }
        if (!isList) {
            fields.problem("permissions", "must be an array of objects with permission and actions");
        }
        return actions;
    }

    static Map<String, @Nullable Object> of(Role role) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", role.id());
        form.put("name", role.name());
        if (!role.description().isEmpty()) {
            form.put("description", role.description());
        }
        form.put("state", role.enabled() ? "enabled" : "disabled");
        if (!role.groupId().isEmpty()) {
            form.put("groupId", role.groupId());
        }
        List<Map<String, @Nullable Object>> permissions = new ArrayList<>();
        role.actions().forEach((resource, some) -> permissions.add(permission(resource, some)));
        form.put("permissions", permissions);
        return form;
    }

    static Map<String, @Nullable Object> permission(String resource, Set<String> actions) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("permission", resource);
        form.put("actions", new ArrayList<>(new TreeSet<>(actions)));
        return form;
    }
}
