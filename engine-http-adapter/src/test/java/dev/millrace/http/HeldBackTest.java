package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is to be sealed is held back, as far as it is not too large. */
class HeldBackTest {
    private final ByteArrayOutputStream place = new ByteArrayOutputStream();
    private final AtomicInteger opened = new AtomicInteger();
    private final HeldBack held = new HeldBack(4, () -> {
        opened.incrementAndGet();
        return place;
    });

    private void write(String text) throws IOException {
        held.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void what_has_room_is_held_back_whole() throws IOException {
        write("ab");
        held.write('c');
        write("d");

        assertThat(held.whole())
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("abcd"));
        assertThat(opened).hasValue(0);
    }

    @Test
    void nothing_is_whole_too() {
        assertThat(held.whole()).hasValueSatisfying(bytes -> assertThat(bytes).isEmpty());
    }

    @Test
    void what_has_no_room_goes_on_in_order() throws IOException {
        write("abc");
        write("de");
        held.write('f');
        write("");

        assertThat(held.whole()).isEmpty();
        assertThat(place).hasToString("abcdef");
        assertThat(opened).hasValue(1);
    }
}
