package dev.millrace.durable;

import dev.millrace.history.Retention;
import dev.millrace.store.JournalRecord;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * How a node joins a cluster. Immutable; shows no password. All nodes of a cluster have the same database, schema and times.
 *
 * <pre>{@code
 * ClusterSettings.postgres("jdbc:postgresql://db.example.com/flows", "millrace", password).withNode("node-1");
 * }</pre>
 */
public final class ClusterSettings {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,50}");
    private static final int DEFAULT_ATTEMPTS = 5;

    private final Values values;

    record Values(
            String url,
            String user,
            String password,
            String schema,
            String node,
            Retention retention,
            int maxAttempts,
            Times times,
            int protocol) {
        Values {
            if (!url.startsWith(PREFIX)) {
                throw new IllegalArgumentException("the URL of a cluster's database must start with " + PREFIX
                        + "; several nodes can share nothing but PostgreSQL");
            }
            if (!SCHEMA.matcher(schema).matches()) {
                throw new IllegalArgumentException("the schema must match " + SCHEMA + ", but was \"" + schema
                        + "\"; choose one such as millrace");
            }
            if (node.isBlank() || node.length() > 200) {
                throw new IllegalArgumentException("the name of a node must have 1 to 200 characters");
            }
            if (maxAttempts < 1) {
                throw new IllegalArgumentException("maxAttempts must be at least 1, but was " + maxAttempts);
            }
        }

        /** The URL without parameters, among which a password can be. */
        String place() {
            int parameters = url.indexOf('?');
            return parameters < 0 ? url : url.substring(0, parameters);
        }
    }

    /**
     * @param check how often nodes look after each other, and at most how long an instruction is on its way
     * @param grace how long the lock of a node has to be free until it counts as dead
     * @param silence how long a node may keep its lock and say nothing until it counts as dead
     */
    record Times(Duration check, Duration grace, Duration silence) {
        static final Times DEFAULT = new Times(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(5));

        Times {
            if (check.toMillis() < 10 || grace.compareTo(check) < 0 || silence.compareTo(check.multipliedBy(5)) < 0) {
                throw new IllegalArgumentException(
                        "a check must take 10 ms or more, the grace as long as a check, and the"
                                + " silence as long as five, but they are " + check + ", " + grace + " and " + silence);
            }
        }
    }

    /** Values under way to others. */
    private static final class Draft {
        private final String url;
        private final String user;
        private final String password;
        private String schema;
        private String node;
        private Retention retention;
        private int maxAttempts;
        private Times times;
        private int protocol;

        Draft(Values values) {
            url = values.url;
            user = values.user;
            password = values.password;
            schema = values.schema;
            node = values.node;
            retention = values.retention;
            maxAttempts = values.maxAttempts;
            times = values.times;
            protocol = values.protocol;
        }

        Values values() {
            return new Values(url, user, password, schema, node, retention, maxAttempts, times, protocol);
        }
    }

    private ClusterSettings(Values values) {
        this.values = values;
    }

    /** A copy with one thing changed. */
    private ClusterSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(values);
        change.accept(draft);
        return new ClusterSettings(draft.values());
    }

    /**
     * A cluster in a PostgreSQL database that exists, 12 or newer. Its tables are made in the schema {@code millrace}, and
     * those of the library that hands executions out in {@code millrace_queue}.
     *
     * @param url {@code jdbc:postgresql://host:port/database}, with parameters of the driver
     */
    public static ClusterSettings postgres(String url, String user, String password) {
        return new ClusterSettings(new Values(
                url,
                user,
                password,
                "millrace",
                "node-" + UUID.randomUUID().toString().substring(0, 8),
                Retention.DEFAULT,
                DEFAULT_ATTEMPTS,
                Times.DEFAULT,
                JournalRecord.PROTOCOL));
    }

    /** Tables in another schema, such as one for each cluster of a database. */
    public ClusterSettings inSchema(String name) {
        return with(draft -> draft.schema = name);
    }

    /** The name that people know the node by, such as that of its machine; two may have the same. */
    public ClusterSettings withNode(String name) {
        return with(draft -> draft.node = name);
    }

    /** How long the history keeps executions that are over. */
    public ClusterSettings withRetention(Retention retention) {
        return with(draft -> draft.retention = retention);
    }

    /**
     * How many nodes in a row may die while they run an execution, without any progress of it, until it becomes a {@link
     * DeadLetter}.
     *
     * @param count at least 1; 5 unless it is said
     */
    public ClusterSettings withMaxAttempts(int count) {
        return with(draft -> draft.maxAttempts = count);
    }

    /**
     * How long the connection by which a node shows that it lives has to be gone until others take its executions up.
     *
     * @param grace at least 100 ms; 300 ms unless it is said
     */
    public ClusterSettings withGrace(Duration grace) {
        return with(draft -> draft.times = new Times(values.times.check, grace, values.times.silence));
    }

    /**
     * How long a node may say nothing although its connection stands until others take its executions up: one that was
     * stopped, or whose machine is gone without a word.
     *
     * @param silence at least a second; 5 seconds unless it is said
     */
    public ClusterSettings withSilence(Duration silence) {
        return with(draft -> draft.times = new Times(values.times.check, values.times.grace, silence));
    }

    /** For tests of upgrades. */
    ClusterSettings speaking(int protocol) {
        return with(draft -> draft.protocol = protocol);
    }

    Values values() {
        return values;
    }
}
