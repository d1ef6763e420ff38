package dev.millrace.modules.file;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The media type that the extension of a name stands for (IANA media types). */
final class MediaTypes {
    private static final String UNKNOWN = "application/octet-stream";

    /** A type, then its extensions. */
    private static final String[] TYPES = {
        "text/plain txt log conf ini",
        "text/csv csv",
        "text/tab-separated-values tsv",
        "text/html html htm",
        "text/css css",
        "text/markdown md",
        "text/xml xml",
        "text/calendar ics",
        "text/vcard vcf",
        "text/javascript js mjs",
        "application/json json",
        "application/yaml yaml yml",
        "application/pdf pdf",
        "application/zip zip",
        "application/gzip gz",
        "application/x-tar tar",
        "application/x-7z-compressed 7z",
        "application/vnd.android.package-archive apk",
        "application/msword doc",
        "application/vnd.ms-excel xls",
        "application/vnd.ms-powerpoint ppt",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation pptx",
        "image/jpeg jpg jpeg",
        "image/png png",
        "image/gif gif",
        "image/webp webp",
        "image/svg+xml svg",
        "image/bmp bmp",
        "audio/mpeg mp3",
        "audio/mp4 m4a",
        "audio/ogg ogg",
        "audio/wav wav",
        "video/mp4 mp4",
        "video/webm webm"
    };

    private static final Map<String, String> BY_EXTENSION = byExtension();

    private MediaTypes() {}

    private static Map<String, String> byExtension() {
        Map<String, String> types = new HashMap<>();
        for (String line : TYPES) {
            String[] parts = line.split(" ");
            for (int i = 1; i < parts.length; i++) {
                types.put(parts[i], parts[0]);
            }
        }
        return types;
    }

    static String of(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, UNKNOWN);
    }
}
