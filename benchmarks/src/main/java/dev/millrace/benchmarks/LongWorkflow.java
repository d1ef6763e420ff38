package dev.millrace.benchmarks;

/**
 * A workflow of any number of steps as JSON text, with the mix of a long one written by hand: calls of modules that refer to
 * the outputs of steps before them, conditions, loops, variables. It is never run, only read and compiled.
 */
final class LongWorkflow {
    /** Steps of one section; the sections follow one another until the number is reached. */
    static final int SECTION = 10;

    private final StringBuilder json = new StringBuilder();
    private int steps;

    private LongWorkflow() {}

    /** @param steps a multiple of {@link #SECTION} */
    static String ofSteps(int steps) {
        LongWorkflow workflow = new LongWorkflow();
        workflow.json.append("{\"id\":\"long\",\"name\":\"long\",\"steps\":[");
        workflow.step("v", "create_variable", "\"variableName\":\"v\",\"type\":\"number\",\"value\":0");
        workflow.step("g", "give", "\"n\":1");
        for (int i = 2; i < SECTION; i++) {
            workflow.step("n" + i, "give", "\"n\":\"{{g.n}}\"");
        }
        while (workflow.steps < steps) {
            workflow.section();
        }
        return workflow.json.append("]}").toString();
    }

    private void section() {
        int s = steps / SECTION;
        step("a" + s, "give", "\"n\":\"{{g.n}}\",\"text\":\"of {{g.n}} and [[v]]\"");
        step("b" + s, "give", "\"n\":\"{{a" + s + ".n}}\",\"text\":\"fixed\"");
        step("i" + s, "if_condition", "\"condition\":\"{{b" + s + ".n}} > 3 && [[v]] < 10\"");
        step("s" + s, "set_variable", "\"variable\":\"[[v]]\",\"expression\":\"[[v]] + {{a" + s + ".n}}\"");
        step("e" + s, "else", "");
        step("c" + s, "give", "\"n\":\"{{a" + s + ".n}}\"");
        step("f" + s, "endif", "");
        step("l" + s, "loop", "\"count\":3");
        step("d" + s, "give", "\"n\":\"{{l" + s + ".loop_index}}\"");
        step("m" + s, "end_loop", "");
    }

    private void step(String id, String module, String parameters) {
        json.append(steps == 0 ? "{" : ",{")
                .append("\"id\":\"")
                .append(id)
                .append("\",\"moduleId\":\"")
                .append(module)
                .append("\",\"parameters\":{")
                .append(parameters)
                .append("}}");
        steps++;
    }
}
