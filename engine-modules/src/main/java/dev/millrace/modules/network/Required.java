package dev.millrace.modules.network;

import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import java.util.List;

/** Finds texts that are blank before anything runs, of inputs that must not be. */
record Required(List<String> inputs) implements ParameterCheck {
    static Required inputs(String... ids) {
        return new Required(List.of(ids));
    }

    @Override
    public void check(Parameters parameters, Findings findings) {
        for (String input : inputs) {
            parameters
                    .literalText(input)
                    .filter(String::isBlank)
                    .ifPresent(blank ->
                            findings.error(input, "\"" + input + "\" is blank", "write a text or a reference"));
        }
    }
}
