package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.proxy.StubPlatform.Reply;
import dev.millrace.proxy.platform.Platform;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Platforms that are kept as records, such as in a database. */
class KeptPlatformsTest {
    private static final String FULL = """
            {"platform_key":"crm","name":"Customers","enabled":false,"allowedWorkflows":["w-1","w-2"],
             "auth":{"type":"token_endpoint","request":{"method":"POST","path":"/t","headers":{"A":"b"},
               "body":{"k":"${credential:key}"},"contentType":"form"},"tokenPath":"t","expiresPath":"e","successExpr":"ok",
               "messagePath":"m","invalidWhen":"bad","place":{"in":"header","name":"X-T","prefix":"T "}},
             "defaults":{"headers":{"X":"${secret:a}"},"timeoutMs":5000},
             "instances":[
              {"instance_key":"main","name":"Main","base_url":"https://crm.example/api","default":true,
               "credentials":{"key":"canary \\"密\\" \\u0000","more":"${secret:crm_main}"},"variables":{"t":"1"},
               "headers":{"Y":"z"},"allowPrivate":true,"ratePerSecond":2.5},
              {"instance_key":"test","base_url":"https://crm-test.example","enabled":false,
               "credentials":{"key":"canary-of-test"},"variables":{"t":"2"}}],
             "apis":[
              {"api_key":"find","name":"Find","method":"POST","path":"/${var:t}/{id}","contentType":"form",
               "params":[{"name":"id","in":"path"},
                {"name":"limit","in":"query","type":"number","default":123456789012345678901234567890.5},
                {"name":"list","in":"query","type":"array","default":[1,1.50,null,{"a":true}]}],
               "args":["id","list"],
               "response":{"type":"json","bigNumbers":"number","success":"a == 1","message":"m","code":"c","retryable":"r"},
               "acceptStatus":[200,404],"timeoutMs":1,"retry":{"count":2,"intervalMs":5,"factor":2,"on":["NETWORK",503],
               "when":"busy"},"idempotent":true,"idempotencyHeader":"Idempotency-Key"},
              {"api_key":"get","method":"GET","path":"/g","enabled":false,"acceptStatus":"all"}]}
            """;
    private static final String SMALL = "{\"platform_key\":\"small\"}";

    private final RecordStore records = RecordStore.inMemory();
    private final PlatformStore store = PlatformStore.over(records);

    private static Platform platform(String json) {
        return Crm.platforms(json).get(0);
    }

