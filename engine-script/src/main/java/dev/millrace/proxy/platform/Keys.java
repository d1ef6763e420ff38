package dev.millrace.proxy.platform;

import dev.millrace.value.Excerpt;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads keys, each of them unique among its like. */
final class Keys {
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private final String member;
    private final Set<String> seen = new HashSet<>();

    /** True of what can be the key of something. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    Keys(String member) {
        this.member = member;
    }

    String read(Members members) {
        String key = members.requiredText(member, "main");
        if (!key.isBlank() && !isKey(key)) {
            members.problem(
                    member,
                    "is " + Excerpt.quoted(key),
                    "begin with a letter, then at most 63 letters, digits, hyphens and underscores");
        } else if (!key.isBlank() && !seen.add(key)) {
            members.problem(member, Excerpt.quoted(key) + " is there twice", "give each its own key");
        }
        return key;
    }
}
