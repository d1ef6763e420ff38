package dev.millrace.store.jdbc.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A text of a column in which texts may be long. One of {@link #LARGE} characters or more is stored deflated, where that
 * makes it shorter:
 *
 * <pre>
 * ESC z BYTES : BASE64      the bytes of the text in UTF-8, their number first, as zlib writes them (RFC 1950)
 * </pre>
 *
 * <p>In all other texts the escape character of {@link StorableText} is followed by a hexadecimal digit, so those that were
 * stored before there was this form are read as ever. Immutable. It is made, and its text is asked for, by who needs it and
 * not by the thread that writes for all.
 */
public final class LargeText {
    static final int LARGE = 4_096;

    private static final String MARK = "\u001bz";
    private static final char END_OF_NUMBER = ':';
    /** No byte of DEFLATE becomes more, whoever wrote it. */
    private static final long MAX_GROWTH = 1_032;

    private final String stored;

    private LargeText(String stored) {
        this.stored = stored;
    }

    public static LargeText of(String text) {
        String storable = StorableText.stored(text);
        return new LargeText(
                storable.length() < LARGE ? storable : packed(storable).orElse(storable));
    }

    /** As it stands in the database. */
    static LargeText ofStored(String stored) {
        return new LargeText(stored);
    }

    String stored() {
        return stored;
    }

    /** @throws IllegalArgumentException if what is stored was altered */
    public String text() {
        return StorableText.restored(stored.startsWith(MARK) ? unpacked() : stored);
    }

    /** Empty if it would not be shorter. */
    private static Optional<String> packed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        String head = MARK + bytes.length + END_OF_NUMBER;
        return deflated(bytes, (bytes.length - head.length()) / 4 * 3)
                .map(deflated -> head + Base64.getEncoder().withoutPadding().encodeToString(deflated));
    }

    private static Optional<byte[]> deflated(byte[] bytes, int maxBytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] deflated = new byte[maxBytes];
            int length = deflater.deflate(deflated);
            return deflater.finished() ? Optional.of(Arrays.copyOf(deflated, length)) : Optional.empty();
        } finally {
            deflater.end();
        }
    }

    private String unpacked() {
        int endOfNumber = stored.indexOf(END_OF_NUMBER);
        if (endOfNumber < 0) {
            throw altered(null);
        }
        int size = Integer.parseInt(stored, MARK.length(), endOfNumber, 10);
        byte[] deflated =
                Base64.getDecoder().decode(stored.substring(endOfNumber + 1).getBytes(US_ASCII));
        if (size < 0 || size > MAX_GROWTH * deflated.length) {
            throw altered(null);
        }
        return new String(inflated(deflated, size), UTF_8);
    }

    private static byte[] inflated(byte[] deflated, int size) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            byte[] bytes = new byte[size];
            int length = inflater.inflate(bytes);
            int more = inflater.inflate(new byte[1]); // reads the checksum, which follows the last byte
            if (length != size || more != 0 || !inflater.finished()) {
                throw altered(null);
            }
            return bytes;
        } catch (DataFormatException e) {
            throw altered(e);
        } finally {
            inflater.end();
        }
    }

    private static IllegalArgumentException altered(@Nullable Throwable cause) {
        return new IllegalArgumentException("a text that was stored deflated cannot be inflated", cause);
    }
}
