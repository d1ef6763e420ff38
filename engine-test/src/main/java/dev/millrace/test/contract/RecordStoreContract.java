package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordChange.Add;
import dev.millrace.store.RecordChange.Drop;
import dev.millrace.store.RecordChange.Put;
import dev.millrace.store.RecordChange.Remove;
import dev.millrace.store.RecordChange.Replace;
import dev.millrace.store.RecordStore;
import dev.millrace.store.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link RecordStore} does, whatever it keeps its records in. */
public abstract class RecordStoreContract {
    protected RecordStoreContract() {}

    /** A store without records, of a test's own. */
    protected abstract RecordStore open();

    private static StoredRecord record(String key) {
        return StoredRecord.of("form", key, "{\"of\":\"" + key + "\"}");
    }

    private static StoredRecord stored(RecordStore records, String key) {
        return records.find("form", key).orElseThrow();
    }

    @Test
    void added_record_is_found_as_it_was_given() {
        RecordStore records = open();
        StoredRecord added = record("a").inGroup("orders").expiringAt(7);

        assertThat(records.commit(new Add(added))).isTrue();

        assertThat(records.find("form", "a")).contains(added);
        assertThat(records.find("form", "b")).isEmpty();
        assertThat(records.find("other", "a")).isEmpty();
    }

    @Test
    void what_is_there_is_not_added_again() {
        RecordStore records = open();
        records.commit(new Add(record("a")));

        assertThat(records.commit(new Add(record("a").with("{}")))).isFalse();

        assertThat(stored(records, "a")).isEqualTo(record("a"));
    }

    @Test
    void revision_grows_by_one_with_each_change() {
        RecordStore records = open();
        records.commit(new Put(record("a")));
        records.commit(new Put(record("a").with("2")));
        records.commit(new Replace(stored(records, "a").with("3")));

        assertThat(stored(records, "a").revision()).isEqualTo(3);
        assertThat(stored(records, "a").content()).isEqualTo("3");
    }

    @Test
    void replacing_needs_the_revision_that_is_stored() {
        RecordStore records = open();
        records.commit(new Add(record("a")));
        StoredRecord known = stored(records, "a");
        records.commit(new Replace(known.with("1")));

        assertThat(records.commit(new Replace(known.with("2")))).isFalse();
        assertThat(records.commit(new Replace(record("unknown")))).isFalse();

        assertThat(stored(records, "a").content()).isEqualTo("1");
    }

    @Test
    void replacing_changes_group_and_expiry_too() {
        RecordStore records = open();
        records.commit(new Add(record("a").inGroup("old")));

        records.commit(new Replace(stored(records, "a").inGroup("new").expiringAt(9)));

        assertThat(records.list("form", "old")).isEmpty();
        assertThat(records.list("form", "new"))
                .extracting(StoredRecord::expiresAtMillis)
                .containsExactly(9L);
    }

    @Test
    void removing_needs_the_revision_that_is_stored_and_dropping_does_not() {
        RecordStore records = open();
        records.commit(new Add(record("a")));
        records.commit(new Add(record("b")));
        StoredRecord old = stored(records, "a");
        records.commit(new Put(record("a")));

        assertThat(records.commit(new Remove(old))).isFalse();
        assertThat(records.commit(new Remove(stored(records, "a")))).isTrue();
        assertThat(records.commit(new Remove(old))).isFalse();
        assertThat(records.commit(new Drop("form", "b"))).isTrue();
        assertThat(records.commit(new Drop("form", "b"))).isTrue();

        assertThat(records.list("form")).isEmpty();
    }

    @Test
    void removed_record_begins_anew_when_it_is_added_again() {
        RecordStore records = open();
        records.commit(new Add(record("a")));
        records.commit(new Put(record("a")));
        records.commit(new Drop("form", "a"));

        records.commit(new Put(record("a")));

        assertThat(stored(records, "a").revision()).isEqualTo(1);
    }

    @Test
    void lists_have_the_order_in_which_records_were_added() {
        RecordStore records = open();
        for (String key : List.of("c", "a", "b")) {
            records.commit(new Add(record(key).inGroup(key.equals("a") ? "one" : "two")));
        }
        records.commit(new Put(record("c").inGroup("two")));
        records.commit(new Add(StoredRecord.of("other", "c", "{}").inGroup("two")));

        assertThat(records.list("form")).extracting(StoredRecord::key).containsExactly("c", "a", "b");
        assertThat(records.list("form", "two")).extracting(StoredRecord::key).containsExactly("c", "b");
        assertThat(records.list("form", "")).isEmpty();
        assertThat(records.list("none")).isEmpty();
    }

