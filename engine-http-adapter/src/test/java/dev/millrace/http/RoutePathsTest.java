package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.millrace.http.exchange.Permission;
import dev.millrace.http.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every route of the table, written in ways that a sloppy server takes for the same (threat T16). None of them opens
 * anything to a caller without a token.
 */
class RoutePathsTest {
    private static final TestServer SERVER = TestServer.start();
    private static final List<Route> ROUTES = TestServer.routes();
    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");
    private static final List<String> OVERRIDES =
            List.of("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL");

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @TestFactory
    Stream<DynamicTest> every_route_in_every_disguise_stays_shut() {
        return ROUTES.stream()
                .map(route -> dynamicTest(
                        route.toString(),
                        () -> disguises(route).forEach((name, request) -> {
                            String heard = RawClient.exchange(SERVER.server.port(), request);

                            assertThat(heard)
                                    .as(name + ": " + request)
                                    .matches("(?s)HTTP/1\\.1 (400|401|404|405|501) .*");
                        })));
    }

    private static Map<String, String> disguises(Route route) {
        String method = route.method().name();
        String path = PARAMETER.matcher(route.path()).replaceAll("some-id");
        Map<String, String> requests = new LinkedHashMap<>();
        paths(path).forEach((name, rewritten) -> requests.put(name, request(method, rewritten, "")));
        for (String other :
                List.of("HEAD", "OPTIONS", "TRACE", "PATCH", "CONNECT", "PROPFIND", "get", "Post", "GETX", "DEBUG")) {
            requests.put("method " + other, request(other, path, ""));
        }
        for (String header : OVERRIDES) {
            String value = header.endsWith("URL") ? path : method;
            requests.put(header, request("TRACE", path, header + ": " + value + "\r\n"));
            requests.put(header + " elsewhere", request(method, "/", header + ": " + value + "\r\n"));
        }
        if (route.permission() != Permission.NONE) {
            itself(method, path, requests);
        }
        assertThat(requests).hasSizeGreaterThanOrEqualTo(40);
        return requests;
    }

    /** What leaves the path as it is: refused for want of a token alone. */
    private static void itself(String method, String path, Map<String, String> requests) {
        requests.put("as it is", request(method, path, ""));
        requests.put("query", request(method, path + "?x=1", ""));
        requests.put("token in the query", request(method, path + "?access_token=x&token=x", ""));
        requests.put("token in a cookie", request(method, path, "Cookie: token=x\r\n"));
        requests.put("empty token", request(method, path, "Authorization: Bearer \r\n"));
        requests.put("other scheme", request(method, path, "Authorization: Basic eDp4\r\n"));
        requests.put("no scheme", request(method, path, "Authorization: x\r\n"));
        requests.put("claimed address", request(method, path, "X-Forwarded-For: 127.0.0.1\r\n"));
    }

    private static Map<String, String> paths(String path) {
        int slash = path.lastIndexOf('/');
        String start = path.substring(0, slash);
        String last = path.substring(slash + 1);
        Map<String, String> paths = new LinkedHashMap<>();
        for (String suffix : List.of(
                "/",
                "//",
                "/.",
                "/..;/",
                ".",
                "..",
                ".json",
                ".html",
                ";",
                ";x",
                ";x=1",
                ";jsessionid=1",
                "%20",
                "%00",
                "%2f",
                "%2F",
                "%5c",
                "%3b",
                "%09",
                "%0a",
                "%0d%0a",
                "%3f",
                "%23",
                "*",
                "~",
                "%",
                "%2",
                "%u002f",
                "\\",
                "/%2e",
                "/%2e%2e",
                "/x/..",
                "/x/../",
                ":",
                "&x=1")) {
            paths.put("suffix " + suffix, path + suffix);
        }
        if (!Contract.isForThirdParties(path)) { // those are one path in any case of letters
            paths.put("capitals", path.toUpperCase(java.util.Locale.ROOT));
        }
        paths.put(
                "capital at the end",
                start + "/" + last.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + last.substring(1) + "%20");
        paths.put("two slashes in front", "/" + path);
        paths.put("two slashes within", start + "//" + last);
        paths.put("dot segment", start + "/./" + last);
        paths.put("encoded dot segment", start + "/%2e/" + last);
        paths.put("dot dot segment", start + "/x/../" + last);
        paths.put("encoded dot dot segment", start + "/x/%2e%2e/" + last);
        paths.put("dot dot with a parameter", start + "/x/..;/" + last);
        paths.put("encoded slash", start + "%2f" + last);
        paths.put("encoded slash, twice", start + "%252f" + last);
        paths.put("backslash", start + "\\" + last);
        paths.put("encoded backslash", start + "%5c" + last);
        paths.put("parameter within", start + ";x/" + last);
        paths.put("one letter encoded twice", start + "/%25" + hex(last) + last.substring(1));
        paths.put("full-width slash", start + "%ef%bc%8f" + last);
        paths.put("overlong slash", start + "%c0%af" + last);
        paths.put("zero-width letter", start + "/" + last + "%e2%80%8b");
        paths.put("other version", path.replace("/v1/", "/v2/") + (path.contains("/v1/") ? "" : "x"));
        return paths;
    }

