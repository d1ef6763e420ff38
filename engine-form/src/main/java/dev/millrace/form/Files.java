package dev.millrace.form;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of objects and of rows in them (spec section 13). */
final class Files {
    static final int MAX_BYTES = 3 << 20;

    private final Parts parts;

    Files(Parts parts) {
        this.parts = parts;
    }

    /** Where a file goes. For a row of a table, {@code holderId} is the row's id and {@code table} its property. */
    record Place(Form form, String property, String holderId, Optional<String> table) {}

    Attachment add(Place place, String name, String contentType, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new ObjectException(ObjectError.FILE_TOO_LARGE, "At most " + MAX_BYTES + " bytes");
        }
        refuseOtherProperties(place);
        for (int i = 0; i < Parts.MAX_TRIES; i++) {
            BusinessObject known = holder(place);
            Attachment attachment = new Attachment(
                    Parts.IDS.get(), bare(name), contentType, content.length, known.schemaCode(), known.id());
            BusinessObject changed = known.with(with(place, known, attachment));
            parts.attachments().add(attachment, content);
            ObjectStore.Outcome outcome = parts.objects()
                    .commit(
                            List.of(new ObjectStore.Change(known, changed, Parts.unique(place.form(), changed))),
                            List.of());
            if (outcome instanceof ObjectStore.Outcome.Stored) {
                return attachment;
            }
            parts.attachments().remove(attachment.id());
        }
        throw new ObjectException(ObjectError.CONFLICT, "BizObject is changed by others all the time");
    }

    private static void refuseOtherProperties(Place place) {
        List<Property> properties = place.table().isEmpty()
                ? place.form().properties()
                : place.form()
                        .property(place.table().get())
                        .map(Property::properties)
                        .orElseGet(List::of);
        boolean isThere = properties.stream()
                .anyMatch(property ->
                        property.code().equals(place.property()) && property.type() == PropertyType.ATTACHMENT);
        if (!isThere) {
            throw new ObjectException(ObjectError.UNKNOWN_PROPERTY, "Unknown property: " + place.property());
        }
    }

    private BusinessObject holder(Place place) {
        if (place.table().isEmpty()) {
            return parts.object(place.form(), place.holderId());
        }
        return parts.objects().ofForm(place.form().schemaCode()).stream()
                .filter(object -> rows(object, place).stream().anyMatch(row -> isHolder(row, place)))
                .findFirst()
                .orElseThrow(() ->
                        new ObjectException(ObjectError.OBJECT_NOT_FOUND, "BizObject not found: " + place.holderId()));
    }

    private static List<?> rows(BusinessObject object, Place place) {
        return object.values().get(place.table().orElse("")) instanceof List<?> rows ? rows : List.of();
    }

    private static boolean isHolder(Object row, Place place) {
        return row instanceof Map<?, ?> members && place.holderId().equals(members.get("ObjectId"));
    }

    private static Map<String, @Nullable Object> with(Place place, BusinessObject object, Attachment attachment) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(object.values());
        if (place.table().isEmpty()) {
            values.put(place.property(), and(values.get(place.property()), attachment));
            return values;
        }
        List<Object> rows = new ArrayList<>();
        for (Object row : rows(object, place)) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            ((Map<?, ?>) row).forEach((key, value) -> copy.put(String.valueOf(key), value));
            if (isHolder(row, place)) {
                copy.put(place.property(), and(copy.get(place.property()), attachment));
            }
            rows.add(Collections.unmodifiableMap(copy));
        }
        values.put(place.table().orElse(""), rows);
        return values;
    }

    private static List<Object> and(@Nullable Object stored, Attachment attachment) {
        List<Object> all = new ArrayList<>();
        if (stored instanceof List<?> list) {
            all.addAll(list);
        }
        all.add(attachment.plain());
        return List.copyOf(all);
    }

    /** What stands behind the last separator of either kind, without what could end a line. */
    private static String bare(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.chars()
                .filter(letter -> !Character.isISOControl(letter))
                .limit(200)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.isBlank() || clean.equals("..") || clean.equals(".") ? "file" : clean;
    }
}
