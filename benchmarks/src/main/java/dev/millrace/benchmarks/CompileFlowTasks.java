package dev.millrace.benchmarks;

/** Steps that the code CompileFlow generates calls by name; public for that reason alone. */
public final class CompileFlowTasks {
    /** Made by generated code. */
    public CompileFlowTasks() {}

    /** A trivial step. */
    public void compute() {
        Body.compute();
    }

    /**
     * The condition and the update in one step.
     *
     * @param i the round
     * @param n the number of even rounds so far
     * @return the number of even rounds with this one
     */
    public Integer countIfEven(Integer i, Integer n) {
        if (i % 2 != 0) {
            return n;
        }
        Body.compute();
        return n + 1;
    }

    /**
     * Carries a variable to the result.
     *
     * @param n any number
     * @return the same
     */
    public Integer same(Integer n) {
        return n;
    }
}
