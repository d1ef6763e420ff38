package dev.millrace.proxy.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One call, or one fetch of a token, without secrets.
 *
 * @param id counted from 1
 * @param caller what the call said it is; not to be trusted
 * @param origin where it came from; empty texts outside of workflows
 * @param instance empty if the call failed before it was known
 * @param request empty if the call failed before there was one
 * @param responseBody its first 4 KiB
 * @param attempt how many were made; 0: none
 * @param errorCode empty if it succeeded
 */
public record CallLogEntry(
        long id,
        Kind kind,
        Instant time,
        Duration duration,
        String caller,
        Origin origin,
        String platform,
        String instance,
        String api,
        Optional<Request> request,
        Optional<Integer> status,
        String responseBody,
        int attempt,
        Optional<String> errorCode) {
    /** What was done. */
    public enum Kind {
        CALL,
        /** A token was asked for. */
        AUTH
    }

    /** The step that called. */
    public record Origin(String executionId, String workflowId, String stepId) {}

    /**
     * What was sent.
     *
     * @param body its first 4 KiB
     */
    public record Request(String method, String url, Map<String, String> headers, String body) {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    CallLogEntry numbered(long number) {
        return new CallLogEntry(
                number,
                kind,
                time,
                duration,
                caller,
                origin,
                platform,
                instance,
                api,
                request,
                status,
                responseBody,
                attempt,
                errorCode);
    }
}
