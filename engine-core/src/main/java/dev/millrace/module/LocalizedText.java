package dev.millrace.module;

/** A text for people in the two languages of the catalogue. */
public record LocalizedText(String chinese, String english) {
    public static final LocalizedText EMPTY = new LocalizedText("", "");

    /** The same text in both languages, for names that are not translated. */
    public static LocalizedText same(String text) {
        return new LocalizedText(text, text);
    }
}
