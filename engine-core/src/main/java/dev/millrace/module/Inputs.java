package dev.millrace.module;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a step with every reference resolved.
 *
 * <p>The typed methods convert by the rules of the value model (spec vflow-model 5.3 to 5.6). The ones without a fallback
 * throw {@link StepFailedException} when the input is absent, null, or has no such form; the message names the input.
 */
public interface Inputs {
    /** The resolved value; null when it is absent. */
    @Nullable
    Object input(String id);

    /** True if the input is there and not null. */
    boolean has(String id);

    String text(String id);

    String text(String id, String fallback);

    Number number(String id);

    /** The fallback also where the value has no number. */
    Number number(String id, Number fallback);

    /** A number truncated toward zero, within the range of a long. */
    long wholeNumber(String id);

    /** The fallback also where the value has no number. */
    long wholeNumber(String id, long fallback);

    boolean truth(String id, boolean fallback);

    /** A list as it is; anything else fails. */
    List<@Nullable Object> list(String id);

    /** A dictionary as it is; anything else fails. */
    Map<String, @Nullable Object> dictionary(String id);

    /**
     * The id of the chosen option: legacy labels are mapped, anything else is given through as it is.
     *
     * @param fallback when the input is absent or blank
     */
    String option(String id, String fallback);

    /**
     * The expression of an {@linkplain Input#openExpression open expression} input. Its references have the values they
     * had when the attempt began, so it may be kept as long as anybody needs it. All its evaluations together may take
     * five seconds of the machine's time; beyond that it fails.
     */
    ValueExpression expression(String id);
}
