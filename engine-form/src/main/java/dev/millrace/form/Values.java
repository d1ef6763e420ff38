package dev.millrace.form;

import dev.millrace.value.Excerpt;
import dev.millrace.value.PlainValue;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns written values into those of a property's type. Thread-safe. */
final class Values {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,300}(\\.[0-9]{1,300})?");
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_LONG_TEXT = 1_000_000;

    private final ZoneId zone;
    private final Directory directory;
    private final ObjectStore objects;

    Values(ZoneId zone, Directory directory, ObjectStore objects) {
        this.zone = zone;
        this.directory = directory;
        this.objects = objects;
    }

    ZoneId zone() {
        return zone;
    }

    /** A written value does not suit its property. The message goes on after the property's code. */
    static final class UnsuitableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnsuitableException(String message) {
            super(message, null, false, false);
        }
    }

    /** The value; null if it clears the property. Not for tables and attachments. */
    @Nullable
    Object of(Property property, @Nullable Object written) throws UnsuitableException {
        if (written == null) {
            return null;
        }
        if (property.type().isMultiple()) {
            return several(property, written);
        }
        return switch (property.type()) {
            case JSON, ADDRESS, LOCATION -> PlainValue.of(written);
            case NUMBER -> "".equals(written) ? null : number(written);
            case BOOLEAN -> "".equals(written) ? null : truth(written);
            case DATE -> "".equals(written) ? null : date(written);
            case TEXT, LONGTEXT -> text(property, written);
            default -> "".equals(written) ? null : named(property, property.type(), written);
        };
    }

    private List<String> several(Property property, Object written) throws UnsuitableException {
        List<?> elements = written instanceof List<?> list
                ? list
                : Arrays.stream(string(written).split(";"))
                        .filter(part -> !part.isBlank())
                        .toList();
        java.util.ArrayList<String> all = new java.util.ArrayList<>();
        for (Object element : elements) {
            all.add(named(property, property.type().element(), element));
        }
        return List.copyOf(all);
    }

    private String named(Property property, PropertyType type, @Nullable Object written) throws UnsuitableException {
        String text = string(written);
        switch (type) {
            case OPTION -> {
                if (!property.options().isEmpty() && !property.options().contains(text)) {
                    throw new UnsuitableException(
                            "not one of " + String.join(", ", property.options()) + ": " + Excerpt.quoted(text));
                }
                return text;
            }
            case USER -> {
                return directory
                        .user(text)
                        .map(Directory.User::id)
                        .orElseThrow(() -> new UnsuitableException("no such user: " + Excerpt.quoted(text)));
            }
            case DEPT -> {
                return directory
                        .department(text)
                        .map(Directory.Department::id)
                        .orElseThrow(() -> new UnsuitableException("no such department: " + Excerpt.quoted(text)));
            }
            default -> {
                Optional<BusinessObject> target = objects.find(text)
                        .filter(object -> property.target().isEmpty()
                                || object.schemaCode().equals(property.target()));
                return target.map(BusinessObject::id)
                        .orElseThrow(() -> new UnsuitableException("no such object: " + Excerpt.quoted(text)));
            }
        }
    }

    private static String string(@Nullable Object written) throws UnsuitableException {
        if (written instanceof String text) {
            return text;
        }
        throw new UnsuitableException("not a text: " + Excerpt.quoted(written));
    }

    private static String text(Property property, Object written) throws UnsuitableException {
        String text = written instanceof Number || written instanceof Boolean ? plain(written) : string(written);
        int max = property.maxLength() > 0
                ? property.maxLength()
                : property.type() == PropertyType.TEXT ? MAX_TEXT : MAX_LONG_TEXT;
        if (text.length() > max) {
            throw new UnsuitableException("longer than " + max + " characters");
        }
        return text;
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }

    static BigDecimal number(Object written) throws UnsuitableException {
        if (written instanceof BigDecimal decimal) {
            return decimal;
        }
        if (written instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (written instanceof String text && DECIMAL.matcher(text.strip()).matches()) {
            return new BigDecimal(text.strip());
        }
        throw new UnsuitableException("not a number: " + Excerpt.quoted(written));
    }

    static Boolean truth(Object written) throws UnsuitableException {
        return switch (String.valueOf(written).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new UnsuitableException("not true or false: " + Excerpt.quoted(written));
        };
    }

    private Object date(Object written) throws UnsuitableException {
        return moment(written).at();
    }

    DateText.Moment moment(Object written) throws UnsuitableException {
        return DateText.read(string(written), zone)
                .orElseThrow(() -> new UnsuitableException("not a date: " + Excerpt.quoted(written)));
    }
}
