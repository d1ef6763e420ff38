package dev.millrace.template;

/** What a backslash makes of the characters after it; where it makes nothing of them it stands for itself. */
enum Escapes {
    /** Braces, brackets and the backslash (spec vflow-model 4.1). */
    IN_TEMPLATE {
        @Override
        int read(String raw, int at, StringBuilder into) {
            return one(raw.charAt(at), "{}[]\\", "{}[]\\", into);
        }
    },
    /** As in templates, and quotes, {@code
     * }, {@code
     * }, {@code 	}, and u with the four hex digits of a character. */
    IN_STRING {
        @Override
        int read(String raw, int at, StringBuilder into) {
            char first = raw.charAt(at);
            return first == 'u' ? unicode(raw, at, into) : one(first, "{}[]\\\"'nrt", "{}[]\\\"'\n\r\t", into);
        }
    };

    private static final int UNICODE_LENGTH = 5;

    /** Appends the character meant and gives the number of characters read; 0 if there is no such escape. */
    abstract int read(String raw, int at, StringBuilder into);

    private static int one(char written, String writtens, String meanings, StringBuilder into) {
        int which = writtens.indexOf(written);
        if (which < 0) {
            return 0;
        }
        into.append(meanings.charAt(which));
        return 1;
    }

    private static int unicode(String raw, int at, StringBuilder into) {
        int code = 0;
        for (int i = at + 1; i < at + UNICODE_LENGTH; i++) {
            int digit = i < raw.length() ? Character.digit(raw.charAt(i), 16) : -1;
            if (digit < 0) {
                return 0;
            }
            code = code * 16 + digit;
        }
        into.append((char) code);
        return UNICODE_LENGTH;
    }
}
