package dev.millrace.http;

import dev.millrace.Millrace;
import dev.millrace.http.access.Guard;
import dev.millrace.http.access.Hosts;
import dev.millrace.http.access.Origins;
import dev.millrace.http.access.RateLimiter;
import dev.millrace.http.access.SessionStore;
import dev.millrace.http.access.Sessions;
import dev.millrace.http.editor.auth.AuthRoutes;
import dev.millrace.http.editor.system.HealthRoute;
import dev.millrace.http.route.Route;
import dev.millrace.http.route.RouteTable;
import dev.millrace.store.Clock;
import java.util.ArrayList;
import java.util.List;

/** Puts the APIs together from their settings. */
final class Apis {
    private Apis() {}

    static Guard guard(HttpSettings settings) {
        Clock clock = settings.clock();
        return new Guard(
                new Hosts(settings.hosts()),
                new Origins(settings.origins()),
                settings.pairing(),
                new Sessions(SessionStore.inMemory(clock), settings.tokens(), clock),
                new RateLimiter(settings.rates(), clock));
    }

    static RouteTable routes(Millrace engine, Guard guard, HttpSettings settings) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new AuthRoutes(guard, settings.device()).routes());
        routes.add(new HealthRoute(settings.clock()).route());
        return new RouteTable(routes);
    }
}
