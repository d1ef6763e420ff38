package dev.millrace.launcher;

import dev.millrace.MillraceBuilder;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.proxy.ProxyService;
import dev.millrace.proxy.SecretStore;
import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.proxy.platform.PlatformReader;
import dev.millrace.proxy.platform.PlatformStore;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of {@code --platforms}. Without that option nothing of them is loaded: the service is made behind {@link
 * Opened}, which only the option leads to.
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
     */
    static Interfaces of(@Nullable String file, EgressPolicy policy) throws UnusableInputException {
        return new Interfaces(file == null ? null : Opened.read(file, policy));
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

        static Opened read(String file, EgressPolicy policy) throws UnusableInputException {
            String json = WorkflowSource.text(file, MAX_BYTES);
            try {
                return new Opened(ProxyService.builder(PlatformStore.of(PlatformReader.read(json)))
                        .egress(policy)
                        .secrets(SecretStore.environment(System.getenv()))
                        .build());
            } catch (ConfigurationException e) {
                throw new UnusableInputException(
                        "the platforms of \"" + file + "\" cannot be used:\n" + e.getMessage(),
                        "mend each of them; docs/interfaces.md tells what a file may hold");
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
