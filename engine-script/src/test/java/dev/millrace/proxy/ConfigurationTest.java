package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.proxy.platform.BuiltInPlatforms;
import dev.millrace.proxy.platform.ConfigurationException;
import dev.millrace.proxy.platform.ConfigurationProblem;
import dev.millrace.proxy.platform.Platform;
import dev.millrace.proxy.platform.PlatformReader;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.proxy.platform.PlatformWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a configuration may say (spec script-proxy 3). */
class ConfigurationTest {
    private static final String API =
            "{\"api_key\":\"get\",\"method\":\"GET\",\"path\":\"/a/{id}\",\"params\":[{\"name\":\"id\",\"in\":\"path\"}]}";
    private static final String INSTANCE = "{\"instance_key\":\"main\",\"base_url\":\"https://crm.example\"}";

    private static String platform(String members) {
        return "{\"platform_key\":\"crm\"," + members + "}";
    }

    private static String withApi(String api) {
        return platform("\"instances\":[" + INSTANCE + "],\"apis\":[" + api + "]");
    }

    private static String withInstance(String instance) {
        return platform("\"instances\":[" + instance + "],\"apis\":[" + API + "]");
    }

    private static List<ConfigurationProblem> problems(String json) {
        return catchThrowableOfType(ConfigurationException.class, () -> PlatformReader.read(json))
                .problems();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("no JSON", "{", ""),
                Arguments.of("no platform", "{\"a\":1}", ""),
                Arguments.of("no object", "[5]", "platforms[0]"),
                Arguments.of("no key", "{\"platforms\":[{}]}", "platforms[0].platform_key"),
                Arguments.of("a key with a blank", "{\"platform_key\":\"a b\"}", "platform_key"),
                Arguments.of(
                        "two of one key",
                        "[{\"platform_key\":\"a\"},{\"platform_key\":\"a\"}]",
                        "platforms[1].platform_key"),
                Arguments.of(
                        "an unknown kind of authentication", platform("\"auth\":{\"type\":\"ntlm\"}"), "auth.type"),
                Arguments.of("a misspelled member", platform("\"instanzes\":[]"), "instanzes"),
                Arguments.of(
                        "two default instances",
                        platform("\"instances\":[" + INSTANCE.replace("}", ",\"default\":true},")
                                + INSTANCE.replace("main", "other").replace("}", ",\"default\":true}") + "]"),
                        "instances"),
                Arguments.of(
                        "a relative base URL",
                        withInstance("{\"instance_key\":\"m\",\"base_url\":\"/api\"}"),
                        "instances[0].base_url"),
                Arguments.of(
                        "a base URL with a query",
                        withInstance("{\"instance_key\":\"m\",\"base_url\":\"https://a.example/?a=1\"}"),
                        "instances[0].base_url"),
                Arguments.of(
                        "a base URL with a password",
                        withInstance("{\"instance_key\":\"m\",\"base_url\":\"https://u:p@a.example/\"}"),
                        "instances[0].base_url"),
                Arguments.of(
                        "a base URL of another scheme",
                        withInstance("{\"instance_key\":\"m\",\"base_url\":\"file:///etc\"}"),
                        "instances[0].base_url"),
                Arguments.of(
                        "a missing credential",
                        platform("\"auth\":{\"type\":\"bearer\"},\"instances\":[" + INSTANCE + "]"),
                        "instances[0].credentials.token"),
                Arguments.of(
                        "a masked credential of nothing saved",
                        withInstance(INSTANCE.replace("}", ",\"credentials\":{\"k\":\"******\"}}")),
                        "instances[0].credentials.k"),
                Arguments.of(
                        "a header of the connection",
                        platform("\"defaults\":{\"headers\":{\"Host\":\"a\"}}"),
                        "defaults.headers"),
                Arguments.of("a path without a slash", withApi(API.replace("/a/{id}", "a/{id}")), "apis[0].path"),
                Arguments.of("a path that climbs", withApi(API.replace("/a/", "/../")), "apis[0].path"),
                Arguments.of("a path with a query", withApi(API.replace("/a/", "/a?b=")), "apis[0].path"),
                Arguments.of(
                        "a path parameter not declared",
                        withApi(API.replace("\"name\":\"id\"", "\"name\":\"no\"")),
                        "apis[0].path"),
                Arguments.of("an unknown method", withApi(API.replace("GET", "FETCH")), "apis[0].method"),
                Arguments.of(
                        "a body with GET",
                        withApi(API.replace("}]", "},{\"name\":\"b\",\"in\":\"body\"}]")),
                        "apis[0].params"),
                Arguments.of(
                        "args that name nothing",
                        withApi(API.replace("\"params\"", "\"args\":[\"x\"],\"params\"")),
                        "apis[0].args"),
                Arguments.of(
                        "a timeout of an hour",
                        withApi(API.replace("\"params\"", "\"timeoutMs\":3600000,\"params\"")),
                        "apis[0].timeoutMs"),
                Arguments.of(
                        "six repeats",
                        withApi(API.replace("\"params\"", "\"retry\":{\"count\":6},\"params\"")),
                        "apis[0].retry.count"),
                Arguments.of(
                        "an expression that is none",
                        withApi(API.replace("\"params\"", "\"response\":{\"success\":\"==\"},\"params\"")),
                        "apis[0].response.success"),
                Arguments.of(
                        "two names that scripts cannot tell apart",
                        withApi(API.replace("\"get\"", "\"get_a\"") + "," + API.replace("\"get\"", "\"getA\"")),
                        "apis[1].api_key"),
                Arguments.of(
                        "a built-in platform with apis",
                        "{\"platform_key\":\"qywx\",\"apis\":[]}".replace("[]", "[" + API + "]"),
                        "apis"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void wrong_configuration_is_refused_at_its_place(String name, String json, String path) {
        List<ConfigurationProblem> problems = problems(json);

        assertThat(problems).extracting(ConfigurationProblem::path).contains(path);
        assertThat(problems).allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/a/", "/a/a"})
    void names_in_a_path_may_be_empty_or_repeated(String path) {
        String json = withApi("{\"api_key\":\"get\",\"method\":\"GET\",\"path\":\"" + path + "\"}");

        assertThat(Crm.platforms(json).get(0).apis().get(0).path().source()).isEqualTo(path);
    }

    @Test
    void all_problems_are_found_at_once() {
        String json = "{\"platforms\":[{\"platform_key\":\"1\",\"auth\":{\"type\":\"basic\"},"
                + "\"instances\":[{\"instance_key\":\"m\",\"base_url\":\"x\"}],\"apis\":[{\"api_key\":\"\"}]}]}";

        assertThat(problems(json))
                .extracting(ConfigurationProblem::path)
                .contains(
                        "platforms[0].platform_key",
                        "platforms[0].instances[0].base_url",
                        "platforms[0].instances[0].credentials.username",
                        "platforms[0].instances[0].credentials.password",
                        "platforms[0].apis[0].api_key",
                        "platforms[0].apis[0].method",
                        "platforms[0].apis[0].path");
    }

    @Test
    void problems_show_no_credential() {
        String json = withInstance(INSTANCE.replace("}", ",\"credentials\":{\"k\":[\"canary\"]}}"))
                .replace("https://crm.example", "https://canary@crm.example");

        assertThat(problems(json).toString()).doesNotContain("canary");
    }

    @Test
    void what_is_written_is_read_again_as_the_same() throws ConfigurationException {
        String json = """
            {"platform_key":"p","enabled":false,"allowedWorkflows":["w"],
             "auth":{"type":"token_endpoint","request":{"method":"POST","path":"/t","headers":{"A":"b"},
               "body":{"k":"v"},"contentType":"form"},"tokenPath":"t","expiresPath":"e","successExpr":"ok",
               "messagePath":"m","invalidWhen":"bad","place":{"in":"header","name":"X-T","prefix":"T "}},
             "defaults":{"headers":{"X":"${secret:a}"},"timeoutMs":5000},
             "instances":[{"instance_key":"m","base_url":"http://a.example","variables":{"t":"1"},"allowPrivate":true,
               "ratePerSecond":2.5,"headers":{"Y":"z"},"default":true}],
             "apis":[{"api_key":"a","method":"POST","path":"/${var:t}/x","contentType":"form",
               "params":[{"name":"l","in":"query","type":"array","default":[1]}],"args":["l"],
               "response":{"type":"json","bigNumbers":"number","success":"a == 1","message":"m","code":"c","retryable":"r"},
               "acceptStatus":[200,404],"timeoutMs":1,"retry":{"count":2,"intervalMs":5,"factor":2,"on":["NETWORK",503],
               "when":"busy"},"idempotent":true,"idempotencyHeader":"Idempotency-Key"}]}
            """;
        List<Platform> platforms = PlatformReader.read(json);

        assertThat(PlatformReader.read(PlatformWriter.maskedJson(platforms.get(0))))
                .isEqualTo(platforms);
    }

    @Test
    void credentials_are_masked_in_writing_and_kept_in_reading() throws ConfigurationException {
        String json = withInstance(INSTANCE.replace("}", ",\"credentials\":{\"k\":\"canary\"}}"));
        PlatformStore store = PlatformStore.of(PlatformReader.read(json));

        String written = PlatformWriter.maskedJson(store.find("crm").orElseThrow());
        List<Platform> read = PlatformReader.over(store).readAll(written);

        assertThat(written).contains("******").doesNotContain("canary");
        assertThat(read).isEqualTo(store.all());
    }

    @Test
    void records_show_no_credential() throws ConfigurationException {
        String json = withInstance(INSTANCE.replace("}", ",\"credentials\":{\"k\":\"canary\"}}"));

        assertThat(PlatformReader.read(json).toString()).doesNotContain("canary");
    }

    @Test
    void file_keeps_what_is_saved(@TempDir Path folder) throws ConfigurationException {
        Path file = folder.resolve("platforms.json");
        PlatformStore first = PlatformStore.file(file);
        PlatformReader.read(withApi(API)).forEach(first::save);
        PlatformReader.read("{\"platform_key\":\"gone\"}").forEach(first::save);
        first.remove("gone");

        PlatformStore second = PlatformStore.file(file);

        assertThat(second.all())
                .isEqualTo(first.all())
                .extracting(Platform::key)
                .containsExactly("crm");
        assertThat(folder.toFile().list()).containsExactly("platforms.json");
    }

    @Test
    void file_that_is_written_can_be_read_by_its_owner_only(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("platforms.json"), "[]");
        assumeThat(file.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        PlatformStore store = PlatformStore.file(file);
        PlatformReader.read(withApi(API)).forEach(store::save);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void file_that_cannot_be_used_is_told_of(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("platforms.json"), "{");

        assertThat(catchThrowableOfType(ConfigurationException.class, () -> PlatformStore.file(file)))
                .hasMessageContaining("line 1, column 2");
    }

    @Test
    void built_in_platform_gets_its_instances_only() throws ConfigurationException {
        Platform read = PlatformReader.read(
                        "{\"platform_key\":\"qywx\",\"instances\":[{\"instance_key\":\"m\",\"credentials\":"
                                + "{\"corpid\":\"c\",\"corpsecret\":\"s\",\"agentid\":\"1\"}}]}")
                .get(0);

        Platform builtIn = BuiltInPlatforms.find("qywx").orElseThrow();
        assertThat(read.apis()).isEqualTo(builtIn.apis());
        assertThat(read.instances().get(0).baseUrl()).hasToString("https://qyapi.weixin.qq.com");
        assertThat(PlatformWriter.masked(read)).containsKeys("instances").doesNotContainKeys("apis", "auth");
    }
}
