package dev.millrace.modules.file;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a workflow writes for a file, taken apart: a root and single names below it.
 *
 * <p>An absolute path must begin with the text of a root, so drive letters and shares occur only where the host has given
 * them. A {@code file:} address is decoded once, before anything is looked at; a percent sign in a path is a percent sign.
 */
final class PathText {
    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_NAMES = 64;
    private static final Pattern FILE_ADDRESS = Pattern.compile("(?i)file:(//(localhost)?)?(?=/)");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    private final String input;
    private final String written;
    private final List<FileRoot> roots;

    private PathText(String input, String written, List<FileRoot> roots) {
        this.input = input;
        this.written = written;
        this.roots = roots;
    }

    /** @throws StepFailedException if the text names no file below a root; the message says why */
    static RootedPath parse(String input, String written, List<FileRoot> roots) {
        return new PathText(input, written, roots).parse();
    }

    private RootedPath parse() {
        String text = decoded(written.strip());
        if (text.isEmpty()) {
            throw invalid("is empty; write a path below " + roots.get(0).folder());
        }
        if (text.length() > MAX_LENGTH) {
            throw invalid("has more than " + MAX_LENGTH + " characters");
        }
        try {
            return rooted(text);
        } catch (InvalidPathException e) {
            throw invalid("cannot be a path here: " + e.getReason());
        }
    }

    private String decoded(String text) {
        var address = FILE_ADDRESS.matcher(text);
        if (address.lookingAt()) {
            try {
                String path = text.substring(address.end()).replace("+", "%2B");
                return URLDecoder.decode(path, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw invalid("is no address of a file: a % must be followed by two hexadecimal digits");
            }
        }
        if (ADDRESS.matcher(text).matches()) {
            throw invalid("is an address; only paths and file:///... name files here");
        }
        return text;
    }

    private RootedPath rooted(String text) {
        boolean isWindows = roots.get(0).folder().getFileSystem().getSeparator().equals("\\");
        String path = isWindows ? text.replace('\\', '/') : text;
        if (!isAbsolute(path)) {
            return below(roots.get(0), path);
        }
        return roots.stream()
                .filter(root -> startsWith(path, prefix(root)))
                .max(Comparator.comparingInt(root -> prefix(root).length()))
                .map(root -> below(root, path.substring(prefix(root).length())))
                .orElseThrow(() -> invalid("is not in a folder that workflows may use; use a path below "
                        + roots.get(0).folder()));
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/") || (path.length() > 1 && path.charAt(1) == ':');
    }

    private static String prefix(FileRoot root) {
        String text = root.folder().toString().replace('\\', '/');
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static boolean startsWith(String path, String prefix) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    private RootedPath below(FileRoot root, String rest) {
        List<String> names = new ArrayList<>();
        for (String name : rest.split("/")) {
            if (!name.isEmpty() && !name.equals(".")) {
                FileName.problem(name).ifPresent(problem -> {
                    throw invalid(problem);
                });
                names.add(name);
            }
        }
        if (names.size() > MAX_NAMES) {
            throw invalid("has more than " + MAX_NAMES + " names");
        }
        return new RootedPath(root, names);
    }

    private StepFailedException invalid(String problem) {
        return new StepFailedException(
                "Invalid path", "input \"" + input + "\" is " + Excerpt.quoted(written) + ", which " + problem);
    }
}
