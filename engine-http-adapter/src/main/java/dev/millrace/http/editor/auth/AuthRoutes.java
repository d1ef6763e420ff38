package dev.millrace.http.editor.auth;

import dev.millrace.http.access.Guard;
import dev.millrace.http.access.Sessions;
import dev.millrace.http.editor.DeviceFacts;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Handler;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/auth}. */
public final class AuthRoutes {
    private static final int MAX_ID = 200;

    private final Guard guard;
    private final Sessions sessions;
    private final DeviceFacts device;

    public AuthRoutes(Guard guard, DeviceFacts device) {
        this.guard = guard;
        this.sessions = guard.sessions();
        this.device = device;
    }

    public List<Route> routes() {
        return List.of(
                route("auth.create", Method.POST, "/api/v1/auth/token", Permission.NONE, this::create),
                route("auth.refresh", Method.POST, "/api/v1/auth/refresh", Permission.OWN_CREDENTIAL, this::refresh),
                route("auth.verify", Method.GET, "/api/v1/auth/verify", Permission.OWN_CREDENTIAL, this::verify),
                route("auth.revoke", Method.POST, "/api/v1/auth/revoke", Permission.OWN_CREDENTIAL, this::revoke));
    }

    private static Route route(String id, Method method, String path, Permission permission, Handler handler) {
        return new Route(id, method, path, permission, RateClass.AUTHENTICATION, handler);
    }

    private Response create(Request request) {
        Set<Permission> permissions = guard.pair(request.servlet()); // first: a stranger's body is not even read
        Body body = request.body(Refusal.BAD_REQUEST);
        String deviceId = body.requiredText("deviceId", MAX_ID);
        String deviceName = body.text("deviceName", MAX_ID).orElse("");
        body.whole("timestamp", 0, Long.MAX_VALUE);
        body.check();
        Sessions.Grant grant = sessions.open(deviceId, deviceName, permissions);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("token", grant.accessToken());
        data.put("refreshToken", grant.refreshToken());
        data.put("expiresIn", grant.expiresInSeconds());
        data.put("tokenType", "Bearer");
        data.put("deviceInfo", deviceInfo());
        return Envelope.ok(data);
    }

    private Response refresh(Request request) {
        Sessions.Grant grant = guard.present(request.servlet(), sessions::renew);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("token", grant.accessToken());
        data.put("refreshToken", grant.refreshToken());
        data.put("expiresIn", grant.expiresInSeconds());
        return Envelope.ok(data);
    }

    private Response verify(Request request) {
        Sessions.Access access = guard.present(request.servlet(), sessions::check);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("valid", true);
        data.put("deviceInfo", deviceInfo());
        data.put("expiresAt", access.expiresAt().getEpochSecond());
        return Envelope.ok(data);
    }

    private Response revoke(Request request) {
        guard.present(request.servlet(), sessions::revoke);
        return Envelope.ok("Token revoked successfully", null);
    }

    private Map<String, @Nullable Object> deviceInfo() {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        info.put("brand", device.brand());
        info.put("model", device.model());
        info.put("androidVersion", device.androidVersion());
        info.put("apiLevel", device.apiLevel());
        return info;
    }
}
