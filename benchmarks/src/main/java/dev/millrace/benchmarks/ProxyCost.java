package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.egress.HttpClient;
import dev.millrace.egress.HttpRequest;
import dev.millrace.egress.HttpResponse;
import dev.millrace.proxy.CallContext;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyClient;
import dev.millrace.proxy.ProxyService;
import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.proxy.platform.PlatformReader;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.script.PendingCall;
import dev.millrace.script.ProxyDoor;
import dev.millrace.script.Script;
import dev.millrace.script.ScriptHost;
import dev.millrace.script.ScriptOutcome;
import dev.millrace.script.ScriptRequest;
import dev.millrace.script.graal.InProcessRunner;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a chain call of a configured interface adds to the same request made with the HTTP client that it uses: from Java, and
 * from a script, one call after the other. The server is a process of its own, so what is counted is the caller's alone.
 *
 * @param answerMicros what the server takes for each answer; 0 for nothing
 * @param warmMillis CPU time of each before the first slice
 * @param rounds slices of each
 * @param sliceMillis CPU time of a slice
 */
record ProxyCost(int answerMicros, int warmMillis, int rounds, int sliceMillis) {
    static final List<String> HEADS = List.of(
            "caller", "µs CPU", "× direct", "µs of threads", "× direct", "least", "× direct", "µs elapsed", "× direct");

    /** Calls in one run, so that what a script costs once weighs little: as many as a script may make. */
    private static final int CALLS = 100;

    /** That of an interface that sets none. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String PLATFORM = """
            {"platform_key":"crm","auth":{"type":"bearer"},
             "instances":[{"instance_key":"main","base_url":"BASE","allowPrivate":true,"credentials":{"token":"t0ken"}}],
             "apis":[{"api_key":"get_customer","method":"GET","path":"/v1/customers/{id}",
               "params":[{"name":"id","in":"path"},{"name":"fields","in":"query"}]}]}
            """;
    private static final String SCRIPT = """
            let code = 0;
            for (let i = 0; i < CALLS; i++) {
              const result = await $proxy('crm').$api('get_customer').$path({ id: '77' }).$query({ fields: 'name' }).$call();
              code += result.code;
            }
            code
            """.replace("CALLS", String.valueOf(CALLS));

    /** The rows of a table with {@link #HEADS}. */
    List<List<String>> measure() throws Exception {
        try (LocalServer server = LocalServer.start(answerMicros);
                HttpClient http = HttpClient.builder()
                        .policy(EgressPolicy.builder().allow("127.0.0.1").build())
                        .build();
                ProxyService service = service(server);
                InProcessRunner runner = InProcessRunner.open()) {
            List<Caller> callers = List.of(
                    new Caller("direct", () -> direct(http, server.url())),
                    new Caller("ProxyClient", () -> fromJava(service)),
                    new Caller("script, " + engine(runner), () -> fromScript(runner, service)));
            warmStart(runner);
            inTurns(callers);
            return callers.stream().map(caller -> caller.cells(callers.get(0))).toList();
        }
    }

    private static ProxyService service(LocalServer server) throws ConfigurationException {
        return ProxyService.builder(PlatformStore.of(PlatformReader.read(PLATFORM.replace("BASE", server.url()))))
                .build();
    }

    /** What runs scripts, so that nobody takes the interpreter for the optimizing compiler. */
    private static String engine(InProcessRunner runner) {
        runner.ready().toCompletableFuture().join();
        return runner.stats().engine();
    }

    /** By hand: the address from values, a time-out, and the answer as values, as the others have it. */
    private static int direct(HttpClient http, String url) throws IOException {
        int codes = 0;
        for (int i = 0; i < CALLS; i++) {
            HttpRequest request = HttpRequest.of(
                            "GET", url + "/v1/customers/" + encoded("77") + "?fields=" + encoded("name"))
                    .headers(Map.of("Authorization", "Bearer t0ken"))
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse answer = http.send(request).join();
            if (answer.status() != 200) {
                throw new IllegalStateException("the answer has status " + answer.status());
            }
            codes += code(JSON.readValue(answer.text(), Object.class));
        }
        return checked(codes);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static int fromJava(ProxyService service) {
        ProxyClient.OnPlatform crm = ProxyClient.of(service).platform("crm");
        int codes = 0;
        for (int i = 0; i < CALLS; i++) {
            codes += code(crm.api("get_customer")
                    .path(Map.of("id", "77"))
                    .query(Map.of("fields", "name"))
                    .call()
                    .join()
                    .value());
        }
        return checked(codes);
    }

    private static int code(@Nullable Object answer) {
        return answer instanceof Map<?, ?> members && members.get("code") instanceof Number code ? code.intValue() : 0;
    }

    private static int fromScript(InProcessRunner runner, ProxyService service) {
        ProxyDoor door = new ProxyDoor(service, CallContext.of("benchmark"));
        ScriptHost host = new ScriptHost() {
            @Override
            public PendingCall call(ProxyCall call, Duration timeLeft) {
                return door.call(call, timeLeft);
            }
        };
        return checked(
                result(runner, ScriptRequest.of(new Script("calls.js", SCRIPT)).withHost(host)));
    }

    private static int result(InProcessRunner runner, ScriptRequest request) {
        ScriptOutcome outcome =
                runner.start(request).outcome().toCompletableFuture().join();
        if (outcome instanceof ScriptOutcome.Returned returned) {
            return Integer.parseInt(returned.json().orElse("0"));
        }
        throw new IllegalStateException("the script failed: " + outcome);
    }

    /** A hundred calls start one script, so its start would still be cold when the calls are warm. */
    private void warmStart(InProcessRunner runner) throws Exception {
        ScriptRequest empty = ScriptRequest.of(new Script("empty.js", "0"));
        Slice.measure(() -> result(runner, empty), 1, TimeUnit.MILLISECONDS.toNanos(warmMillis));
    }

    private static int checked(int codes) {
        if (codes != CALLS * 200) {
            throw new IllegalStateException("a call has failed; the codes add up to " + codes);
        }
        return codes;
    }

    private void inTurns(List<Caller> callers) throws Exception {
        for (Caller caller : callers) {
            Slice.measure(caller.run, 1, TimeUnit.MILLISECONDS.toNanos(warmMillis));
        }
        for (int round = 0; round < rounds; round++) {
            for (Caller caller : callers) {
                caller.slices.add(Slice.measure(caller.run, 1, TimeUnit.MILLISECONDS.toNanos(sliceMillis)));
            }
        }
    }

    /** One way to make the calls, and what has been measured of it. */
    private record Caller(String name, Callable<?> run, List<Slice> slices) {
        Caller(String name, Callable<?> run) {
            this(name, run, new ArrayList<>());
        }

        List<String> cells(Caller direct) {
            List<String> cells = new ArrayList<>(List.of(name));
            cells.addAll(cells(direct, caller -> Slice.median(caller.slices, Slice::cpuNanos)));
            cells.addAll(cells(direct, caller -> Slice.median(caller.slices, Slice::threadNanos)));
            cells.addAll(cells(
                    direct,
                    caller -> caller.slices.stream()
                            .mapToDouble(Slice::threadNanos)
                            .min()
                            .orElse(0)));
            cells.addAll(cells(direct, caller -> Slice.median(caller.slices, Slice::wallNanos)));
            return cells;
        }

        private List<String> cells(Caller direct, ToDoubleFunction<Caller> figure) {
            double nanos = figure.applyAsDouble(this);
            return List.of(
                    Table.figure(nanos / CALLS / 1000),
                    String.format(Locale.ROOT, "%.2f", nanos / figure.applyAsDouble(direct)));
        }
    }
}
