package dev.millrace.form;

import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was written of an object, put into its values. Only members that are there change. Not thread-safe. */
final class ObjectEdit {
    private static final int MAX_ROWS = 10_000;

    private final Form form;
    private final Values values;
    private final Supplier<String> ids;
    private final Problems problems;
    /** Places whose value is bad; they are not told to be empty too. */
    private final Set<String> bad = new LinkedHashSet<>();

    ObjectEdit(Form form, Values values, Supplier<String> ids, Problems problems) {
        this.form = form;
        this.values = values;
        this.ids = ids;
        this.problems = problems;
    }

    /** The values as they are then; what is wrong is among the problems. */
    Map<String, @Nullable Object> apply(
            Map<String, @Nullable Object> current, Map<String, ? extends @Nullable Object> written) {
        bad.clear();
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(current);
        for (Map.Entry<String, ? extends @Nullable Object> member : written.entrySet()) {
            String code = member.getKey();
            Property property = form.property(code).orElse(null);
            if (property != null) {
                put(property, "", member.getValue(), changed);
            } else if (SystemField.of(code).isEmpty() && !isCompanion(code, form.properties())) {
                problems.add(ObjectError.UNKNOWN_PROPERTY, "Unknown property: " + Excerpt.of(code));
            }
        }
        return changed;
    }

    /** Clients send what they have read, with the names that belong to ids. */
    private static boolean isCompanion(String code, List<Property> properties) {
        if (!code.endsWith("Object")) {
            return false;
        }
        String owner = code.substring(0, code.length() - "Object".length());
        return SystemField.of(owner).isPresent()
                || properties.stream().anyMatch(property -> property.code().equals(owner));
    }

    private void put(Property property, String place, @Nullable Object written, Map<String, @Nullable Object> target) {
        String code = property.code();
        try {
            switch (property.type()) {
                case TABLE -> target.put(code, rows(property, written, target.get(code)));
                case ATTACHMENT -> refuseAttachments(written, target.get(code));
                default -> target.put(code, values.of(property, written));
            }
        } catch (Values.UnsuitableException e) {
            bad.add(place + code);
            problems.add(ObjectError.INVALID_VALUE, place + code + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            problems.add(ObjectError.INVALID_VALUE, place + code + ": beyond a limit: " + e.getMessage());
        }
    }

    private static void refuseAttachments(@Nullable Object written, @Nullable Object stored)
            throws Values.UnsuitableException {
        boolean isUnchanged = written == null || written.equals(stored) || written.equals(List.of());
        if (!isUnchanged) {
            throw new Values.UnsuitableException("files are uploaded, not written");
        }
    }

    private List<Object> rows(Property table, @Nullable Object written, @Nullable Object stored)
            throws Values.UnsuitableException {
        if (written == null) {
            return List.of();
        }
        if (!(written instanceof List<?> list)) {
            throw new Values.UnsuitableException("not a list of rows: " + Excerpt.quoted(written));
        }
        if (list.size() > MAX_ROWS) {
            throw new Values.UnsuitableException("more than " + MAX_ROWS + " rows");
        }
        Map<String, Map<?, ?>> known = new LinkedHashMap<>();
        if (stored instanceof List<?> rows) {
            rows.forEach(row -> known.put(String.valueOf(((Map<?, ?>) row).get("ObjectId")), (Map<?, ?>) row));
        }
        Set<String> used = new LinkedHashSet<>();
        List<Object> changed = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof Map<?, ?> row)) {
                throw new Values.UnsuitableException("row " + i + " is no object");
            }
            changed.add(row(table, i, row, known, used));
        }
        return changed;
    }

    private Map<String, @Nullable Object> row(
            Property table, int index, Map<?, ?> written, Map<String, Map<?, ?>> known, Set<String> used) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        String id = String.valueOf(written.get("ObjectId"));
        Map<?, ?> before = used.add(id) ? known.get(id) : null;
        row.put("ObjectId", before == null ? ids.get() : id);
        row.put("Name", "");
        if (before != null) {
            before.forEach((key, value) -> row.put(String.valueOf(key), value));
        }
        String place = table.code() + "[" + index + "].";
        written.forEach((key, value) -> {
            String code = String.valueOf(key);
            table.properties().stream()
                    .filter(property -> property.code().equals(code))
                    .findFirst()
                    .ifPresentOrElse(
                            property -> put(property, place, value, row), () -> refuseUnlessSystem(table, place, code));
        });
        return Collections.unmodifiableMap(row);
    }

    private void refuseUnlessSystem(Property table, String place, String code) {
        boolean isSystem = SystemField.of(code).isPresent() || code.equals("ParentObjectId");
        if (!isSystem && !isCompanion(code, table.properties())) {
            problems.add(ObjectError.UNKNOWN_PROPERTY, "Unknown property: " + place + Excerpt.of(code));
        }
    }

    /** Adds a problem for each required property without a value. */
    void requireAll(Map<String, @Nullable Object> complete) {
        for (Property property : form.properties()) {
            require(property, "", complete.get(property.code()));
            if (property.type() == PropertyType.TABLE && complete.get(property.code()) instanceof List<?> rows) {
                for (int i = 0; i < rows.size(); i++) {
                    Map<?, ?> row = (Map<?, ?>) rows.get(i);
                    String place = property.code() + "[" + i + "].";
                    property.properties().forEach(column -> require(column, place, row.get(column.code())));
                }
            }
        }
    }

    private void require(Property property, String place, @Nullable Object value) {
        boolean isEmpty = value == null || value.equals("") || value instanceof List<?> list && list.isEmpty();
        if (property.required() && isEmpty && !bad.contains(place + property.code())) {
            problems.add(ObjectError.REQUIRED_VALUE, place + property.code() + " is required");
        }
    }
}
