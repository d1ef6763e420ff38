package dev.millrace.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A secret as somebody gives it: typed at a terminal that does not show it, or all of the standard input but for the line
 * break at its end. Arguments are seen by other users of the machine, and the history of the shell keeps them.
 */
final class GivenSecret {
    private static final int MAX_BYTES = 400_000;

    private GivenSecret() {}

    static String read(String name, Console console) throws UnusableInputException {
        java.io.@Nullable Console terminal = console.in() == System.in ? System.console() : null;
        return terminal == null ? text(bytes(console)) : typed(name, terminal);
    }

    /** Empty at the end of the input. */
    private static String typed(String name, java.io.Console terminal) {
        char @Nullable [] typed = terminal.readPassword("The secret %s, which is not shown: ", name);
        return typed == null ? "" : new String(typed);
    }

    private static byte[] bytes(Console console) throws UnusableInputException {
        try {
            byte[] bytes = console.in().readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new UnusableInputException(
                        "the standard input has more than " + MAX_BYTES + " bytes", "give a shorter secret");
            }
            return bytes;
        } catch (IOException e) {
            throw new UnusableInputException(
                    "the standard input cannot be read: " + e.getMessage(), "check what it is redirected from");
        }
    }

    private static String text(byte[] bytes) throws UnusableInputException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("\\r?\\n\\z", "");
        } catch (CharacterCodingException e) {
            throw new UnusableInputException(
                    "the standard input is no UTF-8 text", "give a text, such as the Base64 of what is none");
        }
    }
}
