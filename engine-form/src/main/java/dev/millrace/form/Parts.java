package dev.millrace.form;

import dev.millrace.Millrace;
import dev.millrace.store.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operations on objects are made with. */
record Parts(
        Millrace engine,
        FormStore forms,
        ObjectStore objects,
        AttachmentStore attachments,
        Directory directory,
        Values values,
        ObjectView view,
        Rules rules,
        Starts starts,
        Instances instances,
        Clock clock) {
    /** Somebody else may store an object between reading and storing it; so often it is tried again. */
    static final int MAX_TRIES = 1_000;

    static final Supplier<String> IDS = () -> UUID.randomUUID().toString();

    Instant now() {
        return Instant.ofEpochMilli(clock.epochMillis());
    }

    Form form(String schemaCode) {
        return forms.find(schemaCode)
                .orElseThrow(() -> new ObjectException(ObjectError.SCHEMA_NOT_FOUND, "Form not found: " + schemaCode));
    }

    BusinessObject object(Form form, String id) {
        return objects.find(id)
                .filter(object -> object.schemaCode().equals(form.schemaCode()))
                .orElseThrow(() -> new ObjectException(ObjectError.OBJECT_NOT_FOUND, "BizObject not found: " + id));
    }

    /** An enabled person; a login name counts as its id. */
    Directory.User owner(String idOrLogin) {
        return directory
                .user(idOrLogin)
                .filter(Directory.User::enabled)
                .orElseThrow(() -> new ObjectException(ObjectError.USER_NOT_FOUND, "User not found: " + idOrLogin));
    }

    Map<String, @Nullable Object> seen(Form form, BusinessObject object) {
        return view.of(form, object, Set.of());
    }

    /** What no other object may have. */
    static Map<String, Object> unique(Form form, BusinessObject object) {
        Map<String, Object> unique = new LinkedHashMap<>();
        if (object.status() == Status.CANCELLED) {
            return unique;
        }
        for (Property property : form.properties()) {
            Object value = object.values().get(property.code());
            if (property.unique() && value != null && !value.equals("")) {
                unique.put(
                        property.code(),
                        value instanceof java.math.BigDecimal decimal ? decimal.stripTrailingZeros() : value);
            }
        }
        return unique;
    }

    static ObjectException duplicate(String property, @Nullable Object value) {
        return new ObjectException(ObjectError.DUPLICATE_VALUE, property + " already exists: " + value);
    }
}
