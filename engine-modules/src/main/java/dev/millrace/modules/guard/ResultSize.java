package dev.millrace.modules.guard;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.ValueLimits;

/** Refuses results that would be larger than a value may be, before memory is taken for them. */
public final class ResultSize {
    private static final String TITLE = "Result too large";

    private ResultSize() {}

    /** @throws StepFailedException if a text of this many UTF-16 units is too long */
    public static void text(long length) {
        if (length > ValueLimits.DEFAULT.maxTextLength()) {
            throw new StepFailedException(
                    TITLE,
                    "the result would have " + length + " characters, more than the "
                            + ValueLimits.DEFAULT.maxTextLength() + " a text may have; work on smaller pieces");
        }
    }

    /** @throws StepFailedException if a list of this many elements is too long */
    public static void elements(long count) {
        if (count > ValueLimits.DEFAULT.maxElements()) {
            throw new StepFailedException(
                    TITLE,
                    "the result would have " + count + " elements, more than the " + ValueLimits.DEFAULT.maxElements()
                            + " a value may have; work on smaller pieces");
        }
    }
}
