package dev.millrace.store.jdbc.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How texts that may be long are stored. */
class LargeTextTest {
    private static final String WORDS = "{\"outputs\": 漢字, \uD83D\uDE80 \0 \u001b \uD83D half}";

    /** Pieces of a text that repeats itself, or nothing but chance. */
    private static String text(Random random, int length, int pieceLength) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            if (pieceLength == 0) {
                text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            } else {
                int from = random.nextInt(WORDS.length());
                text.append(WORDS, from, Math.min(WORDS.length(), from + pieceLength));
            }
        }
        return text.substring(0, length);
    }

    @Property(tries = 200)
    void text_comes_back_as_it_was(
            @ForAll long seed,
            @ForAll @IntRange(max = 20_000) int length,
            @ForAll @IntRange(max = 20) int pieceLength) {
        String text = text(new Random(seed), length, pieceLength);

        LargeText stored = LargeText.of(text);

        assertThat(LargeText.ofStored(stored.stored()).text()).isEqualTo(text);
        assertThat(stored.stored().length())
                .isLessThanOrEqualTo(StorableText.stored(text).length());
        assertThat(stored.stored()).doesNotContain("\0");
    }

    @Property(tries = 200)
    void altered_text_is_refused_and_never_another(@ForAll long seed) {
        Random random = new Random(seed);
        String text = text(random, 5_000, 10);
        StringBuilder altered = new StringBuilder(LargeText.of(text).stored());
        int at = "\u001bz".length() + random.nextInt(altered.length() - 2);
        altered.setCharAt(at, (char) ('0' + random.nextInt(10)));

        String read;
        try {
            read = LargeText.ofStored(altered.toString()).text();
        } catch (IllegalArgumentException e) {
            return;
        }

        assertThat(read).isEqualTo(text);
    }

    @Test
    void long_text_takes_less_room_and_a_short_one_is_stored_as_it_is() {
        String text = "{\"name\":\"value\"}".repeat(1_000);

        assertThat(LargeText.of(text).stored().length()).isLessThan(text.length() / 10);
        assertThat(LargeText.of(text.substring(0, 4_000)).stored()).isEqualTo(text.substring(0, 4_000));
    }

    @Test
    void long_text_that_was_stored_as_it_is_can_be_read() {
        String text = "stored before".repeat(1_000);

        assertThat(LargeText.ofStored(text).text()).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"2000000000:AAAA", "-1:AAAA", ":AAAA", "5000", "many:AAAA", "5:not Base64", "5:"})
    void what_nobody_has_deflated_is_refused(String rest) {
        LargeText altered = LargeText.ofStored("\u001bz" + rest);

        assertThatThrownBy(altered::text).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytes_beyond_the_number_that_is_told_are_not_inflated() {
        String stored = LargeText.of("x".repeat(1_000_000)).stored();

        assertThatThrownBy(() -> LargeText.ofStored(stored.replace("z1000000:", "z1000:"))
                        .text())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stored.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(10_000);
    }
}
