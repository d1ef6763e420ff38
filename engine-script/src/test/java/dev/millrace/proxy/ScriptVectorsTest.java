package dev.millrace.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.ExecutionResult;
import dev.millrace.proxy.StubPlatform.Answering;
import dev.millrace.proxy.StubPlatform.Received;
import dev.millrace.proxy.StubPlatform.Reply;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vectors of spec script-proxy 12 that are a script, what it gives and what is sent; through a step of a workflow. */
class ScriptVectorsTest {
    private static final String MAIN = " | Bearer canary-token-of-main";
    private static final String GETTOKEN = "qywx GET /cgi-bin/gettoken?corpid=ww1&corpsecret=canary-corpsecret";
    private static final String SEND = "qywx POST /cgi-bin/message/send?access_token=canary-access-";
    private static final String HELLO = " | {\"touser\":\"u-7\",\"msgtype\":\"text\",\"text\":{\"content\":\"hello\"},"
            + "\"agentid\":1000002,\"safe\":0,\"enable_duplicate_check\":0}";
    private static final Answering GOOD = answer(200, "{\"code\":200,\"data\":{\"name\":\"Ann\"}}");

    /**
     * @param answering how every platform answers, tokens aside
     * @param output of the script; null: its requests tell enough
     * @param sent instance, method, path and query, then the headers that matter and the body
     */
    record Vector(
            String script, Answering answering, @Nullable Object output, List<String> sent) {
        static Vector of(String script, @Nullable Object output, String... sent) {
            return new Vector(script, GOOD, output, List.of(sent));
        }

        /** A call that rejects with a {@code ProxyError}, whose members are the output. */
        static Vector error(Answering answering, String call, List<@Nullable Object> output, String... sent) {
            String script = "try { await " + call + "; 'no error' } catch (e) { [e.name, e.code, e.retryable, e.status,"
                    + " e.response, e.businessCode ?? null] }";
            return new Vector(script, answering, output, List.of(sent));
        }

        static Vector refused(String call, String code) {
            return error(GOOD, call, rejection(code, null, null, null));
        }
    }

    private static List<@Nullable Object> rejection(
            String code, @Nullable Long status, @Nullable Object response, @Nullable Object businessCode) {
        return Collections.unmodifiableList(Arrays.asList("ProxyError", code, false, status, response, businessCode));
    }

    private static Answering answer(int status, String json) {
        return request -> Reply.json(status, json);
    }

    static Stream<Named<Vector>> vectors() {
        return Stream.concat(ofCrm(), ofQywx());
    }

    private static Stream<Named<Vector>> ofCrm() {
        return Stream.of(
                Named.of(
                        "1: a direct call",
                        Vector.of(
                                "(await $proxy('crm').getCustomer('a/b c')).data.name",
                                "Ann",
                                "main GET /api/v1/customers/a%2Fb%20c?fields=name" + MAIN)),
                Named.of(
                        "2: a chain call",
                        Vector.of(
                                """
                        const r2 = await $proxy('crm')
                          .$api('add_note')
                          .$path({ id: '77' }).$query({ notify: '1' }).$header({ 'X-Request-ID': 'r-1' }).$body({ text: 'called back' })
                          .$call();
                        r2.code
                        """,
                                200L,
                                "main POST /api/v1/customers/77/notes?notify=1" + MAIN
                                        + " | r-1 | {\"text\":\"called back\"}")),
                Named.of(
                        "3: another instance",
                        Vector.of(
                                "(await $proxy('crm',{instance_key:'test'}).getCustomer('1')).code",
                                200L,
                                "test GET /api/v1/customers/1?fields=name | Bearer canary-token-of-test")),
                Named.of(
                        "4: both spellings",
                        Vector.of(
                                "await $proxy('crm').$api('getCustomer').$path({id: '1'}).$call();"
                                        + " (await $proxy('crm').get_customer('1')).code",
                                200L,
                                "main GET /api/v1/customers/1?fields=name" + MAIN,
                                "main GET /api/v1/customers/1?fields=name" + MAIN)),
                Named.of(
                        "5: a required argument is missing",
                        Vector.refused("$proxy('crm').getCustomer()", "MISSING_PARAMETER")),
                Named.of(
                        "6: too many arguments",
                        Vector.refused("$proxy('crm').getCustomer('1','x','y')", "TOO_MANY_ARGUMENTS")),
                Named.of("7: an unknown platform", Vector.refused("$proxy('nope').x()", "PLATFORM_NOT_FOUND")),
                Named.of(
                        "8: a body parameter",
                        Vector.of(
                                "(await $proxy('crm').addNote('1','hi')).code",
                                200L,
                                "main POST /api/v1/customers/1/notes" + MAIN + " | {\"text\":\"hi\"}")),
                Named.of(
                        "9: status 500",
                        Vector.error(
                                answer(500, "[\"broken\"]"),
                                "$proxy('crm').getCustomer('1')",
                                rejection("HTTP_STATUS", 500L, List.of("broken"), null),
                                "main GET /api/v1/customers/1?fields=name" + MAIN)),
                Named.of(
                        "10: a code in the body, without a rule",
                        new Vector(
                                "const a = await $proxy('crm').getCustomer('1'); a.code + a.message",
                                answer(200, "{\"code\":404,\"message\":\"no\"}"),
                                "404no",
                                List.of("main GET /api/v1/customers/1?fields=name" + MAIN))),
                Named.of(
                        "10: a code in the body, with response.success",
                        new Vector(
                                "try { await $proxy('crm').addNote('1', 'hi') } catch (e) { [e.code, e.message] }",
                                answer(200, "{\"code\":404,\"message\":\"no\"}"),
                                List.of("BUSINESS_ERROR", "crm.add_note: no"),
                                List.of("main POST /api/v1/customers/1/notes" + MAIN + " | {\"text\":\"hi\"}"))),
                Named.of(
                        "11: the beginning of a chain, used again",
                        Vector.of(
                                "const b=$proxy('crm').$api('get_customer'); b.$path({id:1}); await b.$path({id:2}).$call()",
                                null,
                                "main GET /api/v1/customers/2?fields=name" + MAIN)),
                Named.of(
                        "18: a header with a line break",
                        Vector.refused(
                                "$proxy('crm').$api('get_customer').$path({id:1}).$header({'X-A':'1\\r\\nB: 2'}).$call()",
                                "INVALID_ARGUMENT")),
                Named.of(
                        "19: a private address without allowPrivate",
                        Vector.refused("$proxy('closed').call()", "HOST_NOT_ALLOWED")),
                Named.of(
                        "20: a path that climbs",
                        Vector.refused(
                                "$proxy('crm').$api('get_customer').$path({id:'..'}).$call()", "INVALID_ARGUMENT")),
                Named.of(
                        "25: the proxy itself, awaited",
                        Vector.of("const p = await $proxy('crm'); typeof p.getCustomer", "function")));
    }

