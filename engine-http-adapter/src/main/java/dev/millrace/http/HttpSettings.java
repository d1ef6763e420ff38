package dev.millrace.http;

import dev.millrace.form.BusinessObjects;
import dev.millrace.form.OpenApiController;
import dev.millrace.http.access.Pairing;
import dev.millrace.http.access.RateLimits;
import dev.millrace.http.access.Secret;
import dev.millrace.http.access.TokenSettings;
import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.http.editor.DeviceFacts;
import dev.millrace.http.exchange.RequestLimits;
import dev.millrace.http.form.Engine;
import dev.millrace.http.form.Interfaces;
import dev.millrace.http.form.ObjectSettings;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.trigger.TriggerApi.StatusLine;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Timers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP APIs behave. Immutable; the {@code with…} methods return changed copies. The defaults are those of document
 * 001, shut where it says nothing: only callers of this machine, no pages of other servers, no other names.
 */
public final class HttpSettings {
    /**
     * The kind of the record of {@link #withRecords} that holds the key which signs tokens; a store that seals what is
     * secret seals it, and {@link dev.millrace.http.application.ApplicationStore#SECRET_KIND}.
     */
    public static final String TOKEN_KEY_KIND = TokenSettings.KEY_KIND;

    private static final int MIN_SECRET = 8;
    private static final int MAX_NODE = 1_023;

    private static final HttpSettings DEFAULT = new HttpSettings(new Draft());

    private final Draft values;

    /** The values under change; never changed once they are in settings. */
    private static final class Draft implements Cloneable {
        Pairing pairing = Pairing.ofThisMachine();
        TokenSettings tokens = TokenSettings.ofThisProcess();
        RateLimits rates = RateLimits.documented();
        RequestLimits limits = RequestLimits.DEFAULT;
        ServerLimits serverLimits = ServerLimits.DEFAULT;
        Set<String> hosts = Set.of();
        Set<String> origins = Set.of();
        DeviceFacts device = DeviceFacts.SERVER;
        ObjectSettings objects = ObjectSettings.DEFAULT;
        boolean uniqueNames = true;
        boolean executesDisabled;
        int node;
        StatusLine statusLine = StatusLine.DOCUMENTED;
        Clock clock = Clock.system();

        @Nullable
        Timers timers;

        @Nullable
        ApplicationSettings applications;

        @Nullable
        RecordStore records;

