package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.Recovery;
import dev.millrace.form.BusinessObjectsBuilder;
import dev.millrace.history.ExecutionHistory;
import dev.millrace.history.Retention;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.application.ApplicationSettings;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import dev.millrace.store.jdbc.seal.SealingKeys;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What outlives the process, or that nothing does. Without a database none of its classes is loaded. */
abstract class Keeping implements AutoCloseable {
    private Keeping() {}

    static Keeping inMemory() {
        return new Memory();
    }

    static Keeping embedded(Path directory) throws UnusableInputException {
        return Stores.open(() -> JdbcSettings.sqlite(directory), directory);
    }

    /** @param keys the folder of the key that seals secrets */
    static Keeping postgres(String url, String user, String password, Path keys) throws UnusableInputException {
        return Stores.open(() -> JdbcSettings.postgres(url, user, password), keys);
    }

    abstract void addTo(MillraceBuilder builder);

    abstract void addTo(BusinessObjectsBuilder objects);

    abstract HttpSettings addTo(HttpSettings settings);

    /** Lets what was under way go on. */
    abstract void recover(Millrace engine, Console console);

    @Override
    public abstract void close();

    private static final class Memory extends Keeping {
        @Override
        void addTo(MillraceBuilder builder) {
            builder.history(ExecutionHistory.inMemory(Retention.DEFAULT));
        }

        @Override
        void addTo(BusinessObjectsBuilder objects) {}

        @Override
        HttpSettings addTo(HttpSettings settings) {
            return settings;
        }

        @Override
        void recover(Millrace engine, Console console) {}

        @Override
        public void close() {}
    }

    private static final class Stores extends Keeping {
        /** The kinds of records that hold secrets. */
        private static final String[] SECRETS = {"application-secret", "token-key"};

        private final JdbcStores stores;
        private final RecordStore records;

        private Stores(JdbcStores stores, SealingKeys keys) {
            this.stores = stores;
            this.records = stores.sealedRecords(keys, SECRETS);
        }

        static Keeping open(Supplier<JdbcSettings> settings, Path keys) throws UnusableInputException {
            @Nullable JdbcStores opened = null;
            try {
                opened = JdbcStores.open(settings.get());
                return new Stores(opened, SealingKeys.inDirectory(keys));
            } catch (StoreException | IllegalArgumentException e) {
                if (opened != null) {
                    opened.close();
                }
                throw new UnusableInputException(
                        String.valueOf(e.getMessage()),
                        "mend it, choose another --data or --store, or run with --memory");
            }
        }

        @Override
        void addTo(MillraceBuilder builder) {
            builder.workflows(stores.workflows())
                    .folders(stores.folders())
                    .executions(stores.executions())
                    .workItems(stores.workItems())
                    .history(stores.history(Retention.DEFAULT));
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
        void recover(Millrace engine, Console console) {
            Recovery recovery = engine.recover();
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
}