    private static Stream<Named<Vector>> ofQywx() {
        String send = "await $proxy('qywx').sendTextMessage('u-7','hello')";
        return Stream.of(
                Named.of(
                        "13: two messages, one token",
                        new Vector(
                                send + "; (" + send + ").msgid",
                                answer(200, QywxTest.SENT),
                                "m-1",
                                List.of(GETTOKEN, SEND + "1" + HELLO, SEND + "1" + HELLO))),
                Named.of(
                        "14: an expired token",
                        new Vector(
                                "(" + send + ").msgid",
                                request -> request.line().endsWith("-1")
                                        ? Reply.json("{\"errcode\":42001,\"errmsg\":\"access_token expired\"}")
                                        : Reply.json(QywxTest.SENT),
                                "m-1",
                                List.of(GETTOKEN, SEND + "1" + HELLO, GETTOKEN, SEND + "2" + HELLO))),
                Named.of(
                        "15: no receiver is valid",
                        new Vector(
                                "try { " + send + " } catch (e) { [e.name, e.code, e.businessCode] }",
                                answer(200, "{\"errcode\":81013,\"errmsg\":\"all invalid\"}"),
                                List.of("ProxyError", "BUSINESS_ERROR", 81013L),
                                List.of(GETTOKEN, SEND + "1" + HELLO))),
                Named.of(
                        "16: a text of 2049 bytes",
                        Vector.refused("$proxy('qywx').sendTextMessage('u-7', 'x'.repeat(2049))", "INVALID_ARGUMENT")),
                Named.of(
                        "17: twenty first calls at once",
                        new Vector(
                                "const all = []; for (let i = 0; i < 20; i++) all.push($proxy('qywx').sendTextMessage('u-7','hello'));"
                                        + " (await Promise.all(all)).length",
                                answer(200, QywxTest.SENT),
                                20L,
                                Stream.concat(
                                                Stream.of(GETTOKEN),
                                                Stream.generate(() -> SEND + "1" + HELLO)
                                                        .limit(20))
                                        .toList())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void script_gives_and_sends(Vector vector) {
        try (StubPlatform main = StubPlatform.answering(vector.answering());
                StubPlatform test = StubPlatform.answering(vector.answering());
                StubPlatform qywx = QywxTest.wecom(vector.answering());
                ProxyService service =
                        Crm.service("[" + Crm.json(main, test) + "," + Crm.qywx(qywx) + "," + closed() + "]")) {
            ExecutionResult result = ScriptStep.run(service, vector.script());

            assertThat(result.isCompleted()).as(result.toString()).isTrue();
            assertThat(Stream.of(sent("main", main), sent("test", test), sent("qywx", qywx))
                            .flatMap(List::stream))
                    .containsExactlyElementsOf(vector.sent());
            if (vector.output() != null) {
                assertThat(result.output()).isEqualTo(vector.output());
            }
        }
    }

    private static String closed() {
        return "{\"platform_key\":\"closed\",\"instances\":[{\"instance_key\":\"main\",\"base_url\":\"http://127.0.0.1:1\"}],"
                + "\"apis\":[{\"api_key\":\"call\",\"method\":\"GET\",\"path\":\"/\"}]}";
    }

    private static List<String> sent(String instance, StubPlatform stub) {
        return stub.received().stream()
                .map(request -> instance + " " + shown(request))
                .toList();
    }

    private static String shown(Received request) {
        String headers = Stream.of("Authorization", "X-Request-ID")
                .flatMap(name -> request.header(name).stream())
                .map(value -> " | " + value)
                .reduce("", String::concat);
        return request.line() + headers + (request.body().isEmpty() ? "" : " | " + request.body());
    }
}