    private void keep(String key, String content) {
        records.commit(new RecordChange.Put(StoredRecord.of(PlatformStore.KIND, key, content)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "none,''",
        "api_key,key",
        "basic,username password",
        "bearer,token",
        "oauth2_client,clientId clientSecret",
        "signature,secret",
        "script,any"
    })
    void platform_is_what_it_was_with_each_kind_of_authentication(String type, String credentials) {
        String members = Map.of(
                        "api_key",
                        ",\"in\":\"header\",\"name\":\"X-Key\",\"prefix\":\"P \"",
                        "oauth2_client",
                        ",\"tokenUrl\":\"/token\",\"scope\":\"a b\",\"clientAuth\":\"body\"",
                        "signature",
                        ",\"algorithm\":\"sha256\",\"payload\":\"${request:body}\",\"headers\":{\"X-Sign\":\"${request:sign}\"}",
                        "script",
                        ",\"function\":\"own\"")
                .getOrDefault(type, "");
        String values =
                credentials.isEmpty() ? "" : '"' + credentials.replace(" ", "\":\"canary\",\"") + "\":\"canary\"";
        Platform saved = platform("{\"platform_key\":\"p\",\"auth\":{\"type\":\"" + type + "\"" + members
                + "},\"instances\":[{\"instance_key\":\"m\",\"base_url\":\"https://a.example\",\"credentials\":{"
                + values
                + "}}]}");

        store.save(saved);

        assertThat(PlatformStore.over(records).find("p")).contains(saved);
    }

    @Test
    void platform_is_what_it_was_with_instances_interfaces_authentication_and_credentials() {
        Platform saved = platform(FULL);

        store.save(saved);

        assertThat(PlatformStore.over(records).find("crm")).contains(saved);
    }

    @Test
    void instances_of_a_built_in_platform_are_kept() {
        Platform saved = platform("""
                {"platform_key":"qywx","instances":[{"instance_key":"main",
                 "credentials":{"corpid":"ww1","corpsecret":"canary","agentid":"1000002"}}]}""");

        store.save(saved);

        assertThat(PlatformStore.over(records).find("qywx")).contains(saved);
    }

    @Test
    void all_are_in_the_order_of_their_keys() {
        store.save(platform(SMALL));
        store.save(platform(FULL));

        assertThat(store.all()).extracting(Platform::key).containsExactly("crm", "small");
    }

    @Test
    void stores_over_the_same_records_see_what_the_other_changes() {
        PlatformStore other = PlatformStore.over(records);
        store.save(platform(SMALL));
        assertThat(other.find("small")).contains(platform(SMALL));

        store.save(platform("{\"platform_key\":\"small\",\"name\":\"Changed\"}"));
        assertThat(other.find("small")).map(Platform::name).contains("Changed");

        other.remove("small");
        assertThat(store.find("small")).isEmpty();

        other.save(platform(SMALL)); // with the revision that it had before
        assertThat(store.find("small")).contains(platform(SMALL));
    }

    @Test
    void platform_is_parsed_again_only_when_its_record_has_changed() {
        store.save(platform(FULL));
        Platform first = store.find("crm").orElseThrow();

        Platform again = store.find("crm").orElseThrow();
        store.save(first);
        Platform changed = store.find("crm").orElseThrow();

        assertThat(again).isSameAs(first);
        assertThat(changed).isEqualTo(first).isNotSameAs(first);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON                   | {                                             | is no JSON object",
                "of a later release        | {\"v\":2}                                     | knows form 1 only",
                "of something else         | {\"v\":1,\"name\":\"canary\"}                 | has no text json",
                "no platform               | {\"v\":1,\"json\":\"{\\\"a\\\":\\\"canary\\\"}\"} | holds no platform",
                "of another key            | {\"v\":1,\"json\":\"{\\\"platform_key\\\":\\\"canary\\\"}\"} | another platform",
            })
    void record_that_cannot_be_read_is_left_out_and_told_of_once(String name, String content, String why) {
        store.save(platform(SMALL));
        keep("broken", content);

        try (Told told = new Told()) {
            assertThat(store.find("broken")).isEmpty();
            assertThat(store.all()).extracting(Platform::key).containsExactly("small");
            assertThat(store.find("small")).isPresent();

            assertThat(told.messages())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("\"broken\"", why, "Fix: ")
                            .doesNotContain("canary"));
        }
    }

    @Test
    void platform_that_is_saved_again_in_the_place_of_a_broken_record_is_there() {
        keep("small", "{");
        assertThat(store.find("small")).isEmpty();

        store.save(platform(SMALL));

        assertThat(store.find("small")).contains(platform(SMALL));
    }

    @ParameterizedTest
    @CsvSource({"''", "a b", "-a", "1", "a\u0000"})
    void what_is_no_key_is_not_there(String key) {
        store.remove(key);

        assertThat(store.find(key)).isEmpty();
    }

    @Test
    void credential_is_in_the_record_as_it_was_given() {
        store.save(platform(FULL));

        StoredRecord stored = records.find(PlatformStore.KIND, "crm").orElseThrow();
        assertThat(RecordContent.read(stored.content()).text("json")).contains("canary-of-test", "${secret:crm_main}");
    }

    @Test
    void change_of_another_node_holds_for_the_next_call() {
        PlatformStore another = PlatformStore.over(records);
        try (StubPlatform before = StubPlatform.answering(request -> Reply.json("1"));
                StubPlatform after = StubPlatform.answering(request -> Reply.json("2"));
                ProxyService service = ProxyService.builder(store).build()) {
            another.save(platform(Crm.single(before, "", "", "\"method\":\"GET\",\"path\":\"/x\"")));
            Object first = Crm.value(Crm.client(service, "p").invoke("call"));

            another.save(platform(Crm.single(after, "", "", "\"method\":\"GET\",\"path\":\"/x\"")));
            Object second = Crm.value(Crm.client(service, "p").invoke("call"));

            assertThat(first).hasToString("1");
            assertThat(second).hasToString("2");
        }
    }
}
