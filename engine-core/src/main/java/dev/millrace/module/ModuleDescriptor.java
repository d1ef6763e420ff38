package dev.millrace.module;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of a module without calling it: ids, names, inputs, outputs, block role, effect. Immutable. */
public final class ModuleDescriptor {
    private final String id;
    private final List<String> aliases;
    private final Category category;
    private final LocalizedText name;
    private final LocalizedText description;
    private final String icon;
    private final @Nullable String helpUrl;
    private final List<Input> inputs;
    private final List<Output> outputs;
    private final @Nullable Function<Parameters, List<Output>> dynamicOutputs;
    private final boolean openOutputs;
    private final BlockRole block;
    private final Effect effect;
    private final @Nullable Function<Parameters, Effect> dynamicEffect;
    private final boolean blocks;
    private final @Nullable Predicate<Parameters> dynamicBlocks;
    private final @Nullable Duration timeout;
    private final List<ParameterCheck> checks;
    private final List<ModuleExample> examples;

    private ModuleDescriptor(Builder builder) {
        id = builder.id;
        aliases = List.copyOf(builder.aliases);
        category = builder.category;
        name = builder.name;
        description = builder.description;
        icon = builder.icon;
        helpUrl = builder.helpUrl;
        inputs = List.copyOf(builder.inputs);
        outputs = List.copyOf(builder.outputs);
        dynamicOutputs = builder.dynamicOutputs;
        openOutputs = builder.openOutputs;
        block = builder.block;
        effect = builder.effect;
        dynamicEffect = builder.dynamicEffect;
        blocks = builder.blocks;
        dynamicBlocks = builder.dynamicBlocks;
        timeout = builder.timeout;
        checks = List.copyOf(builder.checks);
        examples = List.copyOf(builder.examples);
    }

    /** @param id short, lower snake case, unique in an engine */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    public String id() {
        return id;
    }

    /** Other ids that steps may use for this module. */
    public List<String> aliases() {
        return aliases;
    }

    public Category category() {
        return category;
    }

    public LocalizedText name() {
        return name;
    }

    public LocalizedText description() {
        return description;
    }

    /** The id of its picture, {@code ic_…}. */
    public String icon() {
        return icon;
    }

    /** A page about it, for people. */
    public Optional<String> helpUrl() {
        return Optional.ofNullable(helpUrl);
    }

    public List<Input> inputs() {
        return inputs;
    }

    /** The input that answers to {@code name}, its id or an alias. */
    public Optional<Input> input(String name) {
        return inputs.stream().filter(input -> input.answersTo(name)).findFirst();
    }

    /** The outputs that do not depend on parameters. */
    public List<Output> outputs() {
        return outputs;
    }

    /** The outputs of a step with these parameters. */
    public List<Output> outputs(Parameters parameters) {
        return dynamicOutputs == null ? outputs : dynamicOutputs.apply(parameters);
    }

    /** True if a step may give outputs that are not listed, such as the data of an event. */
    public boolean hasOpenOutputs() {
        return openOutputs;
    }

    public BlockRole block() {
        return block;
    }

    /** The effect of a step whatever its parameters: the greatest of those it may have. */
    public Effect effect() {
        return effect;
    }

    /** The effect of a step with these parameters. */
    public Effect effect(Parameters parameters) {
        return dynamicEffect == null ? effect : dynamicEffect.apply(parameters);
    }

    /** True if a call may wait for something outside, and so needs a thread that may wait; whatever its parameters. */
    public boolean blocks() {
        return blocks;
    }

    /** True if a call of a step with these parameters may wait for something outside. */
    public boolean blocks(Parameters parameters) {
        return dynamicBlocks == null ? blocks : dynamicBlocks.test(parameters);
    }

    /** How long one attempt may take where the step does not say; empty: as long as the execution. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    public List<ParameterCheck> checks() {
        return checks;
    }

    public List<ModuleExample> examples() {
        return examples;
    }

    @Override
    public String toString() {
        return "module " + id;
    }

    /** Collects what a descriptor says; only the id is required. */
    public static final class Builder {
        private final String id;
        private final List<String> aliases = new ArrayList<>();
        private Category category = Category.SYSTEM;
        private LocalizedText name;
        private LocalizedText description = LocalizedText.EMPTY;
        private String icon;
        private @Nullable String helpUrl;
        private final List<Input> inputs = new ArrayList<>();
        private final List<Output> outputs = new ArrayList<>();
        private @Nullable Function<Parameters, List<Output>> dynamicOutputs;
        private boolean openOutputs;
        private BlockRole block = BlockRole.NONE;
        private Effect effect = Effect.ONCE;
        private @Nullable Function<Parameters, Effect> dynamicEffect;
        private boolean blocks;
        private @Nullable Predicate<Parameters> dynamicBlocks;
        private @Nullable Duration timeout;
        private final List<ParameterCheck> checks = new ArrayList<>();
        private final List<ModuleExample> examples = new ArrayList<>();

        private Builder(String id) {
            this.id = Objects.requireNonNull(id);
            this.name = LocalizedText.same(id);
            this.icon = "ic_" + id;
        }

        public Builder alias(String... ids) {
            aliases.addAll(List.of(ids));
            return this;
        }

        public Builder category(Category value) {
            category = value;
            return this;
        }

        public Builder name(String chinese, String english) {
            name = new LocalizedText(chinese, english);
            return this;
        }

        public Builder description(String chinese, String english) {
            description = new LocalizedText(chinese, english);
            return this;
        }

        public Builder icon(String value) {
            icon = value;
            return this;
        }

        /** A page about it, for people. */
        public Builder helpUrl(String value) {
            helpUrl = value;
            return this;
        }

        public Builder input(Input... values) {
            inputs.addAll(List.of(values));
            return this;
        }

        public Builder output(Output... values) {
            outputs.addAll(List.of(values));
            return this;
        }

        /** For outputs that depend on the parameters; {@link #output} then lists all that can occur. */
        public Builder outputs(Function<Parameters, List<Output>> byParameters) {
            dynamicOutputs = byParameters;
            return this;
        }

        /** A step may give outputs that are not listed. */
        public Builder openOutputs() {
            openOutputs = true;
            return this;
        }

        public Builder block(BlockRole value) {
            block = value;
            return this;
        }

        /** Default {@link Effect#ONCE}: the safe assumption about a module of which nothing is known. */
        public Builder effect(Effect value) {
            effect = value;
            return this;
        }

        /** For an effect that depends on the parameters; {@link #effect} then says the greatest. */
        public Builder effect(Function<Parameters, Effect> byParameters) {
            dynamicEffect = byParameters;
            return this;
        }

        /** A call may wait for something outside. */
        public Builder blocks() {
            blocks = true;
            return this;
        }

        /** A call may wait for something outside where the parameters say so. */
        public Builder blocks(Predicate<Parameters> byParameters) {
            blocks = true;
            dynamicBlocks = byParameters;
            return this;
        }

        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        public Builder check(ParameterCheck value) {
            checks.add(value);
            return this;
        }

        public Builder example(ModuleExample value) {
            examples.add(value);
            return this;
        }

        public ModuleDescriptor build() {
            return new ModuleDescriptor(this);
        }
    }
}
