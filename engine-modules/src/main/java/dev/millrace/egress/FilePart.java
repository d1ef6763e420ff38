package dev.millrace.egress;

/** A file in a multipart body. Immutable. */
public final class FilePart {
    private final String name;
    private final String fileName;
    private final String contentType;
    private final byte[] content;

    private FilePart(String name, String fileName, String contentType, byte[] content) {
        this.name = name;
        this.fileName = fileName;
        this.contentType = contentType;
        this.content = content;
    }

    /**
     * @param name of the form's field
     * @param content copied
     */
    public static FilePart of(String name, String fileName, String contentType, byte[] content) {
        return new FilePart(name, fileName, contentType, content.clone());
    }

    String name() {
        return name;
    }

    String fileName() {
        return fileName;
    }

    String contentType() {
        return contentType;
    }

    byte[] content() {
        return content;
    }

    @Override
    public String toString() {
        return name + ": " + content.length + " bytes of " + contentType;
    }
}
