package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The error table of the specification of business objects: each bad input gets its answer and changes nothing. */
class InvokeErrorsTest {
    private final FormServer server = FormServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> rows() {
        String create = "'ActionName':'CreateBizObject','SchemaCode':'Purchase','IsSubmit':true,'BizObject':";
        String query = "'ActionName':'LoadBizObjects','SchemaCode':'Purchase','Filter':";
        return Stream.of(
                arguments("empty body", "", "InvalidRequest", "Invalid request: the body is empty"),
                arguments("no object", "[]", "InvalidRequest", "Invalid request: the body must be a JSON object"),
                arguments(
                        "two members that differ in case",
                        "{'ActionName':'x','actionname':'y'}",
                        "InvalidRequest",
                        "Invalid request: two members differ from actionname in case only"),
                arguments("no action", "{}", "MissingParameter", "ActionName is required"),
                arguments("action is null", "{'ActionName':null}", "MissingParameter", "ActionName is required"),
                arguments("action is a number", "{'ActionName':1}", "InvalidParameter", "ActionName must be a text"),
                arguments("unknown action", "{'ActionName':'Foo'}", "UnknownAction", "Unknown ActionName: Foo"),
                arguments("no form", "{'ActionName':'LoadBizObject'}", "MissingParameter", "SchemaCode is required"),
                arguments(
                        "unknown form",
                        "{'ActionName':'LoadBizObject','SchemaCode':'X'}",
                        "SchemaNotFound",
                        "Form not found: X"),
                arguments(
                        "no id",
                        "{'ActionName':'LoadBizObject','SchemaCode':'Purchase','BizObjectId':' '}",
                        "MissingParameter",
                        "BizObjectId is required"),
                arguments(
                        "unknown object",
                        "{'ActionName':'LoadBizObject','SchemaCode':'Purchase','BizObjectId':'x'}",
                        "ObjectNotFound",
                        "BizObject not found: x"),
                arguments(
                        "submit is no boolean",
                        "{'ActionName':'CreateBizObject','SchemaCode':'Purchase','IsSubmit':'maybe','BizObject':{}}",
                        "InvalidParameter",
                        "IsSubmit must be a boolean"),
                arguments(
                        "unknown property",
                        "{" + create + "{'F_No':'1','F_X':1}}",
                        "UnknownProperty",
                        "Unknown property: F_X"),
                arguments(
                        "no number",
                        "{" + create + "{'F_No':'1','F_Amount':'abc'}}",
                        "InvalidValue",
                        "F_Amount: not a number: \"abc\""),
                arguments(
                        "several bad values",
                        "{" + create + "{'F_Amount':'abc','F_Kind':'x'}}",
                        "InvalidValue",
                        "F_Amount: not a number: \"abc\"; F_Kind: not one of normal, urgent: \"x\"; F_No is required"),
                arguments(
                        "too long",
                        "{" + create + "{'F_No':'" + "x".repeat(51) + "'}}",
                        "InvalidValue",
                        "F_No: longer than 50 characters"),
                arguments(
                        "file that is written",
                        "{" + create + "{'F_No':'1','F_File':['x']}}",
                        "InvalidValue",
                        "F_File: files are uploaded, not written"),
                arguments("required", "{" + create + "{}}", "RequiredValue", "F_No is required"),
                arguments(
                        "required in a row",
                        "{" + create + "{'F_No':'1','PurchaseLine':[{'F_Qty':1}]}}",
                        "RequiredValue",
                        "PurchaseLine[0].F_Item is required"),
                arguments(
                        "disabled owner",
                        "{" + create + "{'F_No':'1','OwnerId':'u-8'}}",
                        "UserNotFound",
                        "User not found: u-8"),
                arguments(
                        "filter is a list",
                        "{" + query + "[]}",
                        "InvalidFilter",
                        "Filter must be a JSON object, or a text with one"),
                arguments(
                        "rows before the first",
                        "{" + query + "{'FromRowNum':-1}}",
                        "InvalidFilter",
                        "FromRowNum must be a whole number of at least 0"),
                arguments(
                        "sorted by what is not there",
                        "{" + query + "{'SortByCollection':[{'ItemName':'X'}]}}",
                        "UnknownProperty",
                        "Unknown property: X"),
                arguments(
                        "unknown operator",
                        "{" + query + "{'Matcher':{'Type':'Item','Name':'F_No','Operator':99,'Value':1}}}",
                        "InvalidMatcher",
                        "unknown Operator: 99"),
                arguments(
                        "value of another type",
                        "{" + query + "{'Matcher':{'Type':'Item','Name':'F_Amount','Operator':2,'Value':'x'}}}",
                        "InvalidValue",
                        "F_Amount: not a number: \"x\""),
                arguments(
                        "batch too large",
                        "{'ActionName':'CreateBizObjects','SchemaCode':'Purchase','IsSubmit':false,'BizObjectArray':["
                                + "{},".repeat(100) + "{}]}",
                        "BatchTooLarge",
                        "At most 100 objects"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void bad_input_gets_its_answer_and_changes_nothing(String name, String body, String code, String message) {
        Reply reply = server.invoke(body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("ErrorCode")).isEqualTo(code);
        assertThat(reply.text("ErrorMessage")).isEqualTo(message);
        assertThat(server.count("Purchase")).isZero();
        assertThat(server.rules.count).hasValue(0);
    }

    @Test
    void wrong_secret_is_told_as_a_wrong_code_is_and_the_second_secret_is_good() {
        assertThat(as("engine-1", "wrong-secret").text("ErrorMessage"))
                .isEqualTo("EngineCode or EngineSecret is invalid");
        assertThat(as("engine-9", FormServer.SECRET).text("ErrorMessage"))
                .isEqualTo("EngineCode or EngineSecret is invalid");
        assertThat(as("engine-1", "secret-to-come").text("ErrorCode")).isEqualTo("MissingParameter");
    }

    private Reply as(String code, String secret) {
        return server.client()
                .send(server.client()
                        .json("/OpenApi/Invoke")
                        .header("EngineCode", code)
                        .header("EngineSecret", secret)
                        .POST(BodyPublishers.ofString("{}")));
    }

    @Test
    void twenty_wrong_secrets_in_a_minute_are_enough() {
        for (int i = 0; i < 20; i++) {
            assertThat(as("engine-1", "wrong-secret").status()).isEqualTo(200);
        }

        assertThat(as("engine-1", "wrong-secret").status()).isEqualTo(429);
        server.clock.advance(java.time.Duration.ofSeconds(61));
        assertThat(as("engine-1", FormServer.SECRET).status()).isEqualTo(200);
    }

    @Test
    void other_methods_are_refused() {
        Reply reply = server.client().get("/OpenApi/Invoke");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).contains("POST");
    }

    @Test
    void engine_uses_the_forms_it_may_and_no_other() {
        try (FormServer narrow = FormServer.start(
                settings -> settings.withEngine("narrow", List.of("secret-of-narrow"), "admin", Set.of("Other")))) {
            Reply reply = narrow.client()
                    .send(
                            narrow.client()
                                    .json("/OpenApi/Invoke")
                                    .header("EngineCode", "narrow")
                                    .header("EngineSecret", "secret-of-narrow")
                                    .POST(
                                            BodyPublishers.ofString(
                                                    "{\"ActionName\":\"LoadBizObject\",\"SchemaCode\":\"Purchase\",\"BizObjectId\":\"x\"}")));

            assertThat(reply.text("ErrorCode")).isEqualTo("NoPermission");
        }
    }

    @Test
    void of_many_objects_with_one_unique_value_at_once_one_is_stored() {
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(
                    server.invokeLater(
                            "{'ActionName':'CreateBizObject','SchemaCode':'Purchase','BizObject':{'F_No':'PR-1'},'IsSubmit':true}"));
        }

        List<Reply> replies = calls.stream()
                .map(call -> call.orTimeout(10, TimeUnit.SECONDS).join())
                .toList();

        assertThat(replies)
                .filteredOn(reply -> reply.at("Successful").asBoolean())
                .hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> !reply.at("Successful").asBoolean())
                .allSatisfy(reply -> assertThat(reply.text("ErrorMessage")).isEqualTo("F_No already exists: PR-1"));
        assertThat(server.count("Purchase")).isEqualTo(1);
        assertThat(server.rules.count).hasValue(1);
    }

