package dev.millrace.script.graal;

import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The functions of {@code bootstrap.js} by which the host tells a script something. To be called in turns only. */
final class Guest {
    private final Value start;
    private final Value answer;
    private final Value fire;

    /** @param functions the three, in this order */
    Guest(Value functions) {
        start = functions.getArrayElement(0);
        answer = functions.getArrayElement(1);
        fire = functions.getArrayElement(2);
    }

    void start(Value program) {
        start.executeVoid(program);
    }

    /** @param call what the script gave the door with the call */
    void answer(Value call, boolean succeeded, @Nullable String json) {
        answer.executeVoid(call, succeeded, json);
    }

    void fire(int timer) {
        fire.executeVoid(timer);
    }
}
