package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.proxy.log.CallLogQuery;
import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that are kept as records, such as in a database. */
class KeptSecretsTest {
    private final RecordStore records = RecordStore.inMemory();
    private final KeptSecrets secrets = SecretStore.over(records);

    private void breakRecord(String name) {
        records.commit(new RecordChange.Put(StoredRecord.of(SecretStore.KIND, name, "{\"canary\":\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "with \"quotes\" and \\", "密\n\u0000\ud83d\ude00", "{\"a\":1}"})
    void secret_is_what_it_was(String secret) {
        secrets.save("crm_main", secret);

        assertThat(SecretStore.over(records).find("crm_main")).contains(secret);
    }

    @Test
    void secret_that_is_saved_again_takes_the_place_of_the_old_one_for_all_nodes() {
        KeptSecrets another = SecretStore.over(records);
        another.save("a", "old");
        secrets.save("a", "new");

        assertThat(another.find("a")).contains("new");
    }

    @Test
    void names_are_listed_in_their_order_and_removed_ones_are_gone() {
        secrets.save("b", "1");
        secrets.save("c.d-e_F", "2");
        secrets.save("a", "3");
        secrets.remove("b");
        secrets.remove("never there");

        assertThat(secrets.names()).containsExactly("a", "c.d-e_F");
        assertThat(secrets.find("b")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a}", "é", "a\u0000"})
    void name_that_no_placeholder_can_say_is_refused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.save(name, "canary"))
                .withMessageContaining("1 to 128")
                .satisfies(refused -> assertThat(refused).hasMessageNotContaining("canary"));
        assertThat(secrets.find(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_001})
    void secret_that_is_empty_or_too_long_is_refused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> secrets.save("a", "x".repeat(length)))
                .withMessageContaining("has " + length)
                .satisfies(refused -> assertThat(refused).hasMessageNotContaining("xx"));
    }

    @Test
    void other_store_comes_first_where_it_has_a_secret() {
        secrets.save("both", "kept");
        secrets.save("kept", "kept");

        SecretStore chained = SecretStore.environment(Map.of("MILLRACE_SECRET_BOTH", "of the environment"))
                .orElse(secrets);

        assertThat(chained.find("both")).contains("of the environment");
        assertThat(chained.find("kept")).contains("kept");
    }

    @Test
    void record_that_cannot_be_read_is_an_error_that_shows_nothing_of_it_and_the_others_are_there() {
        secrets.save("sound", "s");
        breakRecord("broken");

        assertThatThrownBy(() -> secrets.find("broken"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("\"broken\"")
                .hasNoCause()
                .hasMessageNotContaining("canary");
        assertThat(secrets.find("sound")).contains("s");
        assertThat(secrets.names()).containsExactly("broken", "sound");
    }

    @Test
    void kept_secret_is_sent_and_is_not_in_the_log_of_calls() {
        secrets.save("crm_main", "canary-kept");
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service =
                        Crm.service(Crm.json(stub, stub), builder -> builder.secrets(SecretStore.over(records)))) {
            Crm.value(Crm.client(service, "crm").invoke("getCustomer", "1"));

            assertThat(stub.last().header("Authorization")).contains("Bearer canary-kept");
            assertThat(service.log().find(CallLogQuery.all()).toString()).doesNotContain("canary");
        }
    }

    @Test
    void call_with_a_secret_that_cannot_be_read_fails_and_the_operator_learns_why() {
        breakRecord("crm_main");
        try (StubPlatform stub = StubPlatform.answering("{}");
                ProxyService service = Crm.service(Crm.json(stub, stub), builder -> builder.secrets(secrets));
                Told told = new Told()) {
            ProxyError error = Crm.error(Crm.client(service, "crm").invoke("getCustomer", "1"));

            assertThat(error.code()).isEqualTo(ErrorCode.AUTH_FAILED);
            assertThat(error).hasMessageContaining("the operator's log says why");
            assertThat(told.messages())
                    .singleElement()
                    .satisfies(line -> assertThat(line).contains("crm_main").doesNotContain("canary"));
        }
    }
}
