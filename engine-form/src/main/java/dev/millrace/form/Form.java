package dev.millrace.form;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What objects of one kind look like. Immutable; {@link #read} makes it from plain values.
 *
 * @param schemaCode its id
 * @param name for people
 * @param titleTemplate a text with {@code {F_No}} for values; empty for the running number
 * @param workflowId what objects run through; empty for a form without a workflow
 * @param orgId the organisation it belongs to; empty for none
 * @param version counts its changes, from 1
 */
public record Form(
        String schemaCode,
        String name,
        String titleTemplate,
        String workflowId,
        Sequence sequence,
        List<Property> properties,
        List<Rule> rules,
        String orgId,
        long version) {
    /**
     * How running numbers are made.
     *
     * @param date a date pattern such as {@code yyyyMMdd}, with which counting begins anew; empty for none
     * @param digits at least so many, 1 to 18
     */
    public record Sequence(String prefix, String date, int digits) {
        static final Sequence DEFAULT = new Sequence("", "yyyyMMdd", 6);

        static boolean isDatePattern(String pattern) {
            try {
                return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                                .format(Instant.EPOCH.atZone(ZoneOffset.UTC))
                                .length()
                        < 100;
            } catch (IllegalArgumentException | DateTimeException e) {
                return false;
            }
        }

        String dateOf(ZonedDateTime day) {
            return DateTimeFormatter.ofPattern(date, Locale.ROOT).format(day);
        }
    }

    public Form {
        properties = List.copyOf(properties);
        rules = List.copyOf(rules);
    }

    /**
     * A form from plain values, in the shape of the documentation.
     *
     * @throws IllegalArgumentException with every problem, if it is no form
     */
    public static Form read(Map<String, ? extends @Nullable Object> plain) {
        return FormReader.read(plain);
    }

    /** As plain values; what {@link #read} reads. */
    public Map<String, @Nullable Object> plain() {
        return FormReader.plain(this);
    }

    public boolean hasWorkflow() {
        return !workflowId.isEmpty();
    }

    public Optional<Property> property(String code) {
        return properties.stream()
                .filter(property -> property.code().equals(code))
                .findFirst();
    }

    /** The same form as another version of it. */
    public Form withVersion(long newVersion) {
        return new Form(schemaCode, name, titleTemplate, workflowId, sequence, properties, rules, orgId, newVersion);
    }
}
