package dev.millrace.http;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What {@link MillraceServer} puts up with. Immutable; the {@code with…} methods return changed copies, and refuse a value
 * outside its range with an {@link IllegalArgumentException} that names it.
 */
public final class ServerLimits {
    /** 16 KiB, 100 headers, 10 s, 30 s, 5 s, 1,000 bytes per second, 10,000 and 1,000 connections. */
    public static final ServerLimits DEFAULT = new ServerLimits(new Draft());

    private static final int LEAST_HEADER_BYTES = 1_024;
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Draft values;

    /** The values under change; never changed once they are in limits. */
    private static final class Draft implements Cloneable {
        int maxHeaderBytes = 16 << 10;
        int maxHeaders = 100;
        Duration headerTime = Duration.ofSeconds(10);
        Duration idleTime = Duration.ofSeconds(30);
        Duration bodyGrace = Duration.ofSeconds(5);
        int minBodyBytesPerSecond = 1_000;
        int maxConnections = 10_000;
        int maxConnectionsPerAddress = 1_000;

        Draft copy() {
            try {
                return (Draft) clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private ServerLimits(Draft values) {
        this.values = values;
    }

    /** A copy with one thing changed. */
    private ServerLimits with(Consumer<Draft> change) {
        Draft draft = values.copy();
        change.accept(draft);
        return new ServerLimits(draft);
    }

    /**
     * Bounds of a request's first line and headers.
     *
     * @param maxBytes all of them together, at least 1,024; beyond it 414 or 431
     * @param maxCount how many headers a request may have, at least 1; beyond it 431
     */
    public ServerLimits withHeaders(int maxBytes, int maxCount) {
        return with(draft -> {
            draft.maxHeaderBytes = atLeast("maxHeaderBytes", maxBytes, LEAST_HEADER_BYTES);
            draft.maxHeaders = atLeast("maxHeaders", maxCount, 1);
        });
    }

    /**
     * How long connections are waited for.
     *
     * @param headerTime how long a new connection may take to send its first request's headers, at least 10 ms
     * @param idleTime how long a connection may stay silent, while a request or response is under way as well as between
     *     requests, and by when the headers of its next request must be there; at least 10 ms
     */
    public ServerLimits withTimes(Duration headerTime, Duration idleTime) {
        return with(draft -> {
            draft.headerTime = atLeast("headerTime", headerTime, SHORTEST);
            draft.idleTime = atLeast("idleTime", idleTime, SHORTEST);
        });
    }

    /**
     * The pace of bodies.
     *
     * @param grace how long a body may come slowly, not negative
     * @param minBytesPerSecond how fast it must come on the whole, once that time is over; 0 for as slowly as it likes; below
     *     it 408
     */
    public ServerLimits withBodyRate(Duration grace, int minBytesPerSecond) {
        return with(draft -> {
            draft.bodyGrace = atLeast("bodyGrace", grace, Duration.ZERO);
            draft.minBodyBytesPerSecond = atLeast("minBodyBytesPerSecond", minBytesPerSecond, 0);
        });
    }

    /**
     * Numbers of connections.
     *
     * @param max at the same time, at least 1; more wait until others end
     * @param maxPerAddress of those, at least 1; more are closed at once. Behind a proxy all have its address, so it is set to
     *     {@code max} there. Of IPv6, all addresses that share 64 bits count as one
     */
    public ServerLimits withConnections(int max, int maxPerAddress) {
        return with(draft -> {
            draft.maxConnections = atLeast("maxConnections", max, 1);
            draft.maxConnectionsPerAddress = atLeast("maxConnectionsPerAddress", maxPerAddress, 1);
        });
    }

    private static <T extends Comparable<T>> T atLeast(String name, T value, T min) {
        if (value.compareTo(min) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + min + ", but was " + value);
        }
        return value;
    }

    int maxHeaderBytes() {
        return values.maxHeaderBytes;
    }

    int maxHeaders() {
        return values.maxHeaders;
    }

    Duration headerTime() {
        return values.headerTime;
    }

    Duration idleTime() {
        return values.idleTime;
    }

    Duration bodyGrace() {
        return values.bodyGrace;
    }

    int minBodyBytesPerSecond() {
        return values.minBodyBytesPerSecond;
    }

    int maxConnections() {
        return values.maxConnections;
    }

    int maxConnectionsPerAddress() {
        return values.maxConnectionsPerAddress;
    }
}
