package dev.millrace.http.editor.transfer;

import java.util.Locale;

/** A file of an upload, or of an archive in one. Its name is the client's: for people, and never a path. */
final class RawFile {
    private final String name;
    private final byte[] content;

    /** @param content given away: not to be changed any more */
    RawFile(String name, byte[] content) {
        this.name = name;
        this.content = content;
    }

    String name() {
        return name;
    }

    /** Not a copy; not to be changed. */
    byte[] content() {
        return content;
    }

    /** True for bytes that begin as a ZIP archive does. */
    boolean isArchive() {
        return content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] < 9 && content[3] < 9;
    }

    boolean isJson() {
        return name.toLowerCase(Locale.ROOT).endsWith(".json");
    }
}
