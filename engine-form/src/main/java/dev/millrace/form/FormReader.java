package dev.millrace.form;

import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms from plain values and back. Tells all that is wrong at once. */
final class FormReader {
    private static final Pattern CODE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final int MAX_PROPERTIES = 500;
    private static final int MAX_DIGITS = 18;

    private final List<String> problems = new ArrayList<>();

    private FormReader() {}

    static Form read(Map<String, ? extends @Nullable Object> plain) {
        FormReader reader = new FormReader();
        Form form = reader.form(plain);
        if (!reader.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", reader.problems));
        }
        return form;
    }

    private Form form(Map<String, ? extends @Nullable Object> plain) {
        String code = text(plain, "schemaCode", "");
        if (!CODE.matcher(code).matches()) {
            problems.add("schemaCode must be letters, digits and _, at most 100, but was " + Excerpt.quoted(code));
        }
        List<Property> properties = properties(plain.get("properties"), "properties", SystemField.names());
        return new Form(
                code,
                text(plain, "name", code),
                text(plain, "titleTemplate", ""),
                text(plain, "workflowId", ""),
                sequence(plain.get("sequence")),
                properties,
                rules(plain.get("rules")),
                text(plain, "orgId", ""),
                1);
    }

    private List<Property> properties(@Nullable Object written, String place, Set<String> taken) {
        List<Property> properties = new ArrayList<>();
        Set<String> codes = new HashSet<>(taken);
        List<?> list = list(written, place);
        if (list.size() > MAX_PROPERTIES) {
            problems.add(place + " must have at most " + MAX_PROPERTIES + " elements");
            return properties;
        }
        for (int i = 0; i < list.size(); i++) {
            String here = place + "[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> members) {
                properties.add(property(named(members), here, codes));
            } else {
                problems.add(here + " must be an object");
            }
        }
        return properties;
    }

    private Property property(Map<String, @Nullable Object> plain, String here, Set<String> taken) {
        String code = text(plain, "code", "");
        if (!CODE.matcher(code).matches()) {
            problems.add(here + ".code must be letters, digits and _, at most 100, but was " + Excerpt.quoted(code));
        } else if (!taken.add(code)) {
            problems.add(here + ".code " + code + " is taken by another property or a system field");
        }
        String typeId = text(plain, "type", "");
        PropertyType type = PropertyType.of(typeId).orElse(PropertyType.TEXT);
        if (PropertyType.of(typeId).isEmpty()) {
            problems.add(here + ".type is unknown: " + Excerpt.quoted(typeId));
        }
        boolean inTable = here.indexOf('.') > 0;
        boolean unique = truth(plain, "unique", here);
        if (inTable && (type == PropertyType.TABLE || unique)) {
            problems.add(here + " in a table can neither be a table nor unique");
        }
        if (unique && (type.isOpaque() || type.isMultiple())) {
            problems.add(here + " cannot be unique: it has the type " + typeId);
        }
        return new Property(
                code,
                text(plain, "name", code),
                type,
                truth(plain, "required", here),
                unique,
                whole(plain, "maxLength", here, 0, 1_000_000, 0),
                list(plain.get("options"), here + ".options").stream()
                        .map(String::valueOf)
                        .toList(),
                text(plain, "target", ""),
                type == PropertyType.TABLE && !inTable
                        ? properties(
                                plain.get("properties"),
                                here + ".properties",
                                Set.of("ObjectId", "Name", "ParentObjectId"))
                        : List.of());
    }

    private Form.Sequence sequence(@Nullable Object written) {
        if (!(written instanceof Map<?, ?> members)) {
            return Form.Sequence.DEFAULT;
        }
        Map<String, @Nullable Object> plain = named(members);
        String date = text(plain, "date", "");
        if (!Form.Sequence.isDatePattern(date)) {
            problems.add("sequence.date is no date pattern: " + Excerpt.quoted(date));
        }
        return new Form.Sequence(text(plain, "prefix", ""), date, whole(plain, "digits", "sequence", 1, MAX_DIGITS, 4));
    }

    private List<Rule> rules(@Nullable Object written) {
        List<Rule> rules = new ArrayList<>();
        List<?> list = list(written, "rules");
        for (int i = 0; i < list.size(); i++) {
            String here = "rules[" + i + "]";
            if (list.get(i) instanceof Map<?, ?> members) {
                addRule(named(members), here, rules);
            } else {
                problems.add(here + " must be an object");
            }
        }
        return rules;
    }

    private void addRule(Map<String, @Nullable Object> plain, String here, List<Rule> rules) {
        Rule.Event on = Rule.Event.of(text(plain, "on", "")).orElse(null);
        String workflowId = text(plain, "workflowId", "");
        if (on == null || workflowId.isEmpty()) {
            problems.add(here + " needs on (effective, invalid, updated, created or removed) and workflowId");
            return;
        }
        try {
            rules.add(new Rule(
                    on,
                    text(plain, "condition", ""),
                    workflowId,
                    truth(plain, "async", here),
                    truth(plain, "blocking", here)));
        } catch (IllegalArgumentException e) {
            problems.add(here + ".condition: " + e.getMessage());
        }
    }

    private List<?> list(@Nullable Object written, String place) {
        if (written == null || written instanceof List<?>) {
            return written == null ? List.of() : (List<?>) written;
        }
        problems.add(place + " must be a list");
        return List.of();
    }

    private static Map<String, @Nullable Object> named(Map<?, ?> members) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        members.forEach((key, value) -> named.put(String.valueOf(key), value));
        return named;
    }

    private String text(Map<String, ? extends @Nullable Object> plain, String name, String absent) {
        Object value = plain.get(name);
        if (value != null && !(value instanceof String)) {
            problems.add(name + " must be a text, but was " + Excerpt.quoted(value));
        }
        return value instanceof String text ? text : absent;
    }

    private boolean truth(Map<String, @Nullable Object> plain, String name, String here) {
        Object value = plain.get(name);
        if (value != null && !(value instanceof Boolean)) {
            problems.add(here + "." + name + " must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private int whole(Map<String, @Nullable Object> plain, String name, String here, int min, int max, int absent) {
        Object value = plain.get(name);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number && number.doubleValue() >= min && number.doubleValue() <= max) {
            return number.intValue();
        }
        problems.add(here + "." + name + " must be a number from " + min + " to " + max);
        return absent;
    }

    static Map<String, @Nullable Object> plain(Form form) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("schemaCode", form.schemaCode());
        plain.put("name", form.name());
        plain.put("titleTemplate", form.titleTemplate());
        plain.put("workflowId", form.workflowId().isEmpty() ? null : form.workflowId());
        Form.Sequence sequence = form.sequence();
        plain.put("sequence", Map.of("prefix", sequence.prefix(), "date", sequence.date(), "digits", (long)
                sequence.digits()));
        plain.put(
                "properties", form.properties().stream().map(FormReader::plain).toList());
        plain.put("rules", form.rules().stream().map(FormReader::plain).toList());
        plain.put("orgId", form.orgId().isEmpty() ? null : form.orgId());
        plain.put("version", form.version());
        return plain;
    }

    private static Map<String, @Nullable Object> plain(Property property) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("code", property.code());
        plain.put("name", property.name());
        plain.put("type", property.type().id());
        plain.put("required", property.required());
        plain.put("unique", property.unique());
        if (property.maxLength() > 0) {
            plain.put("maxLength", (long) property.maxLength());
        }
        if (!property.options().isEmpty()) {
            plain.put("options", property.options());
        }
        if (!property.target().isEmpty()) {
            plain.put("target", property.target());
        }
        if (property.type() == PropertyType.TABLE) {
            plain.put(
                    "properties",
                    property.properties().stream().map(FormReader::plain).toList());
        }
        return plain;
    }

    private static Map<String, @Nullable Object> plain(Rule rule) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("on", rule.on().id());
        plain.put("condition", rule.condition());
        plain.put("workflowId", rule.workflowId());
        plain.put("async", rule.async());
        plain.put("blocking", rule.blocking());
        return plain;
    }
}
