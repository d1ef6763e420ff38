package dev.millrace;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Random ids of executions, {@code exec-} and a UUID (version 4). They cannot be guessed, and still are no secrets: whoever
 * asks for an execution proves by other means that it may.
 *
 * <p>The system's source of random bytes is behind one lock for all threads, so bytes are taken from it for many ids at once;
 * a thread mostly finds its own supply of them free. Thread-safe.
 */
final class ExecutionIds implements Supplier<String> {
    private static final int SUPPLIES = 16;

    private final Supply[] supplies = new Supply[SUPPLIES];

    ExecutionIds() {
        for (int i = 0; i < SUPPLIES; i++) {
            supplies[i] = new Supply();
        }
    }

    @Override
    public String get() {
        return supplies[(int) Thread.currentThread().getId() & (SUPPLIES - 1)].next();
    }

    private static final class Supply {
        private static final int ID_BYTES = 16;
        private static final int MAX_IDS = 64;

        /** Small at first, so that an engine that starts one execution waits for the bytes of one. */
        private byte[] bytes = new byte[0]; // guarded by this

        private int used; // guarded by this

        synchronized String next() {
            if (used == bytes.length) {
                bytes = new byte[Math.min(Math.max(ID_BYTES, 2 * bytes.length), MAX_IDS * ID_BYTES)];
                Source.RANDOM.nextBytes(bytes);
                used = 0;
            }
            long high = nextLong() & ~0xF000L | 0x4000L; // the version
            long low = nextLong() & ~(3L << 62) | 1L << 63; // the variant
            return "exec-" + new UUID(high, low);
        }

        private long nextLong() {
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = value << Byte.SIZE | bytes[used++] & 0xFF;
            }
            return value;
        }
    }

    /** Found when the first id is made: engines without records make none. */
    private static final class Source {
        static final SecureRandom RANDOM = new SecureRandom();
    }
}
