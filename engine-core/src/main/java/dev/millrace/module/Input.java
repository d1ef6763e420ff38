package dev.millrace.module;

import dev.millrace.value.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An input of a module: what a step's parameter of this name means. Immutable; the methods that describe it return
 * changed copies.
 *
 * <p>The default is what an editor puts into a new step. A module applies its own fallback when a parameter is absent at
 * run time, through the {@link Inputs} methods that take one.
 */
public final class Input {
    /** What the text of a parameter is. */
    public enum Syntax {
        /** Text and data in which references are replaced. */
        TEMPLATE,
        /** Taken as it is: no references are looked for. */
        LITERAL,
        /** An expression; the module sees its value. */
        EXPRESSION,
        /** An expression over names whose values the module gives; see {@link Inputs#expression}. */
        OPEN_EXPRESSION
    }

    private final String id;
    private final ValueType type;
    private final Syntax syntax;
    private final List<String> openNames;
    private final LocalizedText label;
    private final LocalizedText help;
    private final LocalizedText unit;
    private final boolean required;
    private final @Nullable String requiredUnless;
    private final @Nullable Object defaultValue;
    private final Constraints constraints;
    private final boolean lenient;
    private final @Nullable UiType uiType;
    private final List<String> aliases;
    private final Map<String, String> legacyOptions;
    private final @Nullable VisibleWhen visibleWhen;

    /** An editor shows an input only while another one has one of these values. */
    public record VisibleWhen(String input, List<String> values) {
        public VisibleWhen {
            values = List.copyOf(values);
        }
    }

    private Input(Draft draft) {
        id = draft.id;
        type = draft.type;
        syntax = draft.syntax;
        openNames = draft.openNames;
        label = draft.label;
        help = draft.help;
        unit = draft.unit;
        required = draft.required;
        requiredUnless = draft.requiredUnless;
        defaultValue = draft.defaultValue;
        constraints = draft.constraints;
        lenient = draft.lenient;
        uiType = draft.uiType;
        aliases = draft.aliases;
        legacyOptions = draft.legacyOptions;
        visibleWhen = draft.visibleWhen;
    }

    public static Input of(String id, ValueType type) {
        return new Input(new Draft(Objects.requireNonNull(id), Objects.requireNonNull(type)));
    }

    public static Input any(String id) {
        return of(id, ValueType.ANY);
    }

    public static Input text(String id) {
        return of(id, ValueType.STRING);
    }

    public static Input number(String id) {
        return of(id, ValueType.NUMBER);
    }

    public static Input truth(String id) {
        return of(id, ValueType.BOOLEAN);
    }

    public static Input list(String id) {
        return of(id, ValueType.LIST);
    }

    public static Input dictionary(String id) {
        return of(id, ValueType.DICTIONARY);
    }

    /** A text that must be one of {@code options}; read it with {@link Inputs#option}. */
    public static Input options(String id, String... options) {
        return text(id).literal()
                .constrained(new Constraints(null, null, null, false, null, null, null, List.of(options), null));
    }

    /** An expression such as {@code {{price.result}} * 1.19}; the module sees its value. */
    public static Input expression(String id) {
        return any(id).written(Syntax.EXPRESSION);
    }

    /**
     * An expression such as {@code item.price > {{limit.value}}}, which the module evaluates as often as it likes with
     * {@link Inputs#expression}.
     *
     * @param names the bare names it may have: words of letters, digits and underscores
     */
    public static Input openExpression(String id, String... names) {
        Draft draft = new Draft(id, ValueType.ANY);
        draft.syntax = Syntax.OPEN_EXPRESSION;
        draft.openNames = List.of(names);
        return new Input(draft);
    }

    public Input label(String chinese, String english) {
        Draft draft = new Draft(this);
        draft.label = new LocalizedText(chinese, english);
        return new Input(draft);
    }

    public Input help(String chinese, String english) {
        Draft draft = new Draft(this);
        draft.help = new LocalizedText(chinese, english);
        return new Input(draft);
    }

    /** What a number counts, such as seconds; an editor shows it beside the number. */
    public Input unit(String chinese, String english) {
        Draft draft = new Draft(this);
        draft.unit = new LocalizedText(chinese, english);
        return new Input(draft);
    }

    /** A step without this parameter has an error. */
    public Input required() {
        Draft draft = new Draft(this);
        draft.required = true;
        return new Input(draft);
    }

    /** Required unless the step has the other parameter. */
    public Input requiredUnless(String other) {
        Draft draft = new Draft(this);
        draft.required = true;
        draft.requiredUnless = other;
        return new Input(draft);
    }

    /** What an editor puts into a new step. */
    public Input withDefault(Object value) {
        Draft draft = new Draft(this);
        draft.defaultValue = value;
        return new Input(draft);
    }

    /** References in it are not looked for. */
    public Input literal() {
        return written(Syntax.LITERAL);
    }

    private Input written(Syntax newSyntax) {
        Draft draft = new Draft(this);
        draft.syntax = newSyntax;
        return new Input(draft);
    }

    public Input range(double min, double max) {
        return constrained(new Constraints(
                min, max, constraints.step(), constraints.wholeNumber(), null, null, null, List.of(), null));
    }

    public Input atLeast(double min) {
        return constrained(new Constraints(
                min, null, constraints.step(), constraints.wholeNumber(), null, null, null, List.of(), null));
    }

    public Input wholeNumber() {
        return constrained(
                new Constraints(constraints.min(), constraints.max(), 1.0, true, null, null, null, List.of(), null));
    }

