package dev.millrace.script.child;

import dev.millrace.script.Script;
import dev.millrace.script.ScriptHost;
import dev.millrace.script.ScriptLimits;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.child.Frame.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a parent has a child run: the script, its limits and what it is given. */
final class RequestLetter {
    private RequestLetter() {}

    static Frame of(ScriptRequest request) {
        List<@Nullable String> texts = new ArrayList<>();
        texts.add(request.script().name());
        texts.add(request.script().text());
        texts.add(limits(request.limits()));
        texts.add(String.join(" ", written(request)));
        for (Map.Entry<String, Supplier<String>> global : request.globals().entrySet()) {
            texts.add(global.getKey());
            texts.add(
                    request.script().text().contains(global.getKey())
                            ? global.getValue().get()
                            : "null");
        }
        return new Frame(Kind.RUN, 0, texts);
    }

    /** The modules that the text can mean; the child has no catalogue. */
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

    private static String limits(ScriptLimits limits) {
        return List.of(
                        limits.wallTime().toNanos(),
                        limits.cpuTime().toNanos(),
                        limits.allocatedBytes(),
                        limits.statements(),
                        limits.sourceCharacters(),
                        limits.resultCharacters(),
                        limits.calls().count(),
                        limits.calls().concurrent(),
                        limits.calls().characters(),
                        limits.calls().timers(),
                        limits.log().lines(),
                        limits.log().lineCharacters())
                .stream()
                .map(String::valueOf)
                .reduce((before, after) -> before + " " + after)
                .orElseThrow();
    }

    private static ScriptLimits limits(String text) {
        long[] n = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new ScriptLimits(
                Duration.ofNanos(n[0]),
                Duration.ofNanos(n[1]),
                n[2],
                n[3],
                (int) n[4],
                (int) n[5],
                new ScriptLimits.Calls((int) n[6], (int) n[7], (int) n[8], (int) n[9]),
                new ScriptLimits.Log((int) n[10], (int) n[11]));
    }

    static Set<String> modules(Frame run) {
        return run.text(3).isEmpty() ? Set.of() : Set.of(run.text(3).split(" "));
    }

    static ScriptRequest request(Frame run, ScriptHost host) {
        ScriptRequest request = ScriptRequest.of(new Script(run.text(0), run.text(1)))
                .withLimits(limits(run.text(2)))
                .withHost(host);
        for (int i = 4; i + 1 < run.texts().size(); i += 2) {
            String json = run.text(i + 1);
            request = request.global(run.text(i), () -> json);
        }
        return request;
    }
}
