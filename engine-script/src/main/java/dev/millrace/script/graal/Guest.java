package dev.millrace.script.graal;

import dev.millrace.json.Json;
import dev.millrace.script.ScriptRequest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    static Guest in(Context context, Source bootstrap, Door door, ScriptRequest request) {
        String globals = Json.write(List.copyOf(request.globals().keySet()));
        Set<String> modules = written(request);
        return new Guest(context.eval(bootstrap)
                .execute(door, globals, modules.isEmpty() ? "" : Json.write(List.copyOf(modules))));
    }

    /** The modules whose first name is in the text: a function for every module would cost more than most scripts. */
    private static Set<String> written(ScriptRequest request) {
        Set<String> names = new TreeSet<>();
        for (String name : request.host().modules()) {
            int dot = name.indexOf('.');
            if (request.script().text().contains(dot < 0 ? name : name.substring(0, dot))) {
                names.add(name);
            }
        }
        return names;
    }

    void start(Value program) {
        start.executeVoid(program);
    }

    void answer(int id, boolean succeeded, @Nullable String json) {
        answer.executeVoid(id, succeeded, json);
    }

    void fire(int timer) {
        fire.executeVoid(timer);
    }
}
