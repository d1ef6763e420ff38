package dev.millrace.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of modules (document 001, modules; spec vflow-model 7.6; decisions D1 and D5). */
class ModulesTest {
    private final TestServer server = TestServer.start();
    private final TestClient client = server.client();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void categories_are_those_of_the_document_in_its_order() {
        JsonNode categories = client.get("/api/v1/modules/categories").at("data.categories");

        assertThat(texts(categories, "/id"))
                .containsExactly("trigger", "ui_interaction", "logic", "data", "file", "network", "system", "shizuku");
        assertThat(categories.get(0)).isEqualTo(Reply.read("""
                        {"id": "trigger", "name": "触发器", "nameEn": "Triggers", "icon": "ic_trigger",
                         "description": "工作流触发条件", "descriptionEn": "Workflow trigger conditions", "order": 0}
                        """));
        assertThat(categories.get(6).at("/name").asText()).isEqualTo("应用与系统");
        assertThat(categories.get(7).at("/order").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"id": "delay",
                 "metadata": {"name": "延迟", "nameEn": "Delay", "icon": "ic_delay", "category": "system",
                              "description": "延迟指定时间", "descriptionEn": "Delay for specified time"},
                 "blockBehavior": {"blockType": "none", "canStartWorkflow": true, "endBlockId": null}}
                """, """
                {"id": "http_request",
                 "metadata": {"name": "HTTP请求", "nameEn": "HTTP Request", "icon": "ic_http", "category": "network",
                              "description": "发送HTTP/HTTPS请求", "descriptionEn": "Send HTTP/HTTPS request"},
                 "blockBehavior": {"blockType": "none", "canStartWorkflow": true, "endBlockId": null}}
                """, """
                {"id": "if_condition",
                 "metadata": {"name": "If条件", "nameEn": "If Condition", "icon": "ic_if", "category": "logic",
                              "description": "条件判断", "descriptionEn": "Conditional statement"},
                 "blockBehavior": {"blockType": "if", "canStartWorkflow": false, "endBlockId": "endif"}}
                """})
    void module_is_listed_as_documented(String item) {
        JsonNode modules = client.get("/api/v1/modules").at("data.modules");

        assertThat(elements(modules)).contains(Reply.read(item));
    }

    @Test
    void middles_and_ends_of_blocks_are_not_listed_but_have_details() {
        assertThat(listed("")).contains("if_condition", "loop").doesNotContain("else", "endif", "end_loop");

        Reply end = client.get("/api/v1/modules/endif");

        assertThat(end.at("data.blockBehavior")).isEqualTo(Reply.read("""
                        {"blockType": "if", "canStartWorkflow": false, "endBlockId": null}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "network, http_request",
        "网络, http_request",
        "Network, http_request",
        "system, delay",
        "device, delay",
        "设备与系统, delay",
        "应用与系统, delay",
        "App & System, delay",
        "LOGIC, if_condition",
        "逻辑, if_condition"
    })
    void category_is_an_id_or_a_label_of_the_document_or_the_app(String category, String module) {
        List<String> listed = listed("?category=" + encoded(category));

        assertThat(listed).contains(module);
        assertThat(listed).hasSizeLessThan(listed("").size());
    }

    @Test
    void unknown_category_has_no_modules() {
        assertThat(listed("?category=nonsense")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"延迟", "dELAy FOR specified", "vflow.device.delay", "delay"})
    void search_looks_at_names_descriptions_and_ids(String text) {
        assertThat(listed("?search=" + encoded(text))).contains("delay").doesNotContain("http_request");
    }

    @Test
    void modules_of_the_phone_are_listed_on_demand_and_marked() {
        assertThat(listed("")).doesNotContain("vflow.device.click");

        JsonNode modules = client.get("/api/v1/modules?category=interaction&includeUnavailable=true")
                .at("data.modules");

        assertThat(texts(modules, "/id")).contains("vflow.device.click").doesNotContain("delay");
        assertThat(modules)
                .allSatisfy(module ->
                        assertThat(module.at("/available").isBoolean()).isTrue());
        assertThat(client.get("/api/v1/modules/vflow.device.click").at("data.available"))
                .isEqualTo(Reply.read("false"));
    }

    @Test
    void details_are_those_of_the_document() {
        JsonNode module = client.get("/api/v1/modules/http_request").at("data");

        assertThat(module.at("/metadata/helpUrl").isNull()).isTrue();
        assertThat(part(module.at("/inputs"), "id", "url")).isEqualTo(Reply.read("""
                        {"id": "url", "type": "string", "label": "URL", "labelEn": "URL",
                         "description": "请求地址；不写协议时使用 https",
                         "descriptionEn": "Request URL; https where it names no scheme",
                         "defaultValue": null, "required": true, "uiType": "text_field",
                         "constraints": {"pattern": "^https?://.*", "minLength": 1, "maxLength": 2000}}
                        """));
        assertThat(part(module.at("/inputs"), "id", "method")).isEqualTo(Reply.read("""
                        {"id": "method", "type": "string", "label": "请求方法", "labelEn": "Method",
                         "description": "HTTP请求方法", "descriptionEn": "HTTP request method",
                         "defaultValue": "GET", "required": true, "uiType": "dropdown",
                         "constraints": {"options": ["GET", "POST", "PUT", "DELETE", "PATCH"]}}
                        """));
        assertThat(part(module.at("/inputs"), "id", "headers")).isEqualTo(Reply.read("""
                        {"id": "headers", "type": "dictionary", "label": "请求头", "labelEn": "Headers",
                         "description": "自定义HTTP请求头", "descriptionEn": "Custom HTTP headers",
                         "defaultValue": null, "required": false, "uiType": "key_value_editor"}
                        """));
        JsonNode body = part(module.at("/inputs"), "id", "body");
        assertThat(body.at("/type").asText()).isEqualTo("string");
        assertThat(body.at("/uiType").asText()).isEqualTo("code_editor");
        assertThat(body.at("/constraints")).isEqualTo(Reply.read("{\"language\": \"json\"}"));
        JsonNode timeout = part(module.at("/inputs"), "id", "timeout");
        assertThat(timeout.at("/defaultValue").asInt()).isEqualTo(30);
        assertThat(timeout.at("/required").asBoolean()).isFalse();
        assertThat(timeout.at("/uiType").asText()).isEqualTo("number_slider");
        assertThat(timeout.at("/constraints")).isEqualTo(Reply.read("{\"min\": 1, \"max\": 300, \"step\": 1}"));
        assertThat(part(module.at("/outputs"), "id", "statusCode")).isEqualTo(Reply.read("""
                        {"id": "statusCode", "type": "number", "label": "状态码", "labelEn": "Status Code",
                         "description": "HTTP响应状态码", "descriptionEn": "HTTP response status code"}
                        """));
        assertThat(texts(module.at("/outputs"), "/id")).contains("body", "headers");
        JsonNode example = module.at("/examples/0");
        assertThat(example.at("/nameEn").asText()).isEqualTo("GET Example");
        assertThat(example.at("/description").isTextual()).isTrue();
        assertThat(example.at("/parameters")).isEqualTo(Reply.read("""
                        {"url": "https://api.example.com/users", "method": "GET"}"""));
    }

    @Test
    void form_is_that_of_the_document() {
        JsonNode schema =
                client.get("/api/v1/modules/http_request/input-schema").at("data.schema");

        JsonNode url = part(schema, "key", "url");
        assertThat(url.at("/type").asText()).isEqualTo("text_field");
        assertThat(url.at("/label").asText()).isEqualTo("URL");
        assertThat(url.at("/placeholder").asText()).startsWith("https://api.example.com");
        assertThat(url.at("/required").asBoolean()).isTrue();
        assertThat(url.at("/validation/pattern").asText()).isEqualTo("^https?://.*");
        assertThat(url.at("/validation/message").asText()).startsWith("Invalid");
        assertThat(url.at("/autocomplete")).isEqualTo(Reply.read("""
                        {"type": "variable", "allowMagicVariables": true}"""));
        JsonNode method = part(schema, "key", "method");
        assertThat(method.at("/type").asText()).isEqualTo("dropdown");
        assertThat(method.at("/required").asBoolean()).isTrue();
        assertThat(method.at("/options/0")).isEqualTo(Reply.read("{\"value\": \"GET\", \"label\": \"GET\"}"));
        JsonNode timeout = part(schema, "key", "timeout");
        assertThat(timeout.at("/type").asText()).isEqualTo("number_slider");
        assertThat(timeout.at("/min").asInt()).isEqualTo(1);
        assertThat(timeout.at("/max").asInt()).isEqualTo(300);
        assertThat(timeout.at("/step").asInt()).isEqualTo(1);
        assertThat(timeout.at("/unit").asText()).isEqualTo("秒");
        assertThat(timeout.at("/defaultValue").asInt()).isEqualTo(30);
        JsonNode headers = part(schema, "key", "headers");
        assertThat(headers.at("/type").asText()).isEqualTo("key_value_editor");
        assertThat(headers.at("/keyPlaceholder").isTextual()).isTrue();
        assertThat(headers.at("/valuePlaceholder").isTextual()).isTrue();
        assertThat(headers.at("/allowVariables").asBoolean()).isTrue();
    }

    @Test
    void field_says_when_it_is_shown() {
        JsonNode schema =
                client.get("/api/v1/modules/stop_workflow/input-schema").at("data.schema");

        assertThat(part(schema, "key", "workflow_id").at("/visibleWhen")).isEqualTo(Reply.read("""
                        {"key": "target", "values": ["other"]}"""));
    }

    @Test
    void alias_answers_with_the_canonical_module() {
        Reply byAlias = client.get("/api/v1/modules/vflow.network.http_request");

        assertThat(byAlias.text("data.id")).isEqualTo("http_request");
        assertThat(client.get("/api/v1/modules/vflow.network.http_request/input-schema")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void every_module_has_details_and_a_form() {
        for (String id : listed("?includeUnavailable=true")) {
            assertThat(client.get("/api/v1/modules/" + encoded(id)).text("data.id"))
                    .isEqualTo(id);
            assertThat(client.get("/api/v1/modules/" + encoded(id) + "/input-schema")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/modules/nonsense", "/api/v1/modules/nonsense/input-schema"})
    void unknown_module_is_not_found(String path) {
        Reply reply = client.get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo(2001);
        assertThat(reply.message()).isEqualTo("Module not found");
        assertThat(reply.text("details.moduleId")).isEqualTo("nonsense");
    }

    @Test
    void catalogue_is_shown_to_callers_with_a_token_only() {
        assertThat(server.stranger().get("/api/v1/modules").status()).isEqualTo(401);
    }

    private List<String> listed(String query) {
        return texts(client.get("/api/v1/modules" + query).at("data.modules"), "/id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static List<String> texts(JsonNode array, String pointer) {
        return elements(array).stream()
                .map(element -> element.at(pointer).asText())
                .toList();
    }

    private static JsonNode part(JsonNode array, String field, String value) {
        return elements(array).stream()
                .filter(element -> element.at("/" + field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }
}