    private static String hex(String text) {
        return Integer.toHexString(text.charAt(0));
    }

    private static String request(String method, String path, String headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n";
    }

    @TestFactory
    Stream<DynamicTest> route_refuses_a_stranger_before_it_asks_for_the_body() {
        return ROUTES.stream()
                .filter(route -> route.permission() != Permission.NONE)
                .map(route -> dynamicTest(
                        route.toString(),
                        () -> assertThat(asked(route, ""))
                                .startsWith("HTTP/1.1 401")
                                .containsPattern("\"code\":(6001|\"unauthorized\")")));
    }

    @TestFactory
    Stream<DynamicTest> route_that_changes_something_refuses_a_reader_before_it_asks_for_the_body() {
        TestServer server = TestServer.start(
                settings -> settings.withReadOnlyPairingSecret("look-at-it").withPairingRequired());
        String token = readerToken(server);
        Stream<DynamicTest> tests = ROUTES.stream()
                .filter(route ->
                        route.permission().isGranted() && !Permission.queries().contains(route.permission()))
                .map(route -> dynamicTest(route.toString(), () -> {
                    String heard = RawClient.exchange(server.server.port(), expecting(route, token));

                    assertThat(heard).startsWith("HTTP/1.1 403").containsPattern("\"code\":(6003|\"access_denied\")");
                }));
        return Stream.concat(tests, Stream.of(dynamicTest("then the server ends", server::close)));
    }

    private static String readerToken(TestServer server) {
        TestClient stranger = server.stranger();
        return stranger.send(stranger.request("/api/v1/auth/token")
                        .header("X-Pairing-Secret", "look-at-it")
                        .header("Content-Type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"deviceId\":\"d\"}")))
                .text("data.token");
    }

    private static String asked(Route route, String token) {
        return RawClient.exchange(SERVER.server.port(), expecting(route, token));
    }

    /** A client that waits to be asked for its body; a server that wants it says {@code 100 Continue} first. */
    private static String expecting(Route route, String token) {
        String path = PARAMETER.matcher(route.path()).replaceAll("some-id");
        String authorization = Optional.of(token)
                .filter(text -> !text.isEmpty())
                .map(text -> "Authorization: Bearer " + text + "\r\n")
                .orElse("");
        return request(
                route.method().name(),
                path,
                authorization + "Content-Type: application/json\r\nContent-Length: 100000\r\nExpect: 100-continue\r\n");
    }

    @TestFactory
    Stream<DynamicTest> only_these_routes_need_no_token() {
        return ROUTES.stream()
                .filter(route -> route.permission() == Permission.NONE)
                .map(route -> dynamicTest(
                        route.toString(),
                        () -> assertThat(route.path())
                                .as("say here why it is open to everybody")
                                .matches(
                                        "/api/v1/auth/token|/api/authorize/login|/api/oauth2/token|/api/v1/system/health|/openapi\\.json|/docs.*"
                                                + "|/v1/api/.*|/v1/executions/.*" /* each API says itself who may call */
                                                + "|/OpenApi/(Invoke|UploadAttachment)|/Api/DownloadBizObjectFile"
                                        /* which look at the headers EngineCode and EngineSecret */ )));
    }
}
