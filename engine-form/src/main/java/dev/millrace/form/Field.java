package dev.millrace.form;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What objects can be searched, sorted and listed by: a property, or what every object has. */
record Field(Property property, Optional<SystemField> system) {
    /** @throws ObjectException if the form has none with this name */
    static Field of(Form form, String name) {
        Optional<SystemField> system = SystemField.of(name);
        Property property = system.map(field -> new Property(
                        field.code(),
                        field.code(),
                        field.type(),
                        false,
                        false,
                        0,
                        java.util.List.of(),
                        "",
                        java.util.List.of()))
                .or(() -> form.property(name))
                .orElseThrow(() -> new ObjectException(ObjectError.UNKNOWN_PROPERTY, "Unknown property: " + name));
        return new Field(property, system);
    }

    PropertyType type() {
        return property.type();
    }

    @Nullable
    Object of(BusinessObject object) {
        return system.isPresent() ? system.get().of(object) : object.values().get(property.code());
    }
}