    @Test
    void list_does_not_change_with_the_store() {
        RecordStore records = open();
        records.commit(new Add(record("a")));
        List<StoredRecord> before = records.list("form");

        records.commit(new Drop("form", "a"));

        assertThat(before).containsExactly(record("a"));
    }

    @Test
    void commit_makes_all_changes_or_none_and_names_the_first_that_is_refused() {
        RecordStore records = open();
        records.commit(new Add(record("a")));
        RecordChange refused = new Add(record("a"));

        Optional<RecordChange> answer =
                records.commit(List.of(new Add(record("b")), refused, new Replace(record("c"))));

        assertThat(answer).containsSame(refused);
        assertThat(records.list("form")).extracting(StoredRecord::key).containsExactly("a");

        assertThat(records.commit(List.of(new Drop("form", "a"), new Add(record("b")), new Put(record("c")))))
                .isEmpty();
        assertThat(records.list("form")).extracting(StoredRecord::key).containsExactly("b", "c");
    }

    @Test
    void commit_of_nothing_too_much_or_the_same_twice_is_a_mistake() {
        RecordStore records = open();
        List<RecordChange> many = IntStream.rangeClosed(0, 1_000)
                .mapToObj(i -> (RecordChange) new Put(record("k" + i)))
                .toList();

        assertThatThrownBy(() -> records.commit(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> records.commit(many)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> records.commit(List.of(new Put(record("a")), new Drop("form", "a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");

        assertThat(records.commit(many.subList(0, 1_000))).isEmpty();
        assertThat(records.list("form")).hasSize(1_000);
    }

    @Test
    void expired_records_are_found_until_they_are_removed() {
        RecordStore records = open();
        records.commit(new Add(record("early").expiringAt(10)));
        records.commit(new Add(record("late").expiringAt(11)));
        records.commit(new Add(record("always")));
        records.commit(new Add(StoredRecord.of("other", "early", "{}").expiringAt(10)));

        assertThat(records.find("form", "early")).isPresent();
        assertThat(records.removeExpired("form", 10)).isEqualTo(1);
        assertThat(records.removeExpired("form", 10)).isZero();

        assertThat(records.list("form")).extracting(StoredRecord::key).containsExactly("late", "always");
        assertThat(records.list("other")).hasSize(1);
    }

    @Test
    void texts_come_back_as_they_were_whatever_they_hold() {
        RecordStore records = open();
        HostileTexts.all()
                .forEach(text ->
                        records.commit(new Add(StoredRecord.of(text, text, text).inGroup(text))));

        HostileTexts.all().forEach(text -> {
            StoredRecord expected = StoredRecord.of(text, text, text).inGroup(text);
            assertThat(records.find(text, text)).contains(expected);
            assertThat(records.list(text, text)).containsExactly(expected);
        });
    }

    @Test
    void large_content_and_the_longest_key_come_back() {
        RecordStore records = open();
        StoredRecord large = StoredRecord.of("form", "漢".repeat(512), "\"" + "xé漢".repeat(500_000) + "\"");

        records.commit(new Put(large));

        assertThat(records.find("form", large.key())).contains(large);
    }

    @Test
    void of_many_that_add_one_record_one_succeeds() {
        RecordStore records = open();

        List<Boolean> answers = Concurrently.run(8, () -> records.commit(new Add(record("a"))));

        assertThat(answers).containsOnlyOnce(true);
    }

    @Test
    void no_change_of_many_at_once_is_lost() {
        RecordStore records = open();
        records.commit(new Add(StoredRecord.of("counter", "n", "0")));

        Concurrently.run(6, () -> {
            for (int i = 0; i < 20; i++) {
                increment(records);
            }
            return Map.of();
        });

        StoredRecord counter = records.find("counter", "n").orElseThrow();
        assertThat(counter.content()).isEqualTo("120");
        assertThat(counter.revision()).isEqualTo(121);
    }

    private static void increment(RecordStore records) {
        StoredRecord known = records.find("counter", "n").orElseThrow();
        String next = Integer.toString(Integer.parseInt(known.content()) + 1);
        while (!records.commit(new Replace(known.with(next)))) {
            known = records.find("counter", "n").orElseThrow();
            next = Integer.toString(Integer.parseInt(known.content()) + 1);
        }
    }
}
