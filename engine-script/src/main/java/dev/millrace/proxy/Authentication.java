package dev.millrace.proxy;

import dev.millrace.proxy.ProxyAuthenticator.Additions;
import java.util.concurrent.CompletableFuture;

/** How the calls of one platform prove who they are. */
interface Authentication {
    /** What to add to this request; fails with {@link ErrorCode#AUTH_FAILED}. */
    CompletableFuture<Additions> additions(Draft draft, Target target, Secrets secrets);

    /** What a dry run shows in their place. */
    Additions placeholders();

    /**
     * True if the answer says that what was added is not valid any more and another try may be; it is forgotten then.
     *
     * @param added what the request had
     */
    default boolean expired(Answer answer, Target target, Additions added) {
        return false;
    }
}