    /** The distance of an editor's steps; other numbers are good too. */
    public Input step(double distance) {
        return constrained(new Constraints(
                constraints.min(),
                constraints.max(),
                distance,
                constraints.wholeNumber(),
                null,
                null,
                null,
                List.of(),
                null));
    }

    public Input length(int min, int max) {
        return constrained(new Constraints(
                null, null, null, false, constraints.pattern(), min, max, List.of(), constraints.language()));
    }

    public Input pattern(String regex) {
        return constrained(new Constraints(
                null,
                null,
                null,
                false,
                regex,
                constraints.minLength(),
                constraints.maxLength(),
                List.of(),
                constraints.language()));
    }

    private Input constrained(Constraints newConstraints) {
        Draft draft = new Draft(this);
        draft.constraints = newConstraints;
        return new Input(draft);
    }

    /** A literal outside the constraints is a warning, because the module has an answer for it. */
    public Input lenient() {
        Draft draft = new Draft(this);
        draft.lenient = true;
        return new Input(draft);
    }

    public Input ui(UiType type) {
        Draft draft = new Draft(this);
        draft.uiType = type;
        return new Input(draft);
    }

    /** Edited as source text of {@code language}. */
    public Input code(String language) {
        return ui(UiType.CODE_EDITOR)
                .constrained(new Constraints(null, null, null, false, null, null, null, List.of(), language));
    }

    /** Other parameter names that mean this input. */
    public Input alias(String... names) {
        Draft draft = new Draft(this);
        draft.aliases = List.of(names);
        return new Input(draft);
    }

    /** Texts that older files hold in place of an option id: label → option. */
    public Input legacyOption(String label, String option) {
        Map<String, String> all = new LinkedHashMap<>(legacyOptions);
        all.put(label, option);
        Draft draft = new Draft(this);
        draft.legacyOptions = Map.copyOf(all);
        return new Input(draft);
    }

    public Input visibleWhen(String input, String... values) {
        Draft draft = new Draft(this);
        draft.visibleWhen = new VisibleWhen(input, List.of(values));
        return new Input(draft);
    }

    public String id() {
        return id;
    }

    public ValueType type() {
        return type;
    }

    public Syntax syntax() {
        return syntax;
    }

    /** The bare names of an open expression, in the order in which their values are given; empty for other inputs. */
    public List<String> openNames() {
        return openNames;
    }

    public LocalizedText label() {
        return label;
    }

    public LocalizedText help() {
        return help;
    }

    /** Empty texts if there is none. */
    public LocalizedText unit() {
        return unit;
    }

    public boolean isRequired() {
        return required;
    }

    /** The input whose presence makes this one optional; null when nothing does. */
    public @Nullable String requiredUnless() {
        return requiredUnless;
    }

    public @Nullable Object defaultValue() {
        return defaultValue;
    }

    public Constraints constraints() {
        return constraints;
    }

    public boolean isLenient() {
        return lenient;
    }

    public UiType uiType() {
        if (uiType != null) {
            return uiType;
        }
        if (!constraints.options().isEmpty()) {
            return UiType.DROPDOWN;
        }
        return switch (type) {
            case BOOLEAN -> UiType.SWITCH;
            case NUMBER -> UiType.NUMBER_SLIDER;
            case DICTIONARY -> UiType.KEY_VALUE_EDITOR;
            default -> UiType.TEXT_FIELD;
        };
    }

    public List<String> aliases() {
        return aliases;
    }

    public Map<String, String> legacyOptions() {
        return legacyOptions;
    }

    public @Nullable VisibleWhen visibleWhen() {
        return visibleWhen;
    }

    /** The id and the aliases. */
    public List<String> names() {
        List<String> names = new ArrayList<>(aliases);
        names.add(0, id);
        return names;
    }

    /** True if {@code name} is this input's id or one of its aliases. */
    public boolean answersTo(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    /** The option that {@code text} means: itself, or the one its legacy label stands for; null if it is neither. */
    public @Nullable String optionNamed(String text) {
        if (constraints.options().contains(text)) {
            return text;
        }
        String mapped = legacyOptions.get(text);
        return mapped != null && constraints.options().contains(mapped) ? mapped : null;
    }

    private static final class Draft {
        final String id;
        final ValueType type;
        Syntax syntax = Syntax.TEMPLATE;
        List<String> openNames = List.of();
        LocalizedText label;
        LocalizedText help = LocalizedText.EMPTY;
        LocalizedText unit = LocalizedText.EMPTY;
        boolean required;

        @Nullable
        String requiredUnless;

        @Nullable
        Object defaultValue;

        Constraints constraints = Constraints.NONE;
        boolean lenient;

        @Nullable
        UiType uiType;

        List<String> aliases = List.of();
        Map<String, String> legacyOptions = Map.of();

        @Nullable
        VisibleWhen visibleWhen;

        Draft(String id, ValueType type) {
            this.id = id;
            this.type = type;
            this.label = LocalizedText.same(id);
        }

        Draft(Input from) {
            id = from.id;
            type = from.type;
            syntax = from.syntax;
            openNames = from.openNames;
            label = from.label;
            help = from.help;
            unit = from.unit;
            required = from.required;
            requiredUnless = from.requiredUnless;
            defaultValue = from.defaultValue;
            constraints = from.constraints;
            lenient = from.lenient;
            uiType = from.uiType;
            aliases = from.aliases;
            legacyOptions = from.legacyOptions;
            visibleWhen = from.visibleWhen;
        }
    }
}
