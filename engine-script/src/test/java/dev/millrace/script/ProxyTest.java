package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.millrace.proxy.ErrorCode;
import dev.millrace.proxy.JsonArguments;
import dev.millrace.proxy.ProxyCall;
import dev.millrace.proxy.ProxyError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The script's side of {@code $proxy} (spec script-proxy 1, 2 and 6). */
class ProxyTest {
    private static final JsonArguments JSON = JsonArguments.of("p", "a");

    private final StubDoor door = StubDoor.answering("{\"code\":200,\"data\":{\"name\":\"Ann\",\"phone\":\"1\"}}");

    private String run(String script) {
        return Scripts.result(Scripts.request(script).withHost(door));
    }

    private ProxyCall only() {
        assertThat(door.calls).hasSize(1);
        return door.calls.get(0);
    }

    @Test
    void direct_call_passes_arguments_in_order() {
        String result = run("await $proxy('qywx').sendTextMessage('UserID', '这是一条测试消息')");

        assertThat(only())
                .isEqualTo(ProxyCall.of(
                        "qywx", "sendTextMessage", dev.millrace.proxy.Arguments.direct("UserID", "这是一条测试消息")));
        assertThat(result).startsWith("{\"code\":200,");
    }

    @Test
    void undefined_arguments_are_absent_and_null_is_passed() {
        run("await $proxy('p').f(undefined, null, 1, undefined)");

        assertThat(only().arguments()).isEqualTo(JSON.direct("{\"1\":null,\"2\":1}"));
    }

    @Test
    void chain_call_sends_the_parts_that_are_set() {
        run("await $proxy('crm').$api('add_note').$path({ id: '77' }).$query({ notify: '1' })"
                + ".$header({ 'X-Request-ID': 'r-1' }).$body({ text: 'called back' }).$call()");

        assertThat(only())
                .isEqualTo(ProxyCall.of(
                        "crm",
                        "add_note",
                        JSON.parts("{\"path\":{\"id\":\"77\"},\"query\":{\"notify\":\"1\"},"
                                + "\"header\":{\"X-Request-ID\":\"r-1\"},\"body\":{\"text\":\"called back\"}}")));
    }

