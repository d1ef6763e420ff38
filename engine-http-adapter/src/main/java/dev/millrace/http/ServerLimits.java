package dev.millrace.http;

import java.time.Duration;

/**
 * What {@link MillraceServer} puts up with. Immutable; the {@code with…} methods return changed copies.
 *
 * @param maxHeaderBytes the first line and all headers of a request, at least 1,024; beyond it 414 or 431
 * @param maxHeaders how many headers a request may have, at least 1; beyond it 431
 * @param headerTime how long a new connection may take to send its first request's headers, at least 10 ms
 * @param idleTime how long a connection may stay silent, while a request or response is under way as well as between
 *     requests, and by when the headers of its next request must be there; at least 10 ms
 * @param bodyGrace how long a body may come slowly, not negative
 * @param minBodyBytesPerSecond how fast it must come on the whole, once that time is over; 0 for as slowly as it likes;
 *     below it 408
 * @param maxConnections at the same time, at least 1; more wait until others end
 * @param maxConnectionsPerAddress of those, at least 1; more are closed at once. Behind a proxy all have its address, so
 *     it is set to {@code maxConnections} there. Of IPv6, all addresses that share 64 bits count as one
 */
public record ServerLimits(
        int maxHeaderBytes,
        int maxHeaders,
        Duration headerTime,
        Duration idleTime,
        Duration bodyGrace,
        int minBodyBytesPerSecond,
        int maxConnections,
        int maxConnectionsPerAddress) {
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** 16 KiB, 100 headers, 10 s, 30 s, 5 s, 1,000 bytes per second, 10,000 and 1,000 connections. */
    public static final ServerLimits DEFAULT = new ServerLimits(
            16 << 10, 100, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5), 1_000, 10_000, 1_000);

    /** @throws IllegalArgumentException if a value is outside its range */
    public ServerLimits {
        atLeast("maxHeaderBytes", maxHeaderBytes, 1_024);
        atLeast("maxHeaders", maxHeaders, 1);
        atLeast("headerTime", headerTime, SHORTEST);
        atLeast("idleTime", idleTime, SHORTEST);
        atLeast("bodyGrace", bodyGrace, Duration.ZERO);
        atLeast("minBodyBytesPerSecond", minBodyBytesPerSecond, 0);
        atLeast("maxConnections", maxConnections, 1);
        atLeast("maxConnectionsPerAddress", maxConnectionsPerAddress, 1);
    }

    /** A copy with other bounds of a request's first line and headers: their bytes, and their number. */
    public ServerLimits withHeaders(int newMaxBytes, int newMaxCount) {
        return new ServerLimits(
                newMaxBytes,
                newMaxCount,
                headerTime,
                idleTime,
                bodyGrace,
                minBodyBytesPerSecond,
                maxConnections,
                maxConnectionsPerAddress);
    }

    /** A copy that waits otherwise for a connection's first headers, and for one that is silent. */
    public ServerLimits withTimes(Duration newHeaderTime, Duration newIdleTime) {
        return new ServerLimits(
                maxHeaderBytes,
                maxHeaders,
                newHeaderTime,
                newIdleTime,
                bodyGrace,
                minBodyBytesPerSecond,
                maxConnections,
                maxConnectionsPerAddress);
    }

    /** A copy with another pace of bodies. */
    public ServerLimits withBodyRate(Duration newGrace, int newMinBytesPerSecond) {
        return new ServerLimits(
                maxHeaderBytes,
                maxHeaders,
                headerTime,
                idleTime,
                newGrace,
                newMinBytesPerSecond,
                maxConnections,
                maxConnectionsPerAddress);
    }

    /** A copy with other numbers of connections: of all, and of each address. */
    public ServerLimits withConnections(int newMax, int newMaxPerAddress) {
        return new ServerLimits(
                maxHeaderBytes,
                maxHeaders,
                headerTime,
                idleTime,
                bodyGrace,
                minBodyBytesPerSecond,
                newMax,
                newMaxPerAddress);
    }

    private static <T extends Comparable<T>> void atLeast(String name, T value, T min) {
        if (value.compareTo(min) < 0) {
            throw new IllegalArgumentException(name + " must be at least " + min + ", but was " + value);
        }
    }
}
