package dev.millrace.form;

/**
 * An interface of the application's own, called by third parties. Thread-safe; may block. What it throws is logged, and
 * its text is not told.
 */
public interface OpenApiController {
    /** @param actionName what the caller wants; one controller may have many actions */
    void onInvoke(String actionName, OpenApiRequest request, OpenApiResponse response);
}