        Draft copy() {
            try {
                return (Draft) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private HttpSettings(Draft values) {
        this.values = values;
    }

    /** A copy with one thing changed. */
    private HttpSettings with(Consumer<Draft> change) {
        Draft draft = values.copy();
        change.accept(draft);
        return new HttpSettings(draft);
    }

    public static HttpSettings defaults() {
        return DEFAULT;
    }

    /**
     * A device that sends this in {@code X-Pairing-Secret} gets a token from anywhere.
     *
     * @param secret at least 8 characters of ASCII without spaces, as a header holds no others
     */
    public HttpSettings withPairingSecret(String secret) {
        return with(draft -> draft.pairing = draft.pairing.withSecret(good(secret)));
    }

    /** As {@link #withPairingSecret}, for devices that may look and change nothing. */
    public HttpSettings withReadOnlyPairingSecret(String secret) {
        return with(draft -> draft.pairing = draft.pairing.withReadOnlySecret(good(secret)));
    }

    private static String good(String secret) {
        if (secret.length() < MIN_SECRET || !secret.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            throw new IllegalArgumentException("a pairing secret must have at least " + MIN_SECRET
                    + " characters, all of them visible ones of ASCII");
        }
        return secret;
    }

    /** Callers of this machine need a pairing secret too. */
    public HttpSettings withPairingRequired() {
        return with(draft -> draft.pairing = draft.pairing.required());
    }

    /**
     * The key that signs tokens, at least 32 bytes, for servers that share one or outlive a restart. Without it, each
     * process has its own.
     */
    public HttpSettings withTokenKey(byte[] key) {
        return with(draft -> draft.tokens = draft.tokens.withKey(key));
    }

    /** How long a token opens the API (an hour), and how long it can be renewed (30 days). */
    public HttpSettings withTokenLifetimes(Duration access, Duration refresh) {
        return with(draft -> draft.tokens = draft.tokens.withLifetimes(access, refresh));
    }

    /** Requests a minute for each caller: to {@code /auth} by address, the others by token. At least 1 each. */
    public HttpSettings withRateLimits(int authentication, int executions, int queries, int changes) {
        return with(draft -> draft.rates = draft.rates
                .with(RateClass.AUTHENTICATION, authentication)
                .with(RateClass.EXECUTION, executions)
                .with(RateClass.QUERY, queries)
                .with(RateClass.CHANGE, changes));
    }

    /** Requests of each application: in a second for long (50), and at once (100). At least 1, and as many at once. */
    public HttpSettings withApplicationRate(int perSecond, int burst) {
        return with(draft -> draft.rates = draft.rates.withApplications(perSecond, burst));
    }

    /** Requests are not counted. */
    public HttpSettings withoutRateLimits() {
        return with(draft -> draft.rates = RateLimits.none());
    }

    /** Bytes of a JSON body (10 MiB) and of an upload (32 MiB). */
    public HttpSettings withMaxBytes(int body, int upload) {
        return with(draft -> draft.limits = new RequestLimits(body, upload));
    }

    /** What {@link MillraceServer} puts up with; a servlet's container has its own. */
    public HttpSettings withServerLimits(ServerLimits limits) {
        return with(draft -> draft.serverLimits = limits);
    }

    /** One more name in {@code Host} to answer to, beside {@code localhost} and addresses. */
    public HttpSettings withHost(String name) {
        return with(draft -> draft.hosts = and(draft.hosts, name));
    }

    /** Pages of this origin, such as {@code https://editor.example.com}, may call; {@code *} for all pages. */
    public HttpSettings withOrigin(String origin) {
        return with(draft -> draft.origins = and(draft.origins, origin));
    }

    private static Set<String> and(Set<String> some, String other) {
        Set<String> all = new LinkedHashSet<>(some);
        all.add(other);
        return Set.copyOf(all);
    }

    /** What the API tells of the machine. */
    public HttpSettings withDevice(
            String brand, String model, String manufacturer, String androidVersion, int apiLevel) {
        return with(draft -> draft.device =
                new DeviceFacts(brand, model, manufacturer, androidVersion, apiLevel, draft.device.sdkVersion()));
    }

    /** Two workflows may have one name (decision D4). */
    public HttpSettings withRepeatedNames() {
        return with(draft -> draft.uniqueNames = false);
    }

    /** A disabled workflow can be executed (decision D4). */
    public HttpSettings withDisabledExecutable() {
        return with(draft -> draft.executesDisabled = true);
    }

    /**
     * The number of this server among those of a cluster, 0 to 1023, so that no two make the same id of an execution.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public HttpSettings withNode(int number) {
        if (number < 0 || number > MAX_NODE) {
            throw new IllegalArgumentException("node must be from 0 to " + MAX_NODE + ", but was " + number);
        }
        return with(draft -> draft.node = number);
    }

    /** APIs made of workflows answer with status 200 whatever happens, for clients that know their envelope alone. */
    public HttpSettings withAlwaysHttp200() {
        return with(draft -> draft.statusLine = StatusLine.ALWAYS_OK);
    }

    /** The forms and business objects that are offered, run on the engine; without them, forms end with the process. */
    public HttpSettings withBusinessObjects(BusinessObjects objects) {
        return with(draft -> draft.objects = draft.objects.withObjects(objects));
    }

    /**
     * A third party that may call {@code /OpenApi/Invoke} with its code and one of its secrets.
     *
     * @param secrets one or two of at least 8 visible characters of ASCII; two while they are being changed
     * @param submitterId the person who owns what names no owner
     * @param forms the codes of those it may use; empty for all
     */
    public HttpSettings withEngine(String engineCode, List<String> secrets, String submitterId, Set<String> forms) {
        List<Secret> good =
                secrets.stream().map(HttpSettings::good).map(Secret::of).toList();
        Engine engine = new Engine(engineCode, good, submitterId, forms);
        return with(draft -> draft.objects = draft.objects.withEngine(engine));
    }

    /** An interface of the application's own below {@code /OpenApi/Invoke}, for all its actions. */
    public HttpSettings withController(String appCode, String controller, OpenApiController onInvoke) {
        Interfaces.Name name = new Interfaces.Name(appCode, controller, "");
        return with(draft -> draft.objects = draft.objects.withController(name, onInvoke));
    }

    /** A workflow that answers one action below {@code /OpenApi/Invoke}: parameters are its inputs. */
    public HttpSettings withActionWorkflow(String appCode, String controller, String actionName, String workflowId) {
        Interfaces.Name name = new Interfaces.Name(appCode, controller, actionName);
        return with(draft -> draft.objects = draft.objects.withWorkflow(name, workflowId));
    }

    /** Calls of one engine to {@code /OpenApi/Invoke}: 2 a second and 10 at once unless set; 0 a second for any number. */
    public HttpSettings withOpenApiRate(double perSecond, int burst) {
        return with(draft -> draft.objects = draft.objects.withRate(perSecond, burst));
    }

    /** Refuses calls of {@code /OpenApi} that the container does not know to be secure. */
    public HttpSettings withOpenApiOverHttpsOnly() {
        return with(draft -> draft.objects = draft.objects.withHttpsRequired());
    }

    /** Answers a wrong engine code or secret with 401 instead of 200. */
    public HttpSettings withOpenApiAuthStatus() {
        return with(draft -> draft.objects = draft.objects.withAuthStatus());
    }

    /** The clock of tokens and limits; should be the engine's. What takes too long is timed by the machine's. */
    public HttpSettings withClock(Clock clock) {
        return with(draft -> {
            draft.clock = clock;
            draft.timers = null;
        });
    }

    /** As {@link #withClock(Clock)}, and timers that agree with it, for what takes too long. The host closes them. */
    public HttpSettings withClock(Clock clock, Timers timers) {
        return with(draft -> {
            draft.clock = clock;
            draft.timers = timers;
        });
    }

    /** Third-party applications, and the people who manage them. */
    public HttpSettings withApplications(ApplicationSettings applications) {
        return with(draft -> draft.applications = applications);
    }

    /**
     * Where everything is kept that is to be there after a restart: tokens and the key that signs them, applications, roles
     * and organizations, answers under an {@code Idempotency-Key}; and forms and objects, unless {@link #withBusinessObjects}
     * names others. Applications need {@link ApplicationSettings#withKey} or {@link ApplicationSettings#withPlainKeys} then.
     */
    public HttpSettings withRecords(RecordStore records) {
        Draft draft = values.copy();
        draft.records = records;
        return new HttpSettings(draft);
    }

    /** Empty if everything ends with the process. */
    Optional<RecordStore> records() {
        return Optional.ofNullable(values.records);
    }

    /** Without any, those of one server: its own. */
    ApplicationSettings applications() {
        ApplicationSettings own = values.applications == null ? ApplicationSettings.inMemory() : values.applications;
        return records().map(own::orOver).orElse(own);
    }

    Pairing pairing() {
        return values.pairing;
    }

    TokenSettings tokens() {
        return values.tokens;
    }

    RateLimits rates() {
        return values.rates;
    }

    RequestLimits limits() {
        return values.limits;
    }

    ServerLimits serverLimits() {
        return values.serverLimits;
    }

    Set<String> hosts() {
        return values.hosts;
    }

    Set<String> origins() {
        return values.origins;
    }

    DeviceFacts device() {
        return values.device;
    }

    ObjectSettings objects() {
        return values.objects;
    }

    boolean uniqueNames() {
        return values.uniqueNames;
    }

    boolean executesDisabled() {
        return values.executesDisabled;
    }

    int node() {
        return values.node;
    }

    StatusLine statusLine() {
        return values.statusLine;
    }

    Clock clock() {
        return values.clock;
    }

    /** Those of the clock; empty if it has none. */
    Optional<Timers> timers() {
        return Optional.ofNullable(values.timers);
    }
}
