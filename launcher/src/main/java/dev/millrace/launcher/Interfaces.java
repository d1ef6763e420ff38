package dev.millrace.launcher;

import dev.millrace.MillraceBuilder;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.proxy.ProxyService;
import dev.millrace.proxy.SecretStore;
import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.proxy.platform.PlatformReader;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of {@code --platforms} and those that are kept. With neither, nothing of them is loaded: the service is
 * made behind {@link Opened}, which only they lead to.
 */
final class Interfaces implements AutoCloseable {
    private static final long MAX_BYTES = 10_000_000;

    private final @Nullable Opened opened;

    private Interfaces(@Nullable Opened opened) {
        this.opened = opened;
    }

    /**
     * @param file null if the option is not given
     * @param policy for instances that are not private
     * @param records where those of the file take the place of those with their keys; empty if nothing is kept
     */
    static Interfaces of(@Nullable String file, EgressPolicy policy, Optional<RecordStore> records)
            throws UnusableInputException {
        return new Interfaces(file == null && records.isEmpty() ? null : Opened.of(file, policy, records));
    }

    void addTo(MillraceBuilder builder) {
        if (opened != null) {
            opened.addTo(builder);
        }
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    /** The service; a file on the machine counts as saved by an administrator. */
    private static final class Opened {
        private final ProxyService service;

        private Opened(ProxyService service) {
            this.service = service;
        }

        static Opened of(@Nullable String file, EgressPolicy policy, Optional<RecordStore> records)
                throws UnusableInputException {
            PlatformStore platforms = records.map(PlatformStore::over).orElseGet(PlatformStore::inMemory);
            if (file != null) {
                save(file, platforms);
            }
            SecretStore environment = SecretStore.environment(System.getenv());
            return new Opened(ProxyService.builder(platforms)
                    .egress(policy)
                    .secrets(records.map(kept -> environment.orElse(SecretStore.over(kept)))
                            .orElse(environment))
                    .build());
        }

        private static void save(String file, PlatformStore platforms) throws UnusableInputException {
            String json = WorkflowSource.text(file, MAX_BYTES);
            try {
                PlatformReader.over(platforms).readAll(json).forEach(platforms::save);
            } catch (ConfigurationException e) {
                throw new UnusableInputException(
                        "the platforms of \"" + file + "\" cannot be used:\n" + e.getMessage(),
                        "mend each of them; docs/interfaces.md tells what a file may hold");
            } catch (StoreException e) {
                throw new UnusableInputException(
                        "the platforms of \"" + file + "\" cannot be kept: " + e.getMessage(),
                        "mend the database, or choose another with --data or --store");
            }
        }

        void addTo(MillraceBuilder builder) {
            builder.service(ProxyService.class, service);
        }

        void close() {
            service.close();
        }
    }
}
