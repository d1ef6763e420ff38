package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scripts that try to get out or to take everything. Each row names what stops it; after each a harmless script runs on the
 * same runner, and a second one finds nothing of the first.
 */
class AttackTest {
    private static final ScriptLimits LIMITS = ScriptLimits.DEFAULT
            .withWallTime(Duration.ofSeconds(4))
            .withCpuTime(Duration.ofSeconds(1))
            .withAllocatedBytes(256 << 20)
            .withStatements(5_000_000);

    private static final InProcessRunner RUNNER =
            InProcessRunner.open(RunnerSettings.DEFAULT.withThreads(4).withGrace(Duration.ofMillis(500)));

    private static final String CANARY = """
            const o = {}; const list = [3, 1, 2].sort().map(x => x * 2);
            if (o.polluted !== undefined || [].polluted !== undefined || globalThis.leftBehind !== undefined) throw 'polluted';
            JSON.stringify(list) + /a(b)/.exec('ab')[1] + await Promise.resolve('!') + typeof $proxy""";

    @AfterAll
    static void close() {
        RUNNER.close();
    }

    private static ScriptOutcome run(String text) {
        StubDoor door = StubDoor.failing(new IllegalStateException("java.secret=hunter2"));
        return Scripts.outcome(RUNNER.start(ScriptRequest.of(new Script("attack.js", text))
                .global("inputs", () -> "{\"a\":{\"b\":1}}")
                .global("vars", () -> "{\"v\":{\"w\":1}}")
                .withLimits(LIMITS)
                .withHost(door)));
    }

