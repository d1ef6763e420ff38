package dev.millrace.module;

/** A rule over a step's parameters that types and constraints cannot say. Called while a workflow is checked. */
@FunctionalInterface
public interface ParameterCheck {
    void check(Parameters parameters, Findings findings);

    /** Takes what a check finds. */
    interface Findings {
        /** An error: a workflow with it does not start. */
        void error(String input, String message, String fix);

        /** A warning: a workflow with it starts. */
        void warning(String input, String message, String fix);
    }
}
