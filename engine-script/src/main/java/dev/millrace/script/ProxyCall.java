package dev.millrace.script;

import java.util.Optional;

/**
 * One call that a script makes with {@code $proxy} (spec script-proxy 1 and 2). Everything in it is what an author wrote:
 * only kinds and lengths have been checked.
 *
 * @param platform the platform's key, not blank
 * @param instance the instance's key; empty for the default instance
 * @param caller what the script says it is; empty for the host's default; never to be trusted
 * @param api key or camel-case name of the interface
 * @param form how {@code content} is to be read
 * @param content a JSON object
 * @param number which call of its script it is, from 1
 */
public record ProxyCall(
        String platform,
        Optional<String> instance,
        Optional<String> caller,
        String api,
        Form form,
        String content,
        int number) {
    /** What the content of a call is. */
    public enum Form {
        /** A direct call: position from 0 → argument; one that is undefined is left out. */
        ARGUMENTS,
        /** A chain call: {@code path}, {@code query}, {@code header} and {@code body}, those that were set. */
        PARTS
    }
}
