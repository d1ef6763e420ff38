package dev.millrace.form;

import java.util.List;

/**
 * A property of a form, or of a table in it. Immutable.
 *
 * @param code its name in objects
 * @param name for people
 * @param maxLength of texts, in characters; 0 for the type's own
 * @param options what an option may be; empty for anything
 * @param target the form that a relation leads to; empty for any
 * @param properties of a table's rows
 */
public record Property(
        String code,
        String name,
        PropertyType type,
        boolean required,
        boolean unique,
        int maxLength,
        List<String> options,
        String target,
        List<Property> properties) {
    public Property {
        options = List.copyOf(options);
        properties = List.copyOf(properties);
    }
}
