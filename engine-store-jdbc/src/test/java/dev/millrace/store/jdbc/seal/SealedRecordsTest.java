package dev.millrace.store.jdbc.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.RecordChange.Add;
import dev.millrace.store.RecordChange.Put;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoreException;
import dev.millrace.store.StoredRecord;
import dev.millrace.test.contract.RecordStoreContract;
import java.util.Arrays;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Contents that only the key opens. */
class SealedRecordsTest {
    private static final SealingKeys KEYS = SealingKeys.of("k1", key(1));
    private static final StoredRecord PASSWORD = StoredRecord.of("platform", "erp", "{\"password\":\"hunter2\"}");

    private final RecordStore below = RecordStore.inMemory();

    private static byte[] key(int of) {
        byte[] key = new byte[SealingKeys.KEY_BYTES];
        Arrays.fill(key, (byte) of);
        return key;
    }

    private SealedRecords sealed(SealingKeys keys) {
        return new SealedRecords(below, keys, Set.of("platform"));
    }

    @Nested
    class Contract extends RecordStoreContract {
        @Override
        protected RecordStore open() {
            return new SealedRecords(RecordStore.inMemory(), KEYS, Set.of("form", "counter"));
        }
    }

    @Test
    void store_below_sees_nothing_of_a_sealed_content_and_all_of_others() {
        sealed(KEYS).commit(new Add(PASSWORD));
        sealed(KEYS).commit(new Add(StoredRecord.of("form", "f", "{}")));

        assertThat(below.find("platform", "erp").orElseThrow().content())
                .doesNotContain("hunter2")
                .contains("k1");
        assertThat(below.find("form", "f").orElseThrow().content()).isEqualTo("{}");
        assertThat(sealed(KEYS).find("platform", "erp")).contains(PASSWORD);
    }

    @Test
    void equal_contents_are_sealed_differently() {
        sealed(KEYS).commit(new Put(PASSWORD));
        String first = below.find("platform", "erp").orElseThrow().content();

        sealed(KEYS).commit(new Put(PASSWORD));

        assertThat(below.find("platform", "erp").orElseThrow().content()).isNotEqualTo(first);
    }

    @Test
    void wrong_or_missing_key_and_altered_or_moved_text_are_errors_that_name_the_record_and_show_nothing() {
        sealed(KEYS).commit(new Add(PASSWORD));
        assertRefused(() -> sealed(SealingKeys.of("k1", key(2))).find("platform", "erp"), "\"erp\" of kind platform");
        assertRefused(() -> sealed(SealingKeys.of("k2", key(1))).list("platform"), "with the key k1");

        StoredRecord stored = below.find("platform", "erp").orElseThrow();
        below.commit(new Add(StoredRecord.of("platform", "moved", stored.content())));
        assertRefused(() -> sealed(KEYS).find("platform", "moved"), "\"moved\" of kind platform");
        String text = stored.content();
        for (int i = text.indexOf("text") + 7; i < text.length() - 2; i += 5) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            below.commit(new Put(stored.with(text.substring(0, i) + other + text.substring(i + 1))));
            assertRefused(() -> sealed(KEYS).find("platform", "erp"), "\"erp\" of kind platform");
        }
        below.commit(new Put(stored.with("{\"password\":\"plain\"}")));
        assertRefused(() -> sealed(KEYS).list("platform"), "is not sealed");
    }

    private static void assertRefused(ThrowingCallable call, String named) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(named)
                .hasMessageContaining("Fix:")
                .hasMessageNotContainingAny("hunter2", "password");
    }

    @Test
    void resealing_leaves_nothing_to_the_older_keys() {
        below.commit(new Add(StoredRecord.of("platform", "plain", "{\"from\":\"before\"}")));
        sealed(KEYS).commit(new Add(PASSWORD));
        SealingKeys both = SealingKeys.of("k2", key(2)).withOlder("k1", key(1));

        assertThat(sealed(both).find("platform", "erp")).contains(PASSWORD);
        assertThat(sealed(both).reseal()).isEqualTo(2);
        assertThat(sealed(both).reseal()).isZero();

        assertThat(sealed(SealingKeys.of("k2", key(2))).list("platform"))
                .extracting(StoredRecord::content)
                .containsExactly("{\"from\":\"before\"}", PASSWORD.content());
    }

    @Test
    void keys_show_nothing_of_themselves() {
        assertThat(SealingKeys.of("k1", key(65))).hasToString("keys [k1]");
    }
}
