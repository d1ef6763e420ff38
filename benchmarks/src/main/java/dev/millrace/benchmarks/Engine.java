package dev.millrace.benchmarks;

import java.util.List;

/**
 * An engine under measurement, or the hand-written code beside it.
 *
 * <p>The constructor starts the engine and deploys nothing, so that the time to the first result holds only what one shape
 * needs. Used by one thread at a time; the contenders it hands out may be called by many.
 */
interface Engine extends AutoCloseable {
    /**
     * Deploys what the shape needs.
     *
     * @return ready contenders; empty if this engine has no such shape
     * @throws Exception whatever the engine throws at a definition
     */
    List<Contender> contenders(Shape shape) throws Exception;

    /** What {@code first} runs, with nothing started beside it. */
    default Contender first() throws Exception {
        return contenders(Shape.SEQ10).get(0);
    }

    /** Stops threads the engine has started; the contenders are dead afterwards. */
    @Override
    void close();
}