    @Test
    void of_many_submits_of_one_draft_at_once_one_fires_its_rule() {
        String id = server.create("Purchase", "{'F_No':'PR-1'}", false);
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(server.invokeLater("{'ActionName':'UpdateBizObject','SchemaCode':'Purchase','BizObjectId':'" + id
                    + "','BizObject':{},'IsSubmit':true}"));
        }

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.orTimeout(10, TimeUnit.SECONDS)
                                .join()
                                .at("Successful")
                                .asBoolean())
                        .isTrue());
        assertThat(server.status("Purchase", id)).isEqualTo(1);
        assertThat(server.rules.count).hasValue(1);
    }

    @Test
    void of_many_calls_with_one_key_at_once_one_is_done() {
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(
                    server.client()
                            .later(
                                    server.request("/OpenApi/Invoke").header("Idempotency-Key", "k"),
                                    "{\"ActionName\":\"CreateBizObject\",\"SchemaCode\":\"Purchase\",\"BizObject\":{},\"IsSubmit\":false}"));
        }

        assertThat(calls.stream()
                        .map(call -> call.orTimeout(10, TimeUnit.SECONDS).join().json())
                        .distinct())
                .hasSize(1);
        assertThat(server.count("Purchase")).isEqualTo(1);
    }

    @Test
    void blocking_rule_that_fails_refuses_the_object() {
        server.deploy(dev.millrace.workflow.Workflow.builder("No")
                .id("no")
                .step("t", "throw", java.util.Map.of("content", "not today")));
        var form = FormServer.plain(FormServer.PURCHASE);
        form.put("schemaCode", "Guarded");
        form.put("rules", List.of(java.util.Map.of("on", "created", "workflowId", "no", "blocking", true)));
        server.objects.addForm(dev.millrace.form.Form.read(form));

        Reply reply = server.invoke(
                "{'ActionName':'CreateBizObject','SchemaCode':'Guarded','BizObject':{},'IsSubmit':false}");

        assertThat(reply.text("ErrorCode")).isEqualTo("RuleFailed");
        assertThat(reply.text("ErrorMessage")).isEqualTo("not today");
        assertThat(server.count("Guarded")).isZero();
    }

    @Test
    void version_that_is_not_the_stored_one_is_a_conflict() {
        String id = server.create("Purchase", "{'F_No':'1'}", false);

        Reply reply = server.invoke("{'ActionName':'UpdateBizObject','SchemaCode':'Purchase','BizObjectId':'" + id
                + "','BizObject':{'F_Amount':1},'Version':'2020/01/01 00:00:00'}");

        assertThat(reply.text("ErrorCode")).isEqualTo("Conflict");
    }
}
