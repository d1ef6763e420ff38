package dev.millrace.proxy;

import dev.millrace.proxy.log.KnownSecrets;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.proxy.platform.Placeholder;
import dev.millrace.proxy.platform.Template;
import dev.millrace.store.StoreException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in what one call needs of its instance and of the secret store, and remembers which of it is secret. */
final class Secrets implements Template.Values {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);

    private final SecretStore store;
    private final Instance instance;
    private final CallSite site;
    private final KnownSecrets known;

    Secrets(SecretStore store, Instance instance, CallSite site, KnownSecrets known) {
        this.store = store;
        this.instance = instance;
        this.site = site;
        this.known = known;
    }

    KnownSecrets known() {
        return known;
    }

    /** @throws ProxyError if it is not there */
    @Override
    public String valueOf(Placeholder placeholder) {
        return switch (placeholder.kind()) {
            case SECRET -> secret(placeholder.name());
            case VAR -> variable(placeholder.name());
            case CREDENTIAL -> credential(placeholder.name());
            case REQUEST -> throw site.error(ErrorCode.AUTH_FAILED, placeholder + " is for signatures only");
        };
    }

    /** Every credential of the instance. */
    Map<String, String> credentials() {
        Map<String, String> credentials = new LinkedHashMap<>();
        instance.credentials().keySet().forEach(name -> credentials.put(name, credential(name)));
        return credentials;
    }

    String credential(String name) {
        Template template = instance.credentials().get(name);
        if (template == null) {
            throw site.error(
                    ErrorCode.AUTH_FAILED,
                    "instance " + instance.key() + " has no credential " + name + "; add it to its credentials");
        }
        String value = template.render(this::inCredential);
        known.add(value);
        return value;
    }

    /** A credential made of credentials could be made of itself. */
    private String inCredential(Placeholder placeholder) {
        return placeholder.kind() == Placeholder.Kind.CREDENTIAL ? placeholder.toString() : valueOf(placeholder);
    }

    String variable(String name) {
        String value = instance.variables().get(name);
        if (value == null) {
            throw site.error(
                    ErrorCode.INVALID_ARGUMENT,
                    "instance " + instance.key() + " has no variable " + name + "; add it to its variables");
        }
        return value;
    }

    private String secret(String name) {
        String value = found(name);
        known.add(value);
        return value;
    }

    private String found(String name) {
        try {
            return store.find(name)
                    .orElseThrow(() -> site.error(
                            ErrorCode.AUTH_FAILED, "there is no secret \"" + name + "\"; add it to the secret store"));
        } catch (ProxyError e) {
            throw e;
        } catch (StoreException e) { // shows nothing of what is stored
            LOG.error("The secret {} could not be read for {}", name, site.name(), e);
            throw site.error(
                    ErrorCode.AUTH_FAILED,
                    "the secret \"" + name + "\" could not be read; the operator's log says why");
        } catch (RuntimeException e) { // a store of the host may throw what it likes, and its text may be secret
            throw site.error(ErrorCode.AUTH_FAILED, "the secret store failed to give \"" + name + "\"");
        }
    }
}
