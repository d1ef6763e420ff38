package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.proxy.KeptSecrets;
import dev.millrace.proxy.SecretStore;
import dev.millrace.store.jdbc.JdbcSettings;
import dev.millrace.store.jdbc.JdbcStores;
import dev.millrace.store.jdbc.seal.SealingKeys;
import dev.millrace.test.postgres.TestDatabase;
import dev.millrace.test.postgres.TestPostgres;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code millrace secret}. */
class SecretCommandTest {
    @TempDir
    Path folder;

    private Called secret(String standardInput, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "secret";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--data";
        all[all.length - 1] = folder.toString();
        return Called.withInput(standardInput, all);
    }

    private Optional<String> kept(String name) {
        try (JdbcStores stores = JdbcStores.open(JdbcSettings.sqlite(folder))) {
            KeptSecrets secrets =
                    SecretStore.over(stores.sealedRecords(SealingKeys.inDirectory(folder), SecretStore.KIND));
            return secrets.find(name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary|canary",
                "canary\\n|canary",
                "canary\\r\\n|canary",
                "two\\nlines\\n\\n|two\\nlines\\n",
                "漢 字|漢 字"
            })
    void secret_is_read_from_the_standard_input_without_the_line_break_at_its_end(String given, String kept) {
        Called called = secret(given.translateEscapes(), "put", "crm_main");

        assertThat(called.exitCode()).as(called.err()).isZero();
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).contains("the secret \"crm_main\" is kept").doesNotContain("canary");
        assertThat(kept("crm_main")).contains(kept.translateEscapes());
    }

    @Test
    void names_are_listed_in_their_order_and_nothing_else() {
        secret("canary-1", "put", "stock");
        secret("canary-2", "put", "crm_main");
        secret("canary-3", "put", "stock");

        Called called = secret("", "list");

        assertThat(called.exitCode()).isZero();
        assertThat(called.out().lines()).containsExactly("crm_main", "stock");
        assertThat(called.out() + called.err()).doesNotContain("canary");
        assertThat(kept("stock")).contains("canary-3");
    }

    @Test
    void secret_is_removed_and_one_that_is_not_there_is_told() {
        secret("canary", "put", "stock");

        Called unknown = secret("", "remove", "stok");
        Called removed = secret("", "remove", "stock");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no secret \"stok\" is kept there", "did you mean \"stock\"?");
        assertThat(removed.exitCode()).isZero();
        assertThat(kept("stock")).isEmpty();
        assertThat(secret("", "list").out()).isEmpty();
    }

    @Test
    void secret_among_the_arguments_is_refused_and_not_repeated() {
        Called called = secret("", "put", "crm_main", "canary");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err())
                .contains("where others can see it", "Fix: give it on the standard input")
                .doesNotContain("canary");
        assertThat(kept("crm_main")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void nothing_is_no_secret(String given) {
        Called called = secret(given, "put", "crm_main");

        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.err()).contains("must have 1 to 100000 characters, but has 0", "Fix: ");
    }

    @Test
    void impossible_names_and_secrets_are_explained_without_the_secret() {
        Called name = secret("canary", "put", "crm main");
        Called tooLong = secret("canary".repeat(20_000), "put", "crm_main");
        Called far = secret("canary".repeat(100_000), "put", "crm_main");

        assertThat(name.err()).contains("the name of a secret has 1 to 128 letters", "\"crm main\"", "Fix: ");
        assertThat(tooLong.err()).contains("but has 120000", "Fix: ");
        assertThat(far.err()).contains("more than 400000 bytes", "Fix: give a shorter secret");
        assertThat(name.err() + tooLong.err() + far.err()).doesNotContain("canary");
        assertThat(secret("", "list").out()).isEmpty();
    }

    @Test
    void database_that_a_server_has_open_is_told() {
        try (Serving serving = Serving.start("--data", folder.toString())) {
            assertThat(serving.messages()).contains("ready, with");

            Called called = secret("canary", "put", "crm_main");

            assertThat(called.exitCode()).isEqualTo(2);
            assertThat(called.err()).contains("is open in this process already", "Fix: ");
        }
    }

    @Test
    void secrets_are_kept_in_a_server_s_database_too() {
        TestDatabase database = TestPostgres.shared().newDatabase();
        String url = database.url() + "?user=" + database.user();

        Called put = secret("canary", "put", "crm_main", "--store", url);
        Called listed = secret("", "list", "--store", url);

        assertThat(put.exitCode()).as(put.err()).isZero();
        assertThat(listed.out().lines()).containsExactly("crm_main");
    }
}
