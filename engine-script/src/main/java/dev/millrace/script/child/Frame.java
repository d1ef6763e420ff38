package dev.millrace.script.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message between parent and child: what it is, which call it belongs to, and texts. On the pipe: kind, number, count of
 * texts, then each text as its length in bytes (-1 for null) and its UTF-8 bytes.
 */
record Frame(Kind kind, int number, List<@Nullable String> texts) {
    private static final int MAX_TEXTS = 64;
    private static final int MAX_BYTES = 64 << 20;

    /** What a message says; the texts of each in brackets. */
    enum Kind {
        /** To the parent: scripts can come. [] */
        READY,
        /** To the child: run this. [name, text, limits, modules, global, value, …] */
        RUN,
        /** To the child: the script is no longer wanted. [] */
        CANCEL,
        /** To the parent: a direct call with {@code $proxy}. [platform, instance, caller, api, arguments] */
        DIRECT_CALL,
        /** To the parent: a chain call. [the same] */
        CHAIN_CALL,
        /** To the parent: a call of a module. [name, parameters] */
        MODULE,
        /** To the parent: nobody waits for this call any more. [] */
        ABORT,
        /** To the child: the answer of a call. [json] */
        ANSWER,
        /** To the child: why a call of {@code $proxy} failed. [code, what, platform, instance, api, status, response, retryable, businessCode] */
        PROXY_FAILURE,
        /** To the child: why a call of a module failed. [module, title, message, code] */
        MODULE_FAILURE,
        /** To the parent: a line of the log. [level, line] */
        LOG,
        /** To the parent: the script's result. [json, nanoseconds, bytes, calls] */
        RETURNED,
        /** To the parent: why it has none. [failure, name, message, code, script, line, column, sourceLine, caret, details, nanoseconds, bytes, calls, frame, …] */
        FAILED
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    static Frame of(Kind kind, int number, @Nullable String... texts) {
        List<@Nullable String> all = new ArrayList<>(texts.length);
        for (String text : texts) {
            all.add(text);
        }
        return new Frame(kind, number, all);
    }

    @Nullable
    String nullable(int index) {
        return texts.get(index);
    }

    String text(int index) {
        String text = texts.get(index);
        return text == null ? "" : text;
    }

    Optional<String> optional(int index) {
        return Optional.ofNullable(texts.get(index));
    }

    long whole(int index) {
        return Long.parseLong(text(index));
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeByte(KINDS.indexOf(kind));
        out.writeInt(number);
        out.writeInt(texts.size());
        for (String text : texts) {
            if (text == null) {
                out.writeInt(-1);
            } else {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        out.flush();
    }

    /**
     * The next message.
     *
     * @throws EOFException when the other side has gone
     * @throws IOException when what comes is no message: a child may have been taken over by its script
     */
    static Frame readFrom(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int number = in.readInt();
        int count = in.readInt();
        if (kind >= KINDS.size() || count < 0 || count > MAX_TEXTS) {
            throw new IOException("no message begins with kind " + kind + " and " + count + " texts");
        }
        List<@Nullable String> texts = new ArrayList<>(count);
        int left = MAX_BYTES;
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            if (length > left || length < -1) {
                throw new IOException("a text of a message has " + length + " bytes, but may have " + left);
            }
            left -= Math.max(0, length);
            texts.add(length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return new Frame(KINDS.get(kind), number, texts);
    }
}
