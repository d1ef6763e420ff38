package dev.millrace.http.application;

import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Refusal;
import jakarta.servlet.http.HttpServletRequest;

/** What every call of an application must pass, whatever its credential: it is enabled, and calls from where it may. */
final class CallableApplication {
    private CallableApplication() {}

    /** @throws Failure if not */
    static void check(Application application, HttpServletRequest request) {
        if (!application.enabled()) {
            throw ApplicationError.APPLICATION_DISABLED.refusal();
        }
        String whiteList = application.apiServer().ipWhiteList();
        if (!whiteList.isEmpty() && !AddressList.of(whiteList).admits(request.getRemoteAddr())) {
            throw Failure.of(Refusal.NOT_PERMITTED, "Access denied: the application may not call from this address");
        }
    }
}
