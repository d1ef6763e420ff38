package dev.millrace.http.form;

import dev.millrace.Millrace;
import dev.millrace.form.BusinessObjects;
import dev.millrace.form.ObjectError;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.idempotency.FirstAnswers;
import dev.millrace.http.route.Api;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.store.Clock;
import dev.millrace.store.RecordStore;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Business objects for third parties (document 003). Its paths may be written in any case of letters. */
public final class ObjectApi implements Api {
    private static final List<String> PATHS =
            List.of("/OpenApi/Invoke", "/OpenApi/UploadAttachment", "/Api/DownloadBizObjectFile");

    private final Door door;
    private final Crew crew = new Crew("millrace-objects", 4);
    private final Crew controllers = new Crew("millrace-controllers", 16);
    private final List<Route> routes;

    /**
     * @param objects run on this engine
     * @param records where keys of requests are kept; empty if they end with the process
     */
    public ObjectApi(
            Millrace engine,
            BusinessObjects objects,
            ObjectSettings settings,
            Optional<RecordStore> records,
            Clock clock) {
        this.door = new Door(settings, new Engines(settings.engines(), clock));
        InvokeRoute invoke = new InvokeRoute(
                door,
                new Pace(settings.perSecond(), settings.burst(), clock),
                new Actions(objects),
                new Interfaces(engine, settings, controllers),
                new FirstAnswers(
                        records,
                        new InvokeError(ObjectError.CONFLICT.id(), 200, "The key was used with another request"),
                        clock),
                crew,
                objects.clock(),
                objects.timers());
        FileRoutes files = new FileRoutes(door, objects);
        this.routes = List.of(
                route("invokeOpenApi", 0, invoke::handle),
                route("uploadAttachment", 1, files::upload),
                route("downloadAttachment", 2, files::download));
    }

    /** Open to everybody as far as tokens go: it looks at identity headers of its own. */
    private Route route(String operationId, int path, Handler handler) {
        return new Route(
                operationId,
                Method.POST,
                PATHS.get(path),
                Permission.NONE,
                RateClass.FREE,
                request -> answered(handler, request));
    }

    /** What could not be read is the servlet's to tell; everything else is told in this API's words. */
    private Response answered(Handler handler, Request request) {
        try {
            return handler.handle(request);
        } catch (UncheckedIOException unreadable) {
            throw unreadable;
        } catch (RuntimeException thrown) {
            return door.failed(thrown);
        }
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public boolean owns(String rawPath) {
        return written(rawPath).isPresent();
    }

    @Override
    public String canonical(String rawPath) {
        return written(rawPath).orElse(rawPath);
    }

    private static Optional<String> written(String rawPath) {
        for (String path : PATHS) {
            if (path.equalsIgnoreCase(rawPath)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    @Override
    public Response.Full failed(Failure failure) {
        return door.failed(failure);
    }

    @Override
    public void close() {
        door.close();
        crew.close();
        controllers.close();
    }
}
