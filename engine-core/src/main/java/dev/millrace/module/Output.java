package dev.millrace.module;

import dev.millrace.value.ValueType;
import java.util.List;

/**
 * An output of a module. Immutable; its methods return changed copies.
 *
 * @param id what references name: {@code {{step.id}}}
 * @param aliases other ids that references may use for it
 */
public record Output(String id, ValueType type, LocalizedText label, LocalizedText help, List<String> aliases) {
    public Output {
        aliases = List.copyOf(aliases);
    }

    public static Output of(String id, ValueType type) {
        return new Output(id, type, LocalizedText.same(id), LocalizedText.EMPTY, List.of());
    }

    public static Output any(String id) {
        return of(id, ValueType.ANY);
    }

    public static Output text(String id) {
        return of(id, ValueType.STRING);
    }

    public static Output number(String id) {
        return of(id, ValueType.NUMBER);
    }

    public static Output truth(String id) {
        return of(id, ValueType.BOOLEAN);
    }

    public static Output list(String id) {
        return of(id, ValueType.LIST);
    }

    public static Output dictionary(String id) {
        return of(id, ValueType.DICTIONARY);
    }

    public Output label(String chinese, String english) {
        return new Output(id, type, new LocalizedText(chinese, english), help, aliases);
    }

    public Output help(String chinese, String english) {
        return new Output(id, type, label, new LocalizedText(chinese, english), aliases);
    }

    public Output alias(String... others) {
        return new Output(id, type, label, help, List.of(others));
    }

    /** The same output, where more is known of its type. */
    public Output typed(ValueType known) {
        return new Output(id, known, label, help, aliases);
    }

    /** True if {@code name} is this output's id or one of its aliases. */
    public boolean answersTo(String name) {
        return id.equals(name) || aliases.contains(name);
    }
}
