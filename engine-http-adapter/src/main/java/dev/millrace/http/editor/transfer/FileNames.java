package dev.millrace.http.editor.transfer;

import dev.millrace.workflow.Workflow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The names that files get when they leave: of the workflow, but harmless on every system. */
final class FileNames {
    private static final int MAX_CHARACTERS = 80;
    private static final int MAX_ID = 8;
    private static final Pattern UNSAFE = Pattern.compile("[\\\\/:*?\"<>|\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");
    private static final Pattern NO_ASCII = Pattern.compile("[^ -~]|[%]");

    private FileNames() {}

    /** {@code Daily report-550e8400.json}. */
    static String entry(Workflow workflow) {
        return stem(workflow.name()) + "-" + stem(cut(workflow.id(), MAX_ID)) + ".json";
    }

    /** {@code Daily report.zip}. */
    static String archive(Workflow workflow) {
        return stem(workflow.name()) + ".zip";
    }

    private static String stem(String name) {
        String safe = cut(UNSAFE.matcher(name).replaceAll("_").strip(), MAX_CHARACTERS);
        int dots = 0;
        while (dots < safe.length() && safe.charAt(dots) == '.') {
            dots++;
        }
        return dots == safe.length() ? "workflow" : safe.substring(dots);
    }

    private static String cut(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    /**
     * The value of {@code Content-Disposition} for a file to be saved. What is not ASCII stands in {@code filename*} (RFC
     * 5987, RFC 6266); {@code filename} has an underscore in its place, for old clients.
     */
    static String attachment(String archive) {
        String plain = NO_ASCII.matcher(archive).replaceAll("_");
        String disposition = "attachment; filename=\"" + plain + "\"";
        if (plain.equals(archive)) {
            return disposition;
        }
        String encoded = URLEncoder.encode(archive, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return disposition + "; filename*=UTF-8''" + encoded;
    }
}
