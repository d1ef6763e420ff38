package dev.millrace.value;

/** A value as messages quote it: its first 80 characters on one line. */
public final class Excerpt {
    private static final int MAX_LENGTH = 80;

    private Excerpt() {}

    /** At most 80 characters and an ellipsis; control characters become spaces, so that a value cannot forge log lines. */
    public static String of(String text) {
        boolean cut = text.length() > MAX_LENGTH;
        StringBuilder line = new StringBuilder(cut ? text.substring(0, MAX_LENGTH) : text);
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i))) {
                line.setCharAt(i, ' ');
            }
        }
        return cut ? line.append('…').toString() : line.toString();
    }
}