    /** Reaching for the host: the value shows that nothing was there. */
    static Stream<Arguments> reaching() {
        return Stream.of(
                arguments("Java global: switched off", "typeof Java", "undefined"),
                arguments(
                        "package globals: switched off",
                        "typeof java + typeof Packages + typeof com",
                        "undefinedundefinedundefined"),
                arguments("Polyglot global: switched off", "typeof Polyglot", "undefined"),
                arguments("Graal global: switched off", "typeof Graal", "undefined"),
                arguments("load: switched off", "typeof load + typeof loadWithNewGlobal", "undefinedundefined"),
                arguments(
                        "print and read: switched off",
                        "typeof print + typeof read + typeof readline + typeof quit",
                        "undefinedundefinedundefinedundefined"),
                arguments(
                        "process and require: never there",
                        "typeof process + typeof require + typeof module + typeof Deno",
                        "undefinedundefinedundefinedundefined"),
                arguments(
                        "network: never there",
                        "typeof fetch + typeof XMLHttpRequest + typeof WebSocket + typeof Worker",
                        "undefinedundefinedundefinedundefined"),
                arguments("WebAssembly: switched off", "typeof WebAssembly", "undefined"),
                arguments(
                        "shared memory: switched off",
                        "typeof SharedArrayBuffer + typeof Atomics",
                        "undefinedundefined"),
                arguments(
                        "weak references: taken away",
                        "typeof WeakRef + typeof FinalizationRegistry",
                        "undefinedundefined"),
                arguments("big integers: switched off", "typeof BigInt", "undefined"),
                arguments("eval: switched off", "try { eval('1 + 1') } catch (e) { e.name }", "EvalError"),
                arguments(
                        "Function: switched off",
                        "try { new Function('return 1')() } catch (e) { e.name }",
                        "EvalError"),
                arguments(
                        "Function through a constructor: switched off",
                        "try { (() => {}).constructor('return this')() } catch (e) { e.name }",
                        "EvalError"),
                arguments(
                        "async function constructor: switched off",
                        "try { (async () => {}).constructor('return 1') } catch (e) { e.name }",
                        "EvalError"),
                arguments(
                        "generator constructor: switched off",
                        "try { (function* () {}).constructor('yield 1') } catch (e) { e.name }",
                        "EvalError"),
                arguments("timer with text: refused", "try { setTimeout('1', 0) } catch (e) { e.name }", "TypeError"),
                arguments(
                        "import of a file: no file system",
                        "try { await import('/etc/passwd'); 'read' } catch (e) { 'no' }",
                        "no"),
                arguments(
                        "import of text: has the same globals and limits",
                        "(await import('data:text/javascript,export%20const%20a=typeof%20Java+typeof%20$proxy')).a",
                        "undefinedfunction"),
                arguments(
                        "import error: names no class and no path",
                        "try { await import('/etc/passwd') } catch (e) { /java|graal|truffle|Exception/i.test(e.message + e.stack) ? e.message : 'clean' }",
                        "clean"),
                arguments("this at the top: undefined", "typeof this", "undefined"),
                arguments(
                        "caller and callee: strict",
                        "try { (function () { return arguments.callee })() } catch (e) { e.name }",
                        "TypeError"),
                arguments(
                        "caller of a function: strict",
                        "function f() { return f.caller } try { f() } catch (e) { e.name }",
                        "TypeError"),
                arguments(
                        "call sites: strict functions hide themselves",
                        "Error.prepareStackTrace = (e, s) => s.map(c => c.getFunction && typeof c.getFunction()).join(); const s = new Error().stack; /function/.test(s) ? s : 'hidden'",
                        "hidden"),
                arguments(
                        "call sites of the bootstrap: nothing of it",
                        "Error.prepareStackTrace = (e, s) => s.map(c => String(c.getThis && c.getThis())).join(); let r; try { $proxy('') } catch (e) { r = String(e.stack) } /host|Door|java/.test(r) ? r : 'hidden'",
                        "hidden"),
                arguments(
                        "stack text: no host frames",
                        "try { null.x } catch (e) { /java|graal|truffle|millrace/i.test(e.stack) ? e.stack : 'clean' }",
                        "clean"),
                arguments(
                        "host class of a bound function: a plain function",
                        "Object.getPrototypeOf(console.log) === Function.prototype",
                        true),
                arguments(
                        "class of what is bound: no member",
                        "typeof console.log.getClass + typeof $proxy.class + typeof inputs.getClass",
                        "undefinedundefinedundefined"),
                arguments(
                        "exception text of the host: stays outside",
                        "try { await $proxy('p').f() } catch (e) { /hunter2|java/.test(JSON.stringify(e) + e.message + e.stack) ? 'leak' : 'clean' }",
                        "clean"),
                arguments(
                        "members of a platform: names only",
                        "const p = $proxy('p'); typeof p.__proto__ + typeof p.constructor + typeof p[Symbol.iterator] + Object.keys(p).length",
                        "undefinedundefinedundefined0"),
                arguments("writing a global: frozen", "try { $proxy = 1 } catch (e) { e.name }", "TypeError"),
                arguments(
                        "redefining a global: frozen",
                        "try { Object.defineProperty(globalThis, '$proxy', {value: 1}) } catch (e) { e.name }",
                        "TypeError"),
                arguments(
                        "deleting a global: frozen",
                        "try { delete globalThis.console } catch (e) { e.name }",
                        "TypeError"),
                arguments("changing console: frozen", "try { console.log = 1 } catch (e) { e.name }", "TypeError"),
                arguments(
                        "changing vars deep inside: frozen", "try { vars.v.w = 2 } catch (e) { e.name }", "TypeError"),
                arguments("global under an escaped name: as written", "typeof \\u0024proxy", "function"),
                arguments(
                        "global under a composed name: frozen too",
                        "try { globalThis['con' + 'sole'] = 1 } catch (e) { e.name }",
                        "TypeError"),
                arguments("shadow realm: never there", "typeof ShadowRealm", "undefined"),
                arguments(
                        "environment: never there",
                        "typeof $ENV + typeof $EXEC + typeof $ARG + typeof arguments",
                        "undefinedundefinedundefinedobject"),
                arguments("host arguments: none", "arguments.length", 0),
                arguments("locale of the machine: fixed", "Intl.DateTimeFormat().resolvedOptions().locale", "en-US"),
                arguments("time zone of the machine: fixed", "Intl.DateTimeFormat().resolvedOptions().timeZone", "GMT"),
                arguments("stringify replaced: captured before", "JSON.stringify = () => '\"forged\"'; 5", 5),
                arguments(
                        "array methods replaced: not used",
                        "Array.prototype.push = Array.prototype.map = Array.prototype[Symbol.iterator] = () => { throw 1 }; 6",
                        6),
                arguments(
                        "promise methods replaced: captured before",
                        "Promise.prototype.then = () => { throw 1 }; Promise.resolve = null; 7",
                        7),
                arguments(
                        "setter on a prototype: finds no host",
                        "let found = 'nothing'; Object.defineProperty(Object.prototype, 'resolve', {set(v) { found = typeof v }, configurable: true}); setTimeout(() => {}, 0); found",
                        "nothing"),
                arguments(
                        "prototype polluted: dies with its context",
                        "Object.prototype.polluted = 1; Array.prototype.polluted = 1; globalThis.leftBehind = 1; 8",
                        8),
                arguments("symbol registry polluted: names only", "Symbol.for('leftBehind').description", "leftBehind"),
                arguments(
                        "key __proto__ of JSON: an own member",
                        "const o = JSON.parse('{\"__proto__\":{\"polluted\":1}}'); typeof o.polluted + typeof ({}).polluted",
                        "undefinedundefined"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reaching")
    void nothing_is_in_reach(String name, String text, Object expected) {
        ScriptOutcome outcome = run(text);

        assertThat(outcome).isInstanceOf(ScriptOutcome.Returned.class);
        String json = ((ScriptOutcome.Returned) outcome).json().orElse("");
        assertThat(json).isEqualTo(expected instanceof String quoted ? '"' + quoted + '"' : String.valueOf(expected));
        theNextScriptIsWell();
    }

    /** Taking everything: each ends as stated, well before anybody has to wait. */
    static Stream<Arguments> exhausting() {
        return Stream.of(
                arguments("endless loop: processor time or statements", "for (;;) 1"),
                arguments("endless loop without a statement: processor time", "for (;;);"),
                arguments("endless loop in finally: processor time", "try { for (;;) 1 } finally { for (;;) 2 }"),
                arguments("endless loop that catches: processor time", "for (;;) { try { for (;;) 1 } catch (e) {} }"),
                arguments(
                        "loop of promise jobs: processor time", "const f = () => Promise.resolve().then(f); await f()"),
                arguments("loop of awaits: processor time", "for (;;) await 0"),
                arguments(
                        "loop of timers: number of timers",
                        "const f = () => setTimeout(f, 0); f(); await sleep(60000)"),
                arguments("sleeping for ever: wall time", "await sleep(1e12)"),
                arguments("waiting for nothing: told at once", "await new Promise(() => {})"),
                arguments("thenable that never ends: told at once", "await {then() {}}"),
                arguments(
                        "generator without an end: processor time",
                        "function* g() { for (;;) yield 1 } for (const x of g()) x"),
                arguments(
                        "proxy trap in a loop: processor time",
                        "const p = new Proxy({}, {get: (t, k, r) => { for (;;) 1 }}); p.x"),
                arguments("getter while the result is read: processor time", "({get a() { for (;;) 1 }})"),
                arguments("toJSON without an end: processor time", "({toJSON() { for (;;) 1 }})"),
                arguments(
                        "message of an error without an end: processor time",
                        "throw new (class extends Error { get message() { for (;;) 1 } })()"),
                arguments("console argument without an end: processor time", "console.log({toJSON() { for (;;) 1 }})"),
                arguments("sort that compares for ever: processor time", "[2, 1].sort(() => { for (;;) 1 })"),
                arguments("back-reference: processor time", "/(x+x+)+\\1y/.test('x'.repeat(40))"),
                arguments(
                        "nested quantifiers with a back-reference: processor time",
                        "/^(x+)+\\1$/.test('x'.repeat(40) + 'y')"),
                arguments("recursion: stack of the script", "const f = n => f(n + 1) + 1; f(0)"),
                arguments(
                        "recursion through JSON: stack of the script",
                        "let o = {}; for (let i = 0; i < 1e5; i++) o = {o}; JSON.stringify(o)"),
                arguments(
                        "result nested too deeply: stack of the script",
                        "let o = {}; for (let i = 0; i < 1e5; i++) o = {o}; o"),
                arguments("memory by lists: memory", "const a = []; for (;;) a.push(new Array(1000).fill(0))"),
                arguments("memory by text: length of texts or memory", "let s = 'x'; for (;;) s += s"),
                arguments("memory by repeat: length of texts", "'x'.repeat(2 ** 30)"),
                arguments("memory by padding: length of texts", "'x'.padEnd(2 ** 30)"),
                arguments("memory by one huge list: memory or its length", "new Array(2 ** 32 - 1).fill(1)"),
                arguments("memory by typed arrays: their length", "new Float64Array(2 ** 30)"),
                arguments("memory by buffers: memory", "const a = []; for (;;) a.push(new ArrayBuffer(2 ** 24))"),
                arguments("memory by maps: memory", "const m = new Map(); for (let i = 0; ; i++) m.set(i, [i])"),
                arguments("memory by closures: memory", "let f = () => 1; for (;;) { const g = f; f = () => g }; f"),
                arguments("memory by property names: memory", "const o = {}; for (let i = 0; ; i++) o['p' + i] = i"),
                arguments("memory by promises: memory", "const a = []; for (;;) a.push(new Promise(() => {}))"),
                arguments(
                        "memory by joining: length of texts or memory",
                        "new Array(1e6).fill('x'.repeat(1000)).join('')"),
                arguments(
                        "memory by replacing: length of texts or memory",
                        "'x'.repeat(1e5).replace(/x/g, 'y'.repeat(1e5))"),
                arguments("memory by spreading: number of arguments or memory", "Math.max(...new Array(1e8).fill(1))"),
                arguments(
                        "apply with a huge list: number of arguments", "Math.max.apply(null, new Array(1e6).fill(1))"),
                arguments("huge result: its length", "'x'.repeat(5e6)"),
                arguments("huge message: cut", "throw new Error('x'.repeat(1e7))"),
                arguments("error with a huge cause: cut", "throw new Error('m', {cause: new Error('x'.repeat(1e7))})"),
                arguments(
                        "error whose members throw: told anyway",
                        "throw Object.defineProperty(new Error('m'), 'x', {enumerable: true, get() { throw 1 }})"),
                arguments(
                        "error that is a proxy: told anyway",
                        "throw new Proxy(new Error('m'), {get() { throw 1 }, getPrototypeOf() { throw 2 }})"),
                arguments(
                        "too many calls: their number",
                        "for (;;) try { await $proxy('p').f() } catch (e) { if (e.code === 'CALL_LIMIT') throw e }"),
                arguments("nested too deeply to be read: refused", "(".repeat(100_000)),
                arguments("nested blocks: refused or run", "{".repeat(20_000) + "}".repeat(20_000) + " throw 1"),
                arguments("long chain of operators: refused or stopped", "throw " + "1+".repeat(100_000) + "1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exhausting")
    void nothing_lasts(String name, String text) {
        ScriptOutcome outcome = run(text);

        ScriptError error = Scripts.error(outcome);
        assertThat(error.failure()).as(error.describe()).isNotEqualTo(ScriptFailure.UNAVAILABLE);
        assertThat(error.describe() + error.details())
                .hasSizeLessThan(20_000)
                .doesNotContain("hunter2", "java.", "graalvm", "truffle", "dev.millrace");
        theNextScriptIsWell();
        noThreadStaysStuck();
    }

    /** On a busy machine a script may take longer to stop than it has; then its thread is free a little later. */
    private static void noThreadStaysStuck() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (RUNNER.stats().stuckThreads() > 0 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(RUNNER.stats().stuckThreads()).isZero();
    }

    private static void theNextScriptIsWell() {
        ScriptOutcome canary = Scripts.outcome(RUNNER.start(ScriptRequest.of(new Script("canary.js", CANARY))));

        assertThat(canary).isInstanceOf(ScriptOutcome.Returned.class);
        assertThat(((ScriptOutcome.Returned) canary).json()).contains("\"[2,4,6]b!function\"");
    }
}
