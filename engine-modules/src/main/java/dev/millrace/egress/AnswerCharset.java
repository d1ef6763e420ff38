package dev.millrace.egress;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which charset an answer is in: a byte order mark wins, as in browsers; what is unknown is read as UTF-8. */
final class AnswerCharset {
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9_.:+-]{1,40})", Pattern.CASE_INSENSITIVE);

    private AnswerCharset() {}

    static Charset of(byte[] body, String contentType) {
        if (markLength(body) == 3) {
            return StandardCharsets.UTF_8;
        }
        if (markLength(body) == 2) {
            return body[0] == (byte) 0xfe ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        Matcher parameter = PARAMETER.matcher(contentType);
        return parameter.find() ? named(parameter.group(1)) : StandardCharsets.UTF_8;
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** Of the mark at the beginning; 0 without one. */
    static int markLength(byte[] body) {
        if (starts(body, 0xef, 0xbb, 0xbf)) {
            return 3;
        }
        return starts(body, 0xfe, 0xff) || starts(body, 0xff, 0xfe) ? 2 : 0;
    }

    private static boolean starts(byte[] body, int... mark) {
        if (body.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (body[i] != (byte) mark[i]) {
                return false;
            }
        }
        return true;
    }
}
