package dev.millrace.proxy.platform;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    ConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream().map(ConfigurationProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** With one problem. */
    public static ConfigurationException of(String path, String message, String fix) {
        return new ConfigurationException(List.of(new ConfigurationProblem(path, message, fix)));
    }

    /** At least one, in the order of the text. */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