    @Test
    void options_name_instance_and_caller() {
        run("await $proxy('crm', {instance_key: 'test', caller: 'me', other: 1}).f()");

        assertThat(only().instance()).contains("test");
        assertThat(only().caller()).contains("me");
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("later key wins", ".$path({id: 1}).$path({id: 2})", "{\"path\":{\"id\":2}}"),
                arguments("keys merge", ".$query({a: 1}).$query({b: 2})", "{\"query\":{\"a\":1,\"b\":2}}"),
                arguments(
                        "header names ignore case",
                        ".$header({'X-A': 1}).$header({'x-a': 2})",
                        "{\"header\":{\"x-a\":2}}"),
                arguments(
                        "header names of one object too", ".$header({'X-A': 1, 'x-a': 2})", "{\"header\":{\"x-a\":2}}"),
                arguments("body is replaced", ".$body({a: 1}).$body([2])", "{\"body\":[2]}"),
                arguments("text as body", ".$body('t')", "{\"body\":\"t\"}"),
                arguments("null is ignored", ".$path(null).$query(undefined).$body(null)", "{}"),
                arguments("name of the interface replaced", ".$api('b')", "{}"),
                arguments("dates", ".$query({d: new Date(0)})", "{\"query\":{\"d\":\"1970-01-01T00:00:00.000Z\"}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void chain_methods_gather(String name, String methods, String content) {
        run("await $proxy('p').$api('a')" + methods + ".$call()");

        assertThat(only().arguments()).isEqualTo(JSON.parts(content));
    }

    @Test
    void chain_is_immutable_so_a_prefix_can_be_used_again() {
        run("const b = $proxy('crm').$api('get_customer'); b.$path({id: 1}); await b.$path({id: 2}).$call()");

        assertThat(only().arguments()).isEqualTo(JSON.parts("{\"path\":{\"id\":2}}"));
    }

    @Test
    void a_method_that_is_taken_off_its_chain_still_works() {
        run("const { $path } = $proxy('p').$api('a'); const { $call } = $path({id: 1}); await $call()");

        assertThat(only().arguments()).isEqualTo(JSON.parts("{\"path\":{\"id\":1}}"));
    }

    @Test
    void a_chain_cannot_be_changed_from_outside() {
        assertThat(run("const c = $proxy('p').$api('a'); try { c.$call = 1 } catch (e) { e.name }"))
                .isEqualTo("\"TypeError\"");
        assertThat(run("const p = $proxy('p'); try { p.$api = 1 } catch (e) { e.name }"))
                .isEqualTo("\"TypeError\"");
    }

    @Test
    void later_changes_of_what_was_given_have_no_effect() {
        run("const q = {a: 1}; const c = $proxy('p').$api('a').$query(q); q.a = 2; await c.$call()");

        assertThat(only().arguments()).isEqualTo(JSON.parts("{\"query\":{\"a\":1}}"));
    }

    @Test
    void awaiting_the_proxy_itself_gives_the_proxy_and_calls_nothing() {
        assertThat(run("const p = await $proxy('crm'); typeof p.then + typeof p.toJSON + typeof p._x + typeof p.$x"))
                .isEqualTo("\"undefinedundefinedundefinedundefined\"");
        assertThat(door.calls).isEmpty();
    }

    static Stream<Arguments> invalid() {
        return Stream.of(
                arguments("blank platform", "$proxy(' ').f()"),
                arguments("platform that is no text", "$proxy(5).f()"),
                arguments("instance that is no text", "$proxy('p', {instance_key: 5}).f()"),
                arguments("caller that is too long", "$proxy('p', {caller: 'x'.repeat(65)}).f()"),
                arguments("options that are no object", "$proxy('p', 'main').f()"),
                arguments("call without an interface", "$proxy('p').$call()"),
                arguments("call with arguments", "$proxy('p').$api('a').$call(1)"),
                arguments("interface that is no text", "$proxy('p').$api(1).$call()"),
                arguments("path that is a list", "$proxy('p').$api('a').$path([1]).$call()"),
                arguments("query that is text", "$proxy('p').$api('a').$query('x=1').$call()"),
                arguments("header that is a date", "$proxy('p').$api('a').$header(new Date()).$call()"),
                arguments("function as an argument", "$proxy('p').f(() => 1)"),
                arguments("symbol inside", "$proxy('p').f({a: Symbol()})"),
                arguments("circle", "const a = {}; a.a = a; return $proxy('p').f(a)"),
                arguments("not a number", "$proxy('p').f(NaN)"),
                arguments("infinity in the body", "$proxy('p').$api('a').$body({n: 1 / 0}).$call()"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void what_cannot_be_meant_is_refused_before_the_door(String name, String call) {
        String result = run("const f = async () => { " + (call.contains("return") ? "" : "return ") + call
                + " }; try { await f() } catch (e) { e.name + ' ' + e.code + ' ' + e.retryable }");

        assertThat(result).isEqualTo("\"ProxyError INVALID_ARGUMENT false\"");
        assertThat(door.calls).isEmpty();
    }

    @Test
    void invalid_platform_throws_at_once_and_all_else_rejects() {
        assertThat(run("try { $proxy(''); 'went on' } catch (e) { e.code }")).isEqualTo("\"INVALID_ARGUMENT\"");
        assertThat(run("const p = $proxy('p').f(NaN); let c; await p.catch(e => c = e.code); c"))
                .isEqualTo("\"INVALID_ARGUMENT\"");
    }

    @Test
    void failure_becomes_a_proxy_error_with_all_members() {
        StubDoor failing = StubDoor.failing(new ProxyError(
                ErrorCode.HTTP_STATUS,
                "the answer has status 500",
                new ProxyError.Details(
                        "crm", "main", "get_customer", OptionalInt.of(500), Map.of("why", List.of(1)), false, 81013)));

        String result = Scripts.result(Scripts.request("""
                        try { await $proxy('crm').getCustomer('1') } catch (e) {
                          [e instanceof Error, e.name, e.code, e.message, e.platform, e.instance, e.api, e.status,
                           e.response, e.retryable, e.businessCode]
                        }""").withHost(failing));

        assertThat(result)
                .isEqualTo(
                        "[true,\"ProxyError\",\"HTTP_STATUS\",\"crm.get_customer: the answer has status 500\",\"crm\",\"main\",\"get_customer\",500,{\"why\":[1]},false,81013]");
    }

    @Test
    void uncaught_failure_ends_the_script_at_the_line_of_the_call() {
        StubDoor failing = new StubDoor(call -> CompletableFuture.failedFuture(
                ProxyError.of(ErrorCode.PLATFORM_NOT_FOUND, "there is no platform nope", call)));

        ScriptError error =
                Scripts.error(Scripts.request("async function f() {\n  return await $proxy('nope').x();\n}\nawait f()")
                        .withHost(failing));

        assertThat(error.code()).isEqualTo("PLATFORM_NOT_FOUND");
        assertThat(error.headline()).isEqualTo("ProxyError: nope.x: there is no platform nope");
        assertThat(error.place().line()).isEqualTo(2);
        assertThat(error.stack()).first().asString().startsWith("f (test.js:2:");
    }

    @Test
    void exception_of_the_host_does_not_show() {
        StubDoor broken = StubDoor.failing(new IllegalStateException("password=hunter2"));

        ScriptError error =
                Scripts.error(Scripts.request("await $proxy('p').f()").withHost(broken));

        assertThat(error.describe() + error.details()).doesNotContain("hunter2", "IllegalState", "java");
        assertThat(error.code()).isEqualTo("INTERNAL");
    }

    @Test
    void door_that_throws_does_not_show() {
        StubDoor broken = new StubDoor(call -> {
            throw new IllegalStateException("password=hunter2");
        });

        assertThat(Scripts.error(Scripts.request("await $proxy('p').f()").withHost(broken))
                        .describe())
                .doesNotContain("hunter2");
    }

    @Test
    void calls_run_at_the_same_time_and_at_most_ten() {
        List<CompletableFuture<String>> open = Collections.synchronizedList(new ArrayList<>());
        StubDoor gathering = new StubDoor(call -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            open.add(answer);
            if (open.size() == 10) {
                List.copyOf(open).forEach(each -> each.complete("1"));
            } else if (open.size() > 10) {
                answer.complete("1");
            }
            return answer;
        });

        String result = Scripts.result(Scripts.request(
                        "const all = []; for (let i = 0; i < 12; i++) all.push($proxy('p').f(i)); (await Promise.all(all)).length")
                .withHost(gathering));

        assertThat(result).isEqualTo("12");
        assertThat(gathering.calls)
                .extracting(ProxyCall::arguments)
                .containsExactlyElementsOf(LongStream.range(0, 12)
                        .mapToObj(dev.millrace.proxy.Arguments::direct)
                        .toList());
    }

    @Test
    void call_beyond_the_limit_is_refused() {
        assertThat(run("let n = 0; try { for (;;) { await $proxy('p').f(); n++ } } catch (e) { [n, e.code] }"))
                .isEqualTo("[100,\"CALL_LIMIT\"]");
    }

    @Test
    void call_that_sends_too_much_is_refused() {
        assertThat(run("try { await $proxy('p').f('x'.repeat(2e6)) } catch (e) { e.code }"))
                .isEqualTo("\"REQUEST_TOO_LARGE\"");
    }

    @Test
    void call_that_nobody_awaits_is_waited_for_and_told_in_the_log() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        StubDoor slow = new StubDoor(call -> answer);

        ScriptRun run =
                Scripts.RUNNER.start(Scripts.request("void $proxy('p').f().then(() => console.log('answered')); 'end'")
                        .withHost(slow));
        while (slow.log.isEmpty()) {
            Thread.onSpinWait();
        }
        answer.complete("1");

        assertThat(Scripts.outcome(run)).isInstanceOf(ScriptOutcome.Returned.class);
        assertThat(slow.log)
                .containsExactly(
                        "warning the script has ended while calls were under way; write await before each call",
                        "info answered");
    }

    @Test
    void failure_of_a_call_that_nobody_awaits_fails_the_script() {
        StubDoor failing = new StubDoor(
                call -> CompletableFuture.failedFuture(ProxyError.of(ErrorCode.NETWORK, "it cannot be reached", call)));

        ScriptError error =
                Scripts.error(Scripts.request("void $proxy('p').f();\n'end'").withHost(failing));

        assertThat(error.message()).contains("p.f: it cannot be reached");
        assertThat(error.place().line()).isEqualTo(1);
    }

    @Test
    void context_without_interfaces_says_so() {
        assertThat(Scripts.result("try { await $proxy('p').f() } catch (e) { e.code }"))
                .isEqualTo("\"NOT_AVAILABLE\"");
    }

    @Test
    void answer_that_is_not_json_is_an_error_of_the_call() {
        assertThat(Scripts.result(Scripts.request("try { await $proxy('p').f() } catch (e) { e.code }")
                        .withHost(StubDoor.answering("<html>"))))
                .isEqualTo("\"RESPONSE_INVALID\"");
    }

    @Test
    void call_is_told_what_the_script_has_left_of_its_time() {
        Scripts.result(Scripts.request("await $proxy('p').f()")
                .withLimits(ScriptLimits.DEFAULT.withWallTime(Duration.ofMinutes(5)))
                .withHost(door));

        assertThat(door.timesLeft)
                .singleElement()
                .satisfies(left -> assertThat(left).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5)));
    }
}
