package dev.millrace.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Refuses requests with too many headers; the library only counts their bytes. */
final class HeaderCount extends Handler.Wrapper {
    private final int max;

    HeaderCount(int max, Handler handler) {
        super(handler);
        this.max = max;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHeaders().size() <= max) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
        return true;
    }
}
