package dev.millrace.egress;

import dev.millrace.egress.EgressException.Kind;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;

/**
 * Tells the answers of a target from those of a proxy that opens no tunnel to it. The library below hands out both alike,
 * so a proxy, or whoever is on the way to it, could speak for every target of https.
 */
final class Tunnelled implements AsyncExecCallback {
    /** Under this name the context of a request knows that there is a tunnel. */
    private static final String OPEN = "millrace.tunnel";

    private final AsyncExecCallback target;
    private final AsyncExecChain.Scope scope;

    private Tunnelled(AsyncExecCallback target, AsyncExecChain.Scope scope) {
        this.target = target;
        this.scope = scope;
    }

    /** To be called once for a client. */
    static void require(HttpAsyncClientBuilder client) {
        client.addExecInterceptorBefore(
                ChainElement.CONNECT.name(),
                OPEN + ".required",
                (request, entity, scope, chain, callback) ->
                        chain.proceed(request, entity, scope, new Tunnelled(callback, scope)));
        client.addExecInterceptorAfter(ChainElement.CONNECT.name(), OPEN, (request, entity, scope, chain, callback) -> {
            scope.clientContext.setAttribute(OPEN, true);
            chain.proceed(request, entity, scope, callback);
        });
    }

    @Override
    public AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entity)
            throws HttpException, IOException {
        if (scope.clientContext.getAttribute(OPEN) == null) {
            throw new EgressException(
                    Kind.NOT_CONNECTED,
                    "the proxy opens no tunnel to "
                            + scope.route.getTargetHost().toHostString() + ": it answered with status "
                            + response.getCode());
        }
        return target.handleResponse(response, entity);
    }

    @Override
    public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
        target.handleInformationResponse(response);
    }

    @Override
    public void completed() {
        target.completed();
    }

    @Override
    public void failed(Exception cause) {
        target.failed(cause);
    }
}
