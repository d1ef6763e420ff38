package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.Recovery;
import dev.millrace.durable.Cluster;
import dev.millrace.durable.ClusterSettings;
import dev.millrace.form.BusinessObjectsBuilder;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.http.application.ApplicationStore;
import dev.millrace.proxy.SecretStore;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import dev.millrace.store.jdbc.seal.SealingKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What outlives the process, or that nothing does. Without a database none of its classes is loaded. */
abstract class Keeping implements AutoCloseable {
    private Keeping() {}

    static Keeping inMemory() {
        return new Memory();
    }

    static Keeping embedded(Path directory) throws UnusableInputException {
        return Stores.open(() -> JdbcSettings.sqlite(directory), directory, Stores::new);
    }

    /** @param keys the folder of the key that seals secrets */
    static Keeping postgres(String url, String user, String password, Path keys) throws UnusableInputException {
        return Stores.open(() -> JdbcSettings.postgres(url, user, password), keys, Stores::new);
    }

    /** A node of a cluster. */
    static Keeping cluster(String url, String user, String password, String node, Path keys)
            throws UnusableInputException {
        return Stores.open(
                () -> JdbcSettings.postgres(url, user, password),
                keys,
                (stores, records) -> new Node(stores, records, clusterSettings(url, user, password, node)));
    }

    private static ClusterSettings clusterSettings(String url, String user, String password, String node) {
        ClusterSettings settings = ClusterSettings.postgres(url, user, password);
        return node.isEmpty() ? settings : settings.withNode(node);
    }

    /** Lets an engine keep what it executes, and nothing else of it. */
    abstract void keepExecutions(MillraceBuilder builder);

    /** The engine, which goes on with what was under way before. */
    abstract Millrace engine(MillraceBuilder builder, Console console) throws UnusableInputException;

    /** Ends the engine: calls under way have the grace to end. */
    void end(Millrace engine, Duration grace) {
        engine.close(grace);
    }

    abstract void addTo(BusinessObjectsBuilder objects);

    abstract HttpSettings addTo(HttpSettings settings);

    /** What is kept beside workflows and executions, secrets sealed; empty if nothing is. */
    abstract Optional<RecordStore> records();

    @Override
    public abstract void close();

    private static final class Memory extends Keeping {
        @Override
        void keepExecutions(MillraceBuilder builder) {}

        @Override
        Millrace engine(MillraceBuilder builder, Console console) {
            return builder.history(ExecutionHistory.inMemory(Retention.DEFAULT)).build();
        }

        @Override
        void addTo(BusinessObjectsBuilder objects) {}

        @Override
        HttpSettings addTo(HttpSettings settings) {
            return settings;
        }

        @Override
        Optional<RecordStore> records() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    private static class Stores extends Keeping {
        /** The kinds of records that hold secrets. */
        private static final String[] SECRETS = {
            ApplicationStore.SECRET_KIND, HttpSettings.TOKEN_KEY_KIND, PlatformStore.KIND, SecretStore.KIND
        };

        private final JdbcStores stores;
        private final RecordStore records;

        Stores(JdbcStores stores, RecordStore records) {
            this.stores = stores;
            this.records = records;
        }

        static Keeping open(
                Supplier<JdbcSettings> settings, Path keys, BiFunction<JdbcStores, RecordStore, Keeping> keeping)
                throws UnusableInputException {
            JdbcStores opened = null;
            try {
                opened = JdbcStores.open(settings.get());
                return keeping.apply(opened, opened.sealedRecords(SealingKeys.inDirectory(keys), SECRETS));
            } catch (StoreException | IllegalArgumentException e) {
                if (opened != null) {
                    opened.close();
                }
                throw new UnusableInputException(
                        String.valueOf(e.getMessage()), "mend it, or choose another --data or --store");
            }
        }

        @Override
        void keepExecutions(MillraceBuilder builder) {
            builder.executions(stores.executions())
                    .workItems(stores.workItems())
                    .records(records)
                    .history(stores.history(Retention.DEFAULT));
        }

        @Override
        Millrace engine(MillraceBuilder builder, Console console) throws UnusableInputException {
            keepExecutions(builder);
            Millrace engine = builder.workflows(stores.workflows())
                    .folders(stores.folders())
                    .build();
            tell(engine.recover(), console);
            return engine;
        }

        @Override
        void addTo(BusinessObjectsBuilder objects) {
            objects.records(records);
        }

        /** What holds secrets is sealed by the store. */
        @Override
        HttpSettings addTo(HttpSettings settings) {
            return settings.withRecords(records)
                    .withApplications(ApplicationSettings.over(records).withPlainKeys());
        }

        @Override
        Optional<RecordStore> records() {
            return Optional.of(records);
        }

        private static void tell(Recovery recovery, Console console) {
            if (recovery.restored() > 0) {
                console.note("goes on with " + recovery.restored()
                        + (recovery.restored() == 1 ? " execution" : " executions") + " of before");
            }
            for (Recovery.Broken broken : recovery.broken()) {
                console.note("execution " + broken.executionId() + " of workflow " + broken.workflowId()
                        + " cannot go on: " + broken.why());
            }
        }

        @Override
        public void close() {
            stores.close();
        }
    }

    private static final class Node extends Stores {
        private final ClusterSettings settings;
        private @Nullable Cluster cluster;

        Node(JdbcStores stores, RecordStore records, ClusterSettings settings) {
            super(stores, records);
            this.settings = settings;
        }

        @Override
        Millrace engine(MillraceBuilder builder, Console console) throws UnusableInputException {
            try {
                Cluster joined = Cluster.join(settings, builder);
                cluster = joined;
                console.note(
                        "has joined the cluster of " + joined.nodes().size() + " nodes, those that are gone included");
                return joined.engine();
            } catch (StoreException e) {
                throw new UnusableInputException(
                        String.valueOf(e.getMessage()), "mend it, or choose another --cluster");
            }
        }

        @Override
        void end(Millrace engine, Duration grace) {
            if (cluster != null) {
                cluster.close(grace);
            }
        }
    }
}
