package dev.millrace.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds back what is written until it is whole, or too much; from then on it goes where it belongs. Not thread-safe. */
final class HeldBack extends OutputStream {
    private final int maxBytes;
    private final Beginning beginning;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private @Nullable OutputStream open;

    /** Gives what is written its place, when it cannot be held back any longer. */
    interface Beginning {
        OutputStream open() throws IOException;
    }

    HeldBack(int maxBytes, Beginning beginning) {
        this.maxBytes = maxBytes;
        this.beginning = beginning;
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        OutputStream out = open;
        if (out == null && held.size() + length <= maxBytes) {
            held.write(bytes, offset, length);
            return;
        }
        if (out == null) {
            out = beginning.open();
            open = out;
            held.writeTo(out);
            held.reset();
        }
        out.write(bytes, offset, length);
    }

    /** All that was written; empty if it has gone already. */
    Optional<byte[]> whole() {
        return open == null ? Optional.of(held.toByteArray()) : Optional.empty();
    }
}
