package dev.millrace.script.graal;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptRequest;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the engine and warms it: initialises the classes of the language, then runs scripts that walk through the host's own
 * code, its failures included, so that none of it is met first by a script at the end of its stack.
 */
final class Preparation {
    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private static final List<String> SCRIPTS = List.of(
            "1 + 1",
            "inputs.a; console.log('x', {a: 1}, new Error('e')); console.error(generateRequestId()); ({a: [1, 'b']})",
            "await sleep(0); clearTimeout(setTimeout(() => {}, 5)); try { await $proxy('p').call(1) } catch (e) { e.code }",
            "try { await $proxy('p').$api('a').$path({a: 1}).$body([1]).$call() } catch (e) { e.stack }",
            "const deep = n => 1 + deep(n + 1); try { deep(0) } catch (e) { e.message }",
            "const f = () => { throw Object.assign(new TypeError('t'), {code: 5}) }; f()",
            "try { viewed.a[0] = viewed.a[5] } catch (e) { e.stack } JSON.stringify(viewed)",
            "throw 'text'",
            "new Map()",
            "await new Promise(() => {})",
            "(1");

    private final Workshop workshop;

    Preparation(Workshop workshop) {
        this.workshop = workshop;
    }

    void run() {
        Sandbox sandbox = new Sandbox(workshop.settings().zone());
        workshop.use(sandbox);
        LOG.debug("Scripts run on the implementation \"{}\"", sandbox.implementation());
        if (sandbox.implementation().equals("Interpreted")) {
            LOG.debug(
                    "Without the optimizing compiler scripts that compute much are slower. It needs -XX:+EnableJVMCI and the"
                            + " compiler on the upgrade module path, as docs/scripts.md shows");
        }
        if (workshop.settings().preparation() == RunnerSettings.Preparation.COMPLETE) {
            EngineClasses.initialise();
            for (String text : SCRIPTS) {
                warm(text);
            }
        }
    }

    private void warm(String text) {
        ScriptRequest request = ScriptRequest.of(new Script("warm-up.js", text))
                .global("inputs", () -> "{\"a\":1}")
                .view("viewed", Map.of("a", List.of(1L, "b")), () -> "{}");
        Run run = new Run(request, workshop);
        run.begin();
        run.outcome().toCompletableFuture().join();
    }
}
