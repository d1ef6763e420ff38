package dev.millrace.benchmarks;

import javax.script.Bindings;
import javax.script.Compilable;
import javax.script.CompiledScript;
import javax.script.ScriptEngine;
import javax.script.ScriptException;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.ScriptableObject;
import org.openjdk.nashorn.api.scripting.JSObject;
import org.openjdk.nashorn.api.scripting.NashornScriptEngineFactory;

/** The other languages on this virtual machine: compiled once, a fresh global object for each run. Neither knows {@code await}. */
final class PeerScripts {
    private PeerScripts() {}

    static Contender rhino(ScriptTask task) {
        Script script = rhinoScript(task);
        return new Contender("rhino", () -> {
            try (Context context = Context.enter()) {
                ScriptableObject scope = context.initSafeStandardObjects();
                Function function = (Function) script.exec(context, scope, scope);
                Object json = function.call(context, scope, scope, new Object[] {task.inputs()});
                return task.checked(Context.toString(json));
            }
        });
    }

    private static Script rhinoScript(ScriptTask task) {
        try (Context context = Context.enter()) {
            return context.compileString(task.function(), "task.js", 1, null);
        }
    }

    static Contender nashorn(ScriptTask task) throws ScriptException {
        ScriptEngine engine = new NashornScriptEngineFactory().getScriptEngine("--no-java", "--no-syntax-extensions");
        CompiledScript script = ((Compilable) engine).compile(task.function());
        return new Contender("nashorn", () -> {
            Bindings global = engine.createBindings();
            JSObject function = (JSObject) script.eval(global);
            return task.checked(String.valueOf(function.call(null, task.inputs())));
        });
    }
}
