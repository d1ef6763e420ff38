package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.RecordChange;
import dev.millrace.store.RecordContent;
import dev.millrace.store.RecordStore;
import dev.millrace.store.Records;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Records as values. */
class RecordsTest {
    private final RecordStore store = RecordStore.inMemory();
    private final AtomicInteger parsed = new AtomicInteger();
    private final Records<String> words =
            Records.of(store, "word", word -> RecordContent.empty().with("text", word), content -> {
                parsed.incrementAndGet();
                return content.text("text");
            });

    @Test
    void record_is_parsed_again_only_when_it_has_changed() {
        store.commit(new RecordChange.Add(words.of("a", "one").inGroup("g")));
        words.find("a");
        Records.Entry<String> entry = words.list("g").get(0);
        assertThat(parsed).hasValue(1);

        store.commit(new RecordChange.Replace(words.changed(entry, "two")));

        assertThat(words.find("a").orElseThrow().value()).isEqualTo("two");
        assertThat(parsed).hasValue(2);
    }

    @Test
    void content_says_by_name_what_was_written() {
        RecordContent content =
                RecordContent.read(RecordContent.of(Map.of("n", 7L, "t", true, "l", List.of("a"), "d", Map.of("x", 1L)))
                        .with("s", "text")
                        .json());

        assertThat(content.whole("n")).isEqualTo(7);
        assertThat(content.truth("t")).isTrue();
        assertThat(content.texts("l")).containsExactly("a");
        assertThat(content.dictionary("d")).containsEntry("x", 1L);
        assertThat(content.text("s")).isEqualTo("text");
        assertThatThrownBy(() -> content.text("nothing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void content_of_a_later_release_is_not_guessed() {
        assertThatThrownBy(() -> RecordContent.read("{\"v\":2,\"text\":\"x\"}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("form 2");
        assertThatThrownBy(() -> RecordContent.read("[]")).isInstanceOf(IllegalStateException.class);
    }
}
