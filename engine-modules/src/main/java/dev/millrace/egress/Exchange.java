package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.jspecify.annotations.Nullable;

/**
 * One call: its first request and those its redirects ask for, one after the other. Each is checked before it is sent.
 *
 * <p>The next hop begins in the callback of the one before, so only one thread at a time is in here, but for {@link
 * #abort} and {@link #fail}.
 */
final class Exchange implements FutureCallback<HttpResponse> {
    private final CheckedNames names;
    private final Transport transport;
    private final EgressPolicy policy;
    private final @Nullable HttpProxy proxy;
    private final Set<String> credentials;
    private final Executor lookups;
    private final Executor answers;
    private final CompletableFuture<HttpResponse> answer;
    private final boolean followsRedirects;

    private volatile Hop hop;
    private int redirectsLeft;
    private boolean wasRepeated;
    private CheckedNames.@Nullable Lease lease;
    private volatile @Nullable Runnable underWay;

    Exchange(HttpClient client, Hop first, int maxRedirects, CompletableFuture<HttpResponse> answer) {
        this.names = client.names();
        this.transport = client.transport();
        this.policy = client.policy();
        this.proxy = client.settings().proxy();
        this.credentials = client.settings().credentialHeaders();
        this.lookups = client.lookups();
        this.answers = client.answers();
        this.hop = first;
        this.redirectsLeft = maxRedirects;
        this.followsRedirects = maxRedirects > 0;
        this.answer = answer;
    }

    /** Looking a host up may block, which is not for the caller's thread. */
    void begin() {
        lookups.execute(() -> {
            try {
                lease = lookUp(hop.target());
                send();
            } catch (EgressException | RuntimeException e) { // a resolver of the host may throw what it likes
                release();
                fail(e);
            }
        });
    }

    private CheckedNames.Lease lookUp(Target target) throws EgressException {
        if (proxy == null || proxy.kind() == HttpProxy.Kind.SOCKS5) {
            return names.keep(target.host(), target.port());
        }
        policy.checkBehindProxy(target.host(), target.port());
        return names.keepTrusted(proxy.host());
    }

    private void send() {
        if (answer.isDone()) {
            release();
            return;
        }
        Runnable sent = transport.send(hop, this);
        underWay = sent;
        if (answer.isDone()) {
            sent.run(); // it was aborted while it was sent
        }
    }

    /** Ends what is under way, and its connection. */
    void abort() {
        Runnable sent = underWay;
        if (sent != null) {
            sent.run();
        }
    }

    @Override
    public void completed(HttpResponse response) {
        release();
        String location = response.header("Location").orElse("");
        boolean follows = Hop.isRedirect(response.status()) && !location.isEmpty() && followsRedirects;
        if (!follows) {
            answers.execute(() -> answer.complete(response));
            return;
        }
        try {
            follow(response.status(), location);
        } catch (EgressException e) {
            fail(e);
        }
    }

    private void follow(int status, String location) throws EgressException {
        if (redirectsLeft == 0) {
            throw new EgressException(
                    Kind.REDIRECTED,
                    hop.target().origin() + " redirects again, after as many redirects as are followed");
        }
        redirectsLeft--;
        wasRepeated = false;
        hop = hop.redirected(status, hop.target().redirectedTo(location), credentials);
        begin();
    }

    @Override
    public void failed(Exception failure) {
        release();
        if (!wasRepeated && !answer.isDone() && Failures.mayBeSentAgain(failure, hop.method())) {
            wasRepeated = true;
            begin();
            return;
        }
        fail(failure);
    }

    @Override
    public void cancelled() {
        release();
        fail(new EgressException(Kind.BROKEN, "the call of " + hop.target().origin() + " was cancelled"));
    }

    /** Ends the call. Thread-safe. */
    void fail(Throwable failure) {
        EgressException told = Failures.of(failure, hop.target());
        answers.execute(() -> answer.completeExceptionally(told));
    }

    private void release() {
        CheckedNames.Lease held = lease;
        lease = null;
        if (held != null) {
            held.release();
        }
    }
}
