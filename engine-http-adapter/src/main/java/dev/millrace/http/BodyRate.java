package dev.millrace.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * Ends reading a body that comes too slowly. The library's own handler for this has no grace: it fails a client that only
 * pauses at the beginning.
 */
final class BodyRate extends Handler.Wrapper {
    private final long graceNanos;
    private final long minBytesPerSecond;

    BodyRate(ServerLimits limits, Handler handler) {
        super(handler);
        this.graceNanos = limits.bodyGrace().toNanos();
        this.minBytesPerSecond = limits.minBodyBytesPerSecond();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Measured(request), response, callback);
    }

    /** Used by one thread at a time, as the request it wraps. */
    private final class Measured extends Request.Wrapper {
        private boolean isWaiting;
        private long waitsSince;
        private long arrived;
        private Content.@Nullable Chunk tooSlow;

        Measured(Request request) {
            super(request);
        }

        @Override
        public Content.@Nullable Chunk read() {
            if (tooSlow != null) {
                return tooSlow;
            }
            Content.Chunk chunk = super.read();
            if (chunk != null) {
                arrived += chunk.remaining();
            }
            return chunk;
        }

        @Override
        public void demand(Runnable whenThereIsMore) {
            if (!isWaiting) {
                isWaiting = true;
                waitsSince = NanoTime.now();
            }
            if (isTooSlow(NanoTime.since(waitsSince))) {
                tooSlow = Content.Chunk.from(new TimeoutException("the body comes too slowly"));
                whenThereIsMore.run();
            } else {
                super.demand(whenThereIsMore);
            }
        }

        private boolean isTooSlow(long nanos) {
            return nanos > graceNanos && arrived < minBytesPerSecond * TimeUnit.NANOSECONDS.toMillis(nanos) / 1_000;
        }
    }
}
