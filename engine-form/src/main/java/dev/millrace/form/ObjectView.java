package dev.millrace.form;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Objects as plain values, as they are read. Thread-safe. */
final class ObjectView {
    private final ZoneId zone;
    private final Directory directory;

    ObjectView(ZoneId zone, Directory directory) {
        this.zone = zone;
        this.directory = directory;
    }

    /** @param items the fields that are wanted beside the id; empty for all */
    Map<String, @Nullable Object> of(Form form, BusinessObject object, Set<String> items) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (SystemField field : SystemField.values()) {
            if (items.isEmpty() || field == SystemField.OBJECT_ID || items.contains(field.code())) {
                put(field.code(), field.type(), field.of(object), plain);
            }
        }
        for (Property property : form.properties()) {
            if (items.isEmpty() || items.contains(property.code())) {
                put(
                        property.code(),
                        property.type(),
                        value(property, object.values().get(property.code()), object.id()),
                        plain);
            }
        }
        return plain;
    }

    private @Nullable Object value(Property property, @Nullable Object value, String objectId) {
        if (property.type() != PropertyType.TABLE) {
            return value == null && property.type() == PropertyType.ATTACHMENT ? List.of() : value;
        }
        List<Object> rows = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(row -> rows.add(row(property, (Map<?, ?>) row, objectId)));
        }
        return rows;
    }

    private Map<String, @Nullable Object> row(Property table, Map<?, ?> row, String objectId) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("ObjectId", row.get("ObjectId"));
        plain.put("Name", row.get("Name"));
        plain.put("ParentObjectId", objectId);
        for (Property property : table.properties()) {
            put(property.code(), property.type(), value(property, row.get(property.code()), objectId), plain);
        }
        return plain;
    }

    private void put(String code, PropertyType type, @Nullable Object value, Map<String, @Nullable Object> plain) {
        plain.put(code, rendered(value));
        if (value instanceof String id && !id.isEmpty()) {
            if (type == PropertyType.USER) {
                plain.put(
                        code + "Object",
                        named(id, directory.user(id).map(Directory.User::name).orElse("")));
            } else if (type == PropertyType.DEPT) {
                plain.put(
                        code + "Object",
                        named(
                                id,
                                directory
                                        .department(id)
                                        .map(Directory.Department::name)
                                        .orElse("")));
            }
        }
    }

    private static Map<String, Object> named(String id, String name) {
        Map<String, Object> companion = new LinkedHashMap<>();
        companion.put("ObjectId", id);
        companion.put("Name", name);
        return companion;
    }

    private @Nullable Object rendered(@Nullable Object value) {
        if (value instanceof Instant at) {
            return DateText.write(at, zone);
        }
        if (value instanceof BigDecimal decimal) {
            BigDecimal bare = decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
            return bare.scale() <= 0 && bare.precision() - bare.scale() <= 18 ? (Object) bare.longValue() : bare;
        }
        return value;
    }
}
