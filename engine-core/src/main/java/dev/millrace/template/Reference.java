package dev.millrace.template;

import dev.millrace.value.PropertyPath;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A reference as an author wrote it (spec vflow-model 4.1, 4.4). */
public sealed interface Reference {
    /** {@code {{step.output.path}}}. */
    record StepOutput(String stepId, String output, PropertyPath path) implements Reference {
        private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");

        /**
         * Which result is meant by {@code {{step.output.N}}}, if the step has no output of that name
         * (spec sync-api-trigger 5.2); empty for every other form.
         */
        public OptionalInt resultNumber() {
            boolean isResult = output.equals(StepResults.OUTPUT)
                    && !path.isEmpty()
                    && NUMBER.matcher(path.segments().get(0)).matches();
            return isResult ? OptionalInt.of(Integer.parseInt(path.segments().get(0))) : OptionalInt.empty();
        }

        @Override
        public String toString() {
            return "{{" + stepId + "." + output + Reference.tail(path) + "}}";
        }
    }

    /** {@code [[name.path]]}. */
    record Variable(String name, PropertyPath path) implements Reference {
        @Override
        public String toString() {
            return "[[" + name + Reference.tail(path) + "]]";
        }
    }

    /** {@code {{current_time}}}, {@code {{device_info.path}}}; {@code {{trigger.…}}} where no step has that id. */
    record System(SystemValue value, PropertyPath path) implements Reference {
        @Override
        public String toString() {
            return "{{" + value.id() + Reference.tail(path) + "}}";
        }
    }

    /** The properties read behind it. */
    PropertyPath path();

    private static String tail(PropertyPath path) {
        return path.isEmpty() ? "" : "." + String.join(".", path.segments());
    }
}
