package dev.millrace.proxy.platform;

/** The two spellings of an api's name (spec script-proxy 2). */
final class ApiName {
    private ApiName() {}

    /** {@code send_text_message} → {@code sendTextMessage}. */
    static String camelCase(String key) {
        StringBuilder name = new StringBuilder(key.length());
        boolean isNext = false;
        for (int i = 0; i < key.length(); i++) {
            char letter = key.charAt(i);
            if (letter == '_' || letter == '-') {
                isNext = true;
            } else {
                name.append(isNext && !name.isEmpty() ? Character.toUpperCase(letter) : letter);
                isNext = false;
            }
        }
        return name.toString();
    }
}
