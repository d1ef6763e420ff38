package dev.millrace.modules.file;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a file or folder may have: those that mean the same on every system, so that a workflow is as safe on
 * Windows as it is on Linux.
 */
final class FileName {
    private static final int MAX_LENGTH = 255;
    private static final String REFUSED = "/\\:*?\"<>|";
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    private FileName() {}

    /** Why the name is refused; empty if it is not. */
    static Optional<String> problem(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return Optional.of("leads elsewhere");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("has a name with more than " + MAX_LENGTH + " characters");
        }
        if (name.chars().anyMatch(FileName::isRefused)) {
            return Optional.of("has a name with one of " + REFUSED + " or a control character");
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return Optional.of("has a name that ends in a dot or a space");
        }
        return isDevice(name) ? Optional.of("has a name that means a device on Windows") : Optional.empty();
    }

    private static boolean isRefused(int character) {
        return REFUSED.indexOf(character) >= 0 || Character.isISOControl(character);
    }

    /** A device keeps its meaning whatever extension follows: {@code nul.txt}. */
    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem) || stem.matches("(com|lpt)[0-9¹²³]");
    }
}
