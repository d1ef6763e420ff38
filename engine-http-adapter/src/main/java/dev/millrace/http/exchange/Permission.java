package dev.millrace.http.exchange;

/** What a route asks of its caller. A caller has any number of the last three; the others are not granted. */
public enum Permission {
    /** Anybody may call it. */
    NONE,
    /** It looks at the credential itself: renewing and giving back tokens. */
    OWN_CREDENTIAL,
    /** Looking at workflows, executions, modules and the system. */
    READ,
    /** Changing workflows and folders, and deleting history. */
    EDIT,
    /** Starting and stopping executions. */
    EXECUTE
}
