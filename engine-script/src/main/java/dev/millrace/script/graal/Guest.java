package dev.millrace.script.graal;

import dev.millrace.script.ScriptRequest;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** The functions of {@code bootstrap.js} by which the host tells a script something. To be called in turns only. */
final class Guest {
    private final Value start;
    private final Value answer;
    private final Value fire;

    private Guest(Value functions) {
        start = functions.getArrayElement(0);
        answer = functions.getArrayElement(1);
        fire = functions.getArrayElement(2);
    }

    static Guest in(Context context, Source bootstrap, Door door, ScriptRequest request, Words words) {
        Value functions = context.eval(bootstrap)
                .execute(
                        door,
                        words.wants(),
                        words.among(request.globals().keySet()),
                        words.amongModules(request.host().modules()));
        return new Guest(functions);
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
