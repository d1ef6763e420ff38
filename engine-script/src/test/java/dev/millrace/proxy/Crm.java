package dev.millrace.proxy;

import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.proxy.platform.Platform;
import dev.millrace.proxy.platform.PlatformReader;
import dev.millrace.proxy.platform.PlatformStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The platform of the specification's example, at a stub. */
final class Crm {
    static final String TOKEN = "canary-token-of-main";
    static final SecretStore SECRETS = SecretStore.inMemory(
            Map.of("crm_main", TOKEN, "crm_test", "canary-token-of-test", "corp", "canary-corpsecret"));

    private static final int LIMIT_SECONDS = 20;

    private Crm() {}

    /** As in section 3 of the specification; {@code BASE} is the stub. */
    static String json(StubPlatform main, StubPlatform test) {
        return """
            {"platform_key":"crm","name":"CRM","enabled":true,
             "auth":{"type":"bearer"},
             "defaults":{"headers":{"Accept":"application/json"},"timeoutMs":10000},
             "instances":[
              {"instance_key":"main","name":"Main","default":true,"enabled":true,"base_url":"MAIN/api","allowPrivate":true,
               "credentials":{"token":"${secret:crm_main}"},"variables":{"tenant":"t1"}},
              {"instance_key":"test","base_url":"TEST/api","allowPrivate":true,"credentials":{"token":"${secret:crm_test}"}}],
             "apis":[
              {"api_key":"get_customer","name":"Customer","method":"GET","path":"/v1/customers/{id}","enabled":true,
               "params":[{"name":"id","in":"path","type":"string","required":true},{"name":"fields","in":"query","type":"string","default":"name"}]},
              {"api_key":"add_note","method":"POST","path":"/v1/customers/{id}/notes","contentType":"json","args":["id","text"],
               "params":[{"name":"id","in":"path","required":true},{"name":"text","in":"body","type":"string","required":true}],
               "response":{"success":"code == 200","message":"message"}}]}
            """.replace("MAIN", main.url()).replace("TEST", test.url());
    }

    /** One platform {@code p} with one instance at the stub and one api {@code call}, whose members are given. */
    static String single(StubPlatform stub, String platformMembers, String instanceMembers, String apiMembers) {
        return "{\"platform_key\":\"p\"," + platformMembers + (platformMembers.isEmpty() ? "" : ",")
                + "\"instances\":[{\"instance_key\":\"main\",\"base_url\":\"" + stub.url() + "\",\"allowPrivate\":true"
                + (instanceMembers.isEmpty() ? "" : ",") + instanceMembers + "}],"
                + "\"apis\":[{\"api_key\":\"call\"," + apiMembers + "}]}";
    }

    static String qywx(StubPlatform stub) {
        return """
            {"platform_key":"qywx","instances":[{"instance_key":"main","base_url":"BASE","allowPrivate":true,
             "credentials":{"corpid":"ww1","corpsecret":"${secret:corp}","agentid":"1000002"}}]}
            """.replace("BASE", stub.url());
    }

    static ProxyService service(String json) {
        return service(json, builder -> builder);
    }

    static ProxyService service(String json, UnaryOperator<ProxyServiceBuilder> settings) {
        return settings.apply(
                        ProxyService.builder(PlatformStore.of(platforms(json))).secrets(SECRETS))
                .build();
    }

    static List<Platform> platforms(String json) {
        try {
            return PlatformReader.read(json);
        } catch (ConfigurationException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    static ProxyClient.OnPlatform client(ProxyService service, String platform) {
        return ProxyClient.of(service).platform(platform);
    }

    static @Nullable Object value(CompletableFuture<ProxyResult> call) {
        ProxyResult result = call.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
        return result.value();
    }

    /** The error that a call ends with. */
    static ProxyError error(CompletableFuture<ProxyResult> call) {
        try {
            ProxyResult result = call.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the call succeeded with " + result.value());
        } catch (ExecutionException e) {
            Optional<ProxyError> error = ProxyError.in(e.getCause());
            return error.orElseThrow(() -> new AssertionError("no ProxyError", e));
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the call did not end", e);
        }
    }
}
