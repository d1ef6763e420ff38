package dev.millrace.modules.file;

import dev.millrace.module.Input;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.modules.guard.BoundedText;
import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.UnsupportedCharsetException;

/** How text is written in a file. What an encoding cannot say is a failure, never a question mark. */
final class TextEncoding {
    private static final String[] NAMES = {"UTF-8", "GBK", "GB2312", "ISO-8859-1"};
    private static final int BUFFER_LENGTH = 32 * 1024;

    private final Charset charset;

    private TextEncoding(Charset charset) {
        this.charset = charset;
    }

    static Input input(String id) {
        Input input = Input.options(id, NAMES).withDefault(NAMES[0]);
        return input.legacyOption("utf-8", NAMES[0])
                .legacyOption("UTF8", NAMES[0])
                .legacyOption("utf8", NAMES[0])
                .legacyOption("gbk", NAMES[1])
                .legacyOption("gb2312", NAMES[2])
                .legacyOption("iso-8859-1", NAMES[3]);
    }

    static TextEncoding of(StepContext step, Input input) {
        String name = step.option(input.id(), NAMES[0]);
        if (input.optionNamed(name) == null) {
            throw new StepFailedException(
                    "Unknown encoding",
                    "input \"" + input.id() + "\" is " + Excerpt.quoted(name) + "; use one of "
                            + String.join(", ", NAMES));
        }
        try {
            return new TextEncoding(Charset.forName(name));
        } catch (UnsupportedCharsetException e) {
            throw new StepFailedException(
                    "Unknown encoding", "this Java has no " + name + "; its module jdk.charsets is missing");
        }
    }

    Charset charset() {
        return charset;
    }

    byte[] encode(String text) {
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new StepFailedException(
                    "Not in this encoding",
                    "the content has a character that " + charset + " does not have; use UTF-8");
        }
    }

    String decode(InputStream bytes, Allowance allowance) throws IOException, InterruptedException {
        BoundedText text = new BoundedText();
        char[] buffer = new char[BUFFER_LENGTH];
        Reader reader = new InputStreamReader(bytes, charset.newDecoder());
        try {
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                allowance.stopIfCancelled();
                text.write(buffer, 0, read);
            }
        } catch (CharacterCodingException e) {
            throw new StepFailedException(
                    "Not in this encoding",
                    "the file is no text in " + charset + "; set \"encoding_read\" to the encoding it was written in");
        }
        return text.toString();
    }
}
