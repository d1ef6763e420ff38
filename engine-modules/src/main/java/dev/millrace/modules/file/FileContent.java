package dev.millrace.modules.file;

/** A file that was read whole. */
public final class FileContent {
    private final String name;
    private final String mediaType;
    private final byte[] bytes;

    FileContent(String name, String mediaType, byte[] bytes) {
        this.name = name;
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    /** Without its folder. */
    public String name() {
        return name;
    }

    /** By the extension of the name; {@code application/octet-stream} where that says nothing. */
    public String mediaType() {
        return mediaType;
    }

    /** What the file holds: the array itself, which belongs to the caller. */
    public byte[] bytes() {
        return bytes;
    }
}
