package dev.millrace.proxy.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts that may be shown: secrets masked by the names they go under, and cut (spec script-proxy 8). */
public final class Masking {
    /** What stands for a secret. */
    public static final String MASKED = "******";

    /** Characters of a body that are kept: 4 KiB. */
    static final int MAX_BODY = 4_096;

    private static final int MAX_DEPTH = 100;
    private static final Set<String> MEMBERS = Set.of(
            "password",
            "secret",
            "token",
            "accesstoken",
            "refreshtoken",
            "idtoken",
            "corpsecret",
            "clientsecret",
            "securekey",
            "apikey");
    private static final List<String> HEADER_WORDS =
            List.of("authorization", "cookie", "token", "key", "secret", "sign");
    private static final String NAME_BEGINNINGS = "?&";
    private static final String VALUE_ENDS = "&# \t\n\u000B\f\r";
    private static final String NAME_ENDS = "=?" + VALUE_ENDS;
    private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z_-]{3,32})\"\\s{0,8}:\\s{0,8}");

    private Masking() {}

    static boolean isSecretMember(String name) {
        return MEMBERS.contains(name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", ""));
    }

    static boolean isSecretHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String word : HEADER_WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** The value of a header, or the mask. */
    public static String header(String name, String value, KnownSecrets secrets) {
        return isSecretHeader(name) ? MASKED : secrets.redact(value);
    }

    /** A URL, or a form's body. */
    public static String pairs(String text, KnownSecrets secrets) {
        StringBuilder masked = new StringBuilder(text.length());
        int done = 0;
        for (int name = 0; name <= text.length(); ) {
            int equals = indexOfAny(NAME_ENDS, text, name);
            boolean isPair = equals > name && equals < text.length() && text.charAt(equals) == '=';
            int end = isPair ? indexOfAny(VALUE_ENDS, text, equals + 1) : name;
            if (isPair && isSecret(text.substring(name, equals))) {
                masked.append(text, done, equals + 1).append(MASKED);
                done = end;
            }
            name = indexOfAny(NAME_BEGINNINGS, text, end) + 1;
        }
        masked.append(text, done, text.length());
        return cut(secrets.redact(masked.toString()));
    }

    private static boolean isSecret(String name) {
        return isSecretMember(name) || isSecretHeader(name);
    }

    /** The length of the text if there is none. */
    private static int indexOfAny(String letters, String text, int from) {
        int at = from;
        while (at < text.length() && letters.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** A body that is a parsed value; what is beyond the limit is not looked at. */
    public static String value(@Nullable Object value, KnownSecrets secrets) {
        StringBuilder text = new StringBuilder();
        write(value, text, 0);
        return cut(secrets.redact(text.toString()));
    }

    /** A body that is text, perhaps broken JSON. */
    public static String text(String text, KnownSecrets secrets) {
        String start = text.length() <= 2 * MAX_BODY ? text : text.substring(0, 2 * MAX_BODY);
        return cut(secrets.redact(maskedMembers(start)));
    }

    private static String maskedMembers(String text) {
        StringBuilder masked = new StringBuilder();
        Matcher member = MEMBER.matcher(text);
        int end = 0;
        while (member.find(end)) {
            masked.append(text, end, member.end());
            end = member.end();
            if (isSecretMember(member.group(1))) {
                masked.append('"').append(MASKED).append('"');
                end = valueEnd(text, end);
            }
        }
        return masked.append(text, end, text.length()).toString();
    }

    /** Where a JSON value ends that may be broken off; of a list or object its first element is as far as it goes. */
    private static int valueEnd(String text, int start) {
        boolean isQuoted = start < text.length() && text.charAt(start) == '"';
        int end = isQuoted ? start + 1 : start;
        while (end < text.length() && (isQuoted ? text.charAt(end) != '"' : ",}]".indexOf(text.charAt(end)) < 0)) {
            end += isQuoted && text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(text.length(), isQuoted ? end + 1 : end);
    }

    private static void write(@Nullable Object value, StringBuilder text, int depth) {
        if (text.length() > 2 * MAX_BODY || depth > MAX_DEPTH) {
            return;
        }
        if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> member : map.entrySet()) {
                String name = String.valueOf(member.getKey());
                text.append(separator);
                quote(name, text);
                text.append(':');
                write(isSecretMember(name) ? MASKED : member.getValue(), text, depth + 1);
                separator = ',';
                if (text.length() > 2 * MAX_BODY) {
                    return;
                }
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            writeList(list, text, depth);
        } else if (value instanceof String string) {
            quote(string.length() <= 2 * MAX_BODY ? string : string.substring(0, 2 * MAX_BODY), text);
        } else {
            text.append(value);
        }
    }

    private static void writeList(List<?> list, StringBuilder text, int depth) {
        char separator = '[';
        for (Object element : list) {
            text.append(separator);
            write(element, text, depth + 1);
            separator = ',';
            if (text.length() > 2 * MAX_BODY) {
                return;
            }
        }
        text.append(list.isEmpty() ? "[]" : "]");
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"')
                .append(string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        text.append('"');
    }

    private static String cut(String text) {
        return text.length() <= MAX_BODY ? text : text.substring(0, MAX_BODY);
    }
}
