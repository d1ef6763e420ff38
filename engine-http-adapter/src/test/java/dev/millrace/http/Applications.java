package dev.millrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.http.application.ApplicationSettings;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A server with an administrator, and clients of its applications written as document 002's clients are. */
final class Applications implements AutoCloseable {
    static final String KEY = "kLm83hQpX2kLm83hQpX2";
    static final String APP_ID = "wh-app-01";
    static final String CREATE =
            "{\"id\":\"warehouse01\",\"name\":\"Warehouse\",\"provider\":\"internal-standalone\",\"description\":\"stock"
                    + " sync\",\"integrationModes\":[\"apiServer\"],\"apiServer\":{\"appId\":\"wh-app-01\","
                    + "\"secureKey\":\"kLm83hQpX2kLm83hQpX2\",\"roleIdList\":[\"role-operator\"],\"orgIdList\":[\"org-east\"]}}";

    final TestServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    Applications(UnaryOperator<ApplicationSettings> settings) {
        this(settings, UnaryOperator.identity());
    }

    Applications(UnaryOperator<ApplicationSettings> settings, UnaryOperator<HttpSettings> more) {
        ApplicationSettings users = ApplicationSettings.inMemory()
                .withAdministrator("admin", "correct-horse")
                .withUser("viewer", "only-looking", "role-viewer");
        server = TestServer.start(http ->
                more.apply(http.withReadOnlyPairingSecret("look-at-it").withApplications(settings.apply(users))));
    }

    static Applications start() {
        return new Applications(UnaryOperator.identity());
    }

    /** With the organization and the application of the document's example. */
    static Applications withWarehouse() {
        Applications applications = start();
        Reply made = applications.create(CREATE);
        if (made.status() != 200) {
            throw new AssertionError(made.toString());
        }
        return applications;
    }

    Reply login(String name, String password) {
        return server.stranger()
                .post("/api/authorize/login", "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    TestClient administrator() {
        return server.stranger().withToken(login("admin", "correct-horse").text("result.token"));
    }

    Reply create(String body) {
        TestClient administrator = administrator();
        administrator.post("/api/organization", "{\"id\":\"org-east\",\"name\":\"East\"}");
        return administrator.post("/api/application", body);
    }

    /** A call that is not signed yet. */
    Call call(String method, String target, String body) {
        return new Call(method, target, body, APP_ID, KEY, "MD5", server.clock.epochMillis(), "");
    }

    Reply signed(String method, String target) {
        return send(call(method, target, ""));
    }

    Reply signed(String method, String target, String body) {
        return send(call(method, target, body));
    }

    /** @param sign to send instead of the right one; empty for that */
    record Call(
            String method,
            String target,
            String body,
            String appId,
            String key,
            String digest,
            long timestamp,
            String sign) {
        Call at(long millis) {
            return new Call(method, target, body, appId, key, digest, millis, sign);
        }

        Call by(String otherApp, String otherKey) {
            return new Call(method, target, body, otherApp, otherKey, digest, timestamp, sign);
        }

        Call withDigest(String other) {
            return new Call(method, target, body, appId, key, other, timestamp, sign);
        }

        Call withSign(String other) {
            return new Call(method, target, body, appId, key, digest, timestamp, other);
        }

        Call to(String otherTarget) {
            return new Call(method, otherTarget, body, appId, key, digest, timestamp, rightSign());
        }

        Call withBody(String other) {
            return new Call(method, target, other, appId, key, digest, timestamp, rightSign());
        }

        String rightSign() {
            boolean hasBody = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
            byte[] payload = hasBody ? utf8(body) : utf8(query());
            return hex(digest, payload, timestamp, key);
        }

        /** Written apart from the server: decoded and sorted pairs. */
        private String query() {
            int mark = target.indexOf('?');
            if (mark < 0 || mark == target.length() - 1) {
                return "";
            }
            var pairs = new TreeMap<String, String>();
            for (String pair : target.substring(mark + 1).split("&")) {
                String[] parts = pair.split("=", 2);
                pairs.put(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
            }
            return pairs.entrySet().stream()
                    .map(pair -> pair.getKey() + "=" + pair.getValue())
                    .collect(Collectors.joining("&"));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String hex(String digest, byte[] payload, long timestamp, String key) {
        try {
            var all = new ByteArrayOutputStream();
            all.writeBytes(payload);
            all.writeBytes(utf8(timestamp + key));
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(all.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply send(Call call) {
        return send(call, "application/json");
    }

    Reply send(Call call, String header, String value) {
        return server.stranger().send(request(call, "application/json").header(header, value));
    }

    Reply send(Call call, String contentType) {
        return server.stranger().send(request(call, contentType));
    }

    HttpRequest.Builder request(Call call, String contentType) {
        HttpRequest.Builder request = server.stranger()
                .request(call.target())
                .header("X-Client-Id", call.appId())
                .header("X-Timestamp", Long.toString(call.timestamp()))
                .header("X-Sign", call.sign().isEmpty() ? call.rightSign() : call.sign());
        if (call.method().equals("GET") || call.method().equals("DELETE")) {
            return request.method(call.method(), BodyPublishers.noBody());
        }
        return request.header("Content-Type", contentType).method(call.method(), BodyPublishers.ofString(call.body()));
    }

    /** A request to a path that openapi.json does not have, as it is another spelling. */
    JsonNode elsewhere(Call call) throws Exception {
        HttpRequest request = request(call, "application/json").build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return Reply.read(response.body());
    }

    @Override
    public void close() {
        server.close();
    }
}
