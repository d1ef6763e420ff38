package dev.millrace.http.trigger;

import dev.millrace.http.access.VerifiedSecrets;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.idempotency.Digests;
import dev.millrace.http.idempotency.FirstAnswers;
import dev.millrace.http.idempotency.IdempotencyKey;
import dev.millrace.http.route.PathSegment;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/api/…}: the APIs themselves. Who may call is for each API to say, and looked at here, in the order of spec 3, so
 * that every bad request has one answer.
 */
final class CallRoutes {
    static final String PREFIX = "/v1/api/";
    private static final String LONG_PATH = PREFIX + "{first}/{second}/{third}";
    private static final String SHORT_PATH = PREFIX + "{first}/{second}";

    private final ApiIndex index;
    private final VerifiedSecrets secrets;
    private final Uids uids;
    private final Runs runs;
    private final FirstAnswers idempotent;

    CallRoutes(ApiIndex index, VerifiedSecrets secrets, Uids uids, Runs runs, FirstAnswers idempotent) {
        this.index = index;
        this.secrets = secrets;
        this.uids = uids;
        this.runs = runs;
        this.idempotent = idempotent;
    }

    List<Route> routes() {
        return List.of(
                open("callApi", Method.GET, LONG_PATH),
                open("postToApi", Method.POST, LONG_PATH),
                open("callApiByShortPath", Method.GET, SHORT_PATH),
                open("postToApiByShortPath", Method.POST, SHORT_PATH));
    }

    private Route open(String operationId, Method method, String path) {
        boolean isLong = path.equals(LONG_PATH);
        return new Route(operationId, method, path, Permission.NONE, RateClass.FREE, request -> call(request, isLong));
    }

    private Response call(Request request, boolean isLong) {
        Optional<ApiDefinition> found = isLong
                ? index.find(request.path("first"), request.path("second"), request.path("third"))
                : index.find(request.path("first"), request.path("second"));
        ApiDefinition api = found.orElseThrow(() -> Failure.of(TriggerError.NOT_FOUND));
        String method = request.servlet().getMethod();
        refuseClosed(api, request.servlet().getHeader("Accept-Language"));
        refuseMethod(api, method);
        String caller = caller(api, request);
        CallInput input = CallInput.of(request);
        Call call = Call.of(api, request, input, uids.next());
        Optional<String> key = key(request);
        return response(
                key.isEmpty()
                        ? runs.run(call)
                        : idempotent.once(
                                new IdempotencyKey(api.id(), caller, key.get()),
                                Digests.of(method + " " + request.servlet().getQueryString(), input.bytes()),
                                runs.once(call)));
    }

    /** The checks that come before the method's are the same for methods that no API has. */
    Response unmatched(String path, String method, @Nullable String languages, Failure refusal) {
        ApiDefinition api = find(path).orElseThrow(() -> refusal.as(TriggerError.NOT_FOUND));
        if (method.equals("OPTIONS")) {
            return new Response.Full(204, Map.of("Allow", api.allow() + ", OPTIONS"), "", new byte[0]);
        }
        refuseClosed(api, languages);
        refuseMethod(api, method);
        throw refusal;
    }

    /** By segments that are decoded as those of its routes are. */
    private Optional<ApiDefinition> find(String path) {
        List<String> names = new ArrayList<>();
        for (String raw : path.substring(PREFIX.length()).split("/", -1)) {
            String name = PathSegment.decode(raw);
            if (name == null) {
                return Optional.empty();
            }
            names.add(name);
        }
        return switch (names.size()) {
            case 2 -> index.find(names.get(0), names.get(1));
            case 3 -> index.find(names.get(0), names.get(1), names.get(2));
            default -> Optional.empty();
        };
    }

    private static void refuseClosed(ApiDefinition api, @Nullable String languages) {
        if (!api.isOpen()) {
            boolean isChinese = languages != null && languages.strip().startsWith("zh");
            throw isChinese ? Failure.of(TriggerError.DISABLED, "接口未启用") : Failure.of(TriggerError.DISABLED);
        }
    }

    private static void refuseMethod(ApiDefinition api, String method) {
        if (!api.methods().contains(method)) {
            throw Failure.of(TriggerError.METHOD_NOT_ALLOWED, "Method " + method + " is not allowed")
                    .withHeader("Allow", api.allow());
        }
    }

    /**
     * Who calls.
     *
     * @throws Failure if it may not
     */
    String caller(ApiDefinition api, Request request) {
        if (!api.mayComeFrom(request.remoteAddress())) {
            throw Failure.of(TriggerError.FORBIDDEN);
        }
        return api.credential().caller(request, secrets);
    }

    private static Optional<String> key(Request request) {
        List<String> keys = Collections.list(request.servlet().getHeaders(IdempotencyKey.HEADER));
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        if (keys.size() > 1) {
            throw Failure.of(TriggerError.INVALID_PARAMS, "Duplicate header: Idempotency-Key");
        }
        if (!IdempotencyKey.isGood(keys.get(0))) {
            throw Failure.of(
                    TriggerError.INVALID_PARAMS, "Idempotency-Key must have 1 to 128 visible ASCII characters");
        }
        return Optional.of(keys.get(0));
    }

    /** One that is there already is sent by the thread of the request. */
    static Response response(CompletableFuture<Response.Full> answer) {
        if (!answer.isDone()) {
            return new Response.Later(answer.thenApply(full -> full));
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }
}
