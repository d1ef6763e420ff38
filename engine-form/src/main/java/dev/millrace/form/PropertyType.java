package dev.millrace.form;

import java.util.Locale;
import java.util.Optional;

/** What a property of a form holds. */
public enum PropertyType {
    TEXT,
    LONGTEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    OPTION,
    OPTIONS,
    USER,
    USERS,
    DEPT,
    DEPTS,
    /** The id of an object of another form. */
    RELATION,
    RELATIONS,
    ATTACHMENT,
    ADDRESS,
    LOCATION,
    /** Rows with properties of their own. */
    TABLE,
    JSON;

    /** As forms write it, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PropertyType> of(String id) {
        for (PropertyType type : values()) {
            if (type.id().equals(id)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    boolean isMultiple() {
        return this == OPTIONS || this == USERS || this == DEPTS || this == RELATIONS;
    }

    /** Of one of several; itself for the others. */
    PropertyType element() {
        return switch (this) {
            case OPTIONS -> OPTION;
            case USERS -> USER;
            case DEPTS -> DEPT;
            case RELATIONS -> RELATION;
            default -> this;
        };
    }

    /** True if objects can only be asked whether they have any of it. */
    boolean isOpaque() {
        return this == TABLE || this == ATTACHMENT || this == JSON || this == ADDRESS || this == LOCATION;
    }
}
