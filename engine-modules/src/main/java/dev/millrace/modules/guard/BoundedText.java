package dev.millrace.modules.guard;

import java.io.Writer;

/** Collects text up to the length a value may have. For one thread. */
public final class BoundedText extends Writer {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void write(char[] characters, int offset, int length) {
        ResultSize.text((long) text.length() + length);
        text.append(characters, offset, length);
    }

    @Override
    public void write(String more, int offset, int length) {
        ResultSize.text((long) text.length() + length);
        text.append(more, offset, offset + length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public String toString() {
        return text.toString();
    }
}
