package dev.millrace.http.exchange;

/** The two spellings of a field's name that requests may use (decision D3). */
final class Spelling {
    private Spelling() {}

    /** {@code folderId} → {@code folder_id}. */
    static String snakeCase(String camelCase) {
        StringBuilder snake = new StringBuilder(camelCase.length() + 4);
        for (int i = 0; i < camelCase.length(); i++) {
            char letter = camelCase.charAt(i);
            if (letter >= 'A' && letter <= 'Z') {
                snake.append('_').append((char) (letter + ('a' - 'A')));
            } else {
                snake.append(letter);
            }
        }
        return snake.toString();
    }
}
