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
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP APIs behave. Immutable; the {@code with…} methods return changed copies. The defaults are those of document
 * 001, shut where it says nothing: only callers of this machine, no pages of other servers, no other names.
 */
public final class HttpSettings {
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

    public static HttpSettings defaults() {
        return DEFAULT;
    }

    /**
     * A device that sends this in {@code X-Pairing-Secret} gets a token from anywhere.
     *
     * @param secret at least 8 characters of ASCII without spaces, as a header holds no others
     */
    public HttpSettings withPairingSecret(String secret) {
        Draft draft = values.copy();
        draft.pairing = values.pairing.withSecret(good(secret));
        return new HttpSettings(draft);
    }

    /** As {@link #withPairingSecret}, for devices that may look and change nothing. */
    public HttpSettings withReadOnlyPairingSecret(String secret) {
        Draft draft = values.copy();
        draft.pairing = values.pairing.withReadOnlySecret(good(secret));
        return new HttpSettings(draft);
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
        Draft draft = values.copy();
        draft.pairing = values.pairing.required();
        return new HttpSettings(draft);
    }

    /**
     * The key that signs tokens, at least 32 bytes, for servers that share one or outlive a restart. Without it, each
     * process has its own.
     */
    public HttpSettings withTokenKey(byte[] key) {
        Draft draft = values.copy();
        draft.tokens = values.tokens.withKey(key);
        return new HttpSettings(draft);
    }

    /** How long a token opens the API (an hour), and how long it can be renewed (30 days). */
    public HttpSettings withTokenLifetimes(Duration access, Duration refresh) {
        Draft draft = values.copy();
        draft.tokens = values.tokens.withLifetimes(access, refresh);
        return new HttpSettings(draft);
    }

    /** Requests a minute for each caller: to {@code /auth} by address, the others by token. At least 1 each. */
    public HttpSettings withRateLimits(int authentication, int executions, int queries, int changes) {
        Draft draft = values.copy();
        draft.rates = values.rates
                .with(RateClass.AUTHENTICATION, authentication)
                .with(RateClass.EXECUTION, executions)
                .with(RateClass.QUERY, queries)
                .with(RateClass.CHANGE, changes);
        return new HttpSettings(draft);
    }

    /** Requests of each application: in a second for long (50), and at once (100). At least 1, and as many at once. */
    public HttpSettings withApplicationRate(int perSecond, int burst) {
        Draft draft = values.copy();
        draft.rates = values.rates.withApplications(perSecond, burst);
        return new HttpSettings(draft);
    }

    /** Requests are not counted. */
    public HttpSettings withoutRateLimits() {
        Draft draft = values.copy();
        draft.rates = RateLimits.none();
        return new HttpSettings(draft);
    }

    /** Bytes of a JSON body (10 MiB) and of an upload (32 MiB). */
    public HttpSettings withMaxBytes(int body, int upload) {
        Draft draft = values.copy();
        draft.limits = new RequestLimits(body, upload);
        return new HttpSettings(draft);
    }

    /** What {@link MillraceServer} puts up with; a servlet's container has its own. */
    public HttpSettings withServerLimits(ServerLimits limits) {
        Draft draft = values.copy();
        draft.serverLimits = limits;
        return new HttpSettings(draft);
    }

    /** One more name in {@code Host} to answer to, beside {@code localhost} and addresses. */
    public HttpSettings withHost(String name) {
        Draft draft = values.copy();
        draft.hosts = and(values.hosts, name);
        return new HttpSettings(draft);
    }

    /** Pages of this origin, such as {@code https://editor.example.com}, may call; {@code *} for all pages. */
    public HttpSettings withOrigin(String origin) {
        Draft draft = values.copy();
        draft.origins = and(values.origins, origin);
        return new HttpSettings(draft);
    }

    private static Set<String> and(Set<String> some, String other) {
        Set<String> all = new LinkedHashSet<>(some);
        all.add(other);
        return Set.copyOf(all);
    }

    /** What the API tells of the machine. */
    public HttpSettings withDevice(
            String brand, String model, String manufacturer, String androidVersion, int apiLevel) {
        Draft draft = values.copy();
        draft.device =
                new DeviceFacts(brand, model, manufacturer, androidVersion, apiLevel, values.device.sdkVersion());
        return new HttpSettings(draft);
    }

    /** Two workflows may have one name (decision D4). */
    public HttpSettings withRepeatedNames() {
        Draft draft = values.copy();
        draft.uniqueNames = false;
        return new HttpSettings(draft);
    }

    /** A disabled workflow can be executed (decision D4). */
    public HttpSettings withDisabledExecutable() {
        Draft draft = values.copy();
        draft.executesDisabled = true;
        return new HttpSettings(draft);
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
        Draft draft = values.copy();
        draft.node = number;
        return new HttpSettings(draft);
    }

    /** APIs made of workflows answer with status 200 whatever happens, for clients that know their envelope alone. */
    public HttpSettings withAlwaysHttp200() {
        Draft draft = values.copy();
        draft.statusLine = StatusLine.ALWAYS_OK;
        return new HttpSettings(draft);
    }

    /** The forms and business objects that are offered, run on the engine; without them, forms end with the process. */
    public HttpSettings withBusinessObjects(BusinessObjects objects) {
        return with(values.objects.with(objects));
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
        return with(values.objects.with(new Engine(engineCode, good, submitterId, forms)));
    }

    /** An interface of the application's own below {@code /OpenApi/Invoke}, for all its actions. */
    public HttpSettings withController(String appCode, String controller, OpenApiController onInvoke) {
        return with(values.objects.with(new Interfaces.Name(appCode, controller, ""), onInvoke));
    }

    /** A workflow that answers one action below {@code /OpenApi/Invoke}: parameters are its inputs. */
    public HttpSettings withActionWorkflow(String appCode, String controller, String actionName, String workflowId) {
        return with(values.objects.with(new Interfaces.Name(appCode, controller, actionName), workflowId));
    }

    /** Calls of one engine to {@code /OpenApi/Invoke}: 2 a second and 10 at once unless set; 0 a second for any number. */
    public HttpSettings withOpenApiRate(double perSecond, int burst) {
        return with(values.objects.withRate(perSecond, burst));
    }

    /** Refuses calls of {@code /OpenApi} that the container does not know to be secure. */
    public HttpSettings withOpenApiOverHttpsOnly() {
        return with(values.objects.withHttpsRequired());
    }

    /** Answers a wrong engine code or secret with 401 instead of 200. */
    public HttpSettings withOpenApiAuthStatus() {
        return with(values.objects.withAuthStatus());
    }

    private HttpSettings with(ObjectSettings objects) {
        Draft draft = values.copy();
        draft.objects = objects;
        return new HttpSettings(draft);
    }

    /** The clock of tokens and limits; should be the engine's. */
    public HttpSettings withClock(Clock clock) {
        Draft draft = values.copy();
        draft.clock = clock;
        return new HttpSettings(draft);
    }

    /** Third-party applications, and the people who manage them. */
    public HttpSettings withApplications(ApplicationSettings applications) {
        Draft draft = values.copy();
        draft.applications = applications;
        return new HttpSettings(draft);
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
}
