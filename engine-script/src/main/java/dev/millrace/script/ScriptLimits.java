package dev.millrace.script;

import java.time.Duration;

/**
 * What one script may take (spec script-proxy 9). Immutable; the {@code with} methods return changed copies.
 *
 * @param wallTime from start to end, waiting included
 * @param cpuTime own computing; waiting is not counted
 * @param allocatedBytes memory asked for in all, not memory held: give many times what a script keeps
 * @param statements statements run; stops what computes without ever coming to a place where it can be stopped
 * @param sourceCharacters length of the text
 * @param resultCharacters length of the result as JSON
 * @param calls what it may call
 * @param log what it may write
 */
public record ScriptLimits(
        Duration wallTime,
        Duration cpuTime,
        long allocatedBytes,
        long statements,
        int sourceCharacters,
        int resultCharacters,
        Calls calls,
        Log log) {
    public static final ScriptLimits DEFAULT = new ScriptLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            1L << 30,
            50_000_000,
            256 << 10,
            4 << 20,
            new Calls(100, 10, 1 << 20, 1_000),
            new Log(1_000, 8 << 10));

    /** For a script that a person waits for, while a form is filled in: 15 s in all. */
    public static final ScriptLimits FORM = DEFAULT.withWallTime(Duration.ofSeconds(15));

    /**
     * @param count calls of interfaces and modules in all
     * @param concurrent calls under way at the same time; further ones wait for a turn
     * @param characters length of what one call sends, as JSON
     * @param timers timers in all, each firing of a repeating one counted
     */
    public record Calls(int count, int concurrent, int characters, int timers) {}

    /**
     * @param lines lines in all; further ones are dropped, which the last one says
     * @param lineCharacters length of a line; the rest of a longer one is cut
     */
    public record Log(int lines, int lineCharacters) {}

    public ScriptLimits {
        if (wallTime.isNegative() || wallTime.isZero() || cpuTime.isNegative() || cpuTime.isZero()) {
            throw new IllegalArgumentException(
                    "the times of a script must be positive, but are " + wallTime + " and " + cpuTime);
        }
    }

    public ScriptLimits withWallTime(Duration time) {
        return new ScriptLimits(
                time, cpuTime, allocatedBytes, statements, sourceCharacters, resultCharacters, calls, log);
    }

    public ScriptLimits withCpuTime(Duration time) {
        return new ScriptLimits(
                wallTime, time, allocatedBytes, statements, sourceCharacters, resultCharacters, calls, log);
    }

    public ScriptLimits withAllocatedBytes(long bytes) {
        return new ScriptLimits(wallTime, cpuTime, bytes, statements, sourceCharacters, resultCharacters, calls, log);
    }

    public ScriptLimits withStatements(long count) {
        return new ScriptLimits(
                wallTime, cpuTime, allocatedBytes, count, sourceCharacters, resultCharacters, calls, log);
    }

    public ScriptLimits withResultCharacters(int characters) {
        return new ScriptLimits(
                wallTime, cpuTime, allocatedBytes, statements, sourceCharacters, characters, calls, log);
    }

    public ScriptLimits withCalls(Calls limits) {
        return new ScriptLimits(
                wallTime, cpuTime, allocatedBytes, statements, sourceCharacters, resultCharacters, limits, log);
    }

    public ScriptLimits withLog(Log limits) {
        return new ScriptLimits(
                wallTime, cpuTime, allocatedBytes, statements, sourceCharacters, resultCharacters, calls, limits);
    }
}
