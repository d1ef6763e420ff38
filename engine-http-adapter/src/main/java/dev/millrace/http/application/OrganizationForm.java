package dev.millrace.http.application;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Organizations as requests and answers write them. */
final class OrganizationForm {
    private static final int MAX_NAME = 64;

    private OrganizationForm() {}

    static Organization read(Map<String, @Nullable Object> members) {
        Fields fields = Fields.of(members);
        String id = fields.required("id", ApplicationReader.ID, ApplicationReader.ID_WANTED);
        String code = fields.text("code", MAX_NAME);
        String name = fields.text("name", MAX_NAME);
        if (name.isBlank()) {
            fields.problem("name", "must not be blank");
        }
        String parentId = fields.text("parentId", MAX_NAME);
        long sortIndex = fields.whole("sortIndex", 0, Integer.MAX_VALUE, 0);
        fields.check();
        return new Organization(id, code, name, parentId, sortIndex);
    }

    static Map<String, @Nullable Object> of(Organization organization) {
        Map<String, @Nullable Object> form = new LinkedHashMap<>();
        form.put("id", organization.id());
        if (!organization.code().isEmpty()) {
            form.put("code", organization.code());
        }
        form.put("name", organization.name());
        if (!organization.parentId().isEmpty()) {
            form.put("parentId", organization.parentId());
        }
        form.put("sortIndex", organization.sortIndex());
        return form;
    }

    /** All of them below those at the top; one whose parent is not there, or is below it, is at the top. */
    static List<Map<String, @Nullable Object>> tree(List<Organization> all) {
        Map<String, Organization> byId = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparingLong(Organization::sortIndex)).forEach(one -> byId.put(one.id(), one));
        Map<String, Map<String, @Nullable Object>> forms = new LinkedHashMap<>();
        Map<String, List<Map<String, @Nullable Object>>> children = new LinkedHashMap<>();
        byId.values().forEach(one -> {
            Map<String, @Nullable Object> form = of(one);
            List<Map<String, @Nullable Object>> own = new ArrayList<>();
            form.put("children", own);
            forms.put(one.id(), form);
            children.put(one.id(), own);
        });
        List<Map<String, @Nullable Object>> top = new ArrayList<>();
        byId.values().forEach(one -> {
            List<Map<String, @Nullable Object>> place = children.get(one.parentId());
            Map<String, @Nullable Object> form = forms.getOrDefault(one.id(), Map.of());
            (place == null || isBelowItself(one, byId) ? top : place).add(form);
        });
        return top;
    }

    static boolean isBelowItself(Organization organization, Map<String, Organization> byId) {
        Organization above = byId.get(organization.parentId());
        for (int i = 0; above != null && i <= byId.size(); i++) {
            if (above.id().equals(organization.id())) {
                return true;
            }
            above = byId.get(above.parentId());
        }
        return above != null;
    }
}
