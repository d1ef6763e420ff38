package dev.millrace.modules.guard;

import dev.millrace.module.Input;
import dev.millrace.module.StepError;
import dev.millrace.module.StepResult;
import dev.millrace.value.Excerpt;

/** The failure of a step whose option is none of those its module knows. */
public final class Unknown {
    private Unknown() {}

    public static StepResult option(Input input, String text) {
        return StepResult.failed(new StepError(
                "Unknown option",
                "input \"" + input.id() + "\" is " + Excerpt.quoted(text) + "; use one of "
                        + String.join(", ", input.constraints().options())));
    }
}
