package dev.millrace.modules.data;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Compiled;
import dev.millrace.value.Excerpt;
import dev.millrace.value.PlainValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Queries JSON by a JSONPath, with its filters and functions. Refused are the regular expressions of the path language,
 * which know no deadline, and the functions that build texts; what remains runs under a budget of visited values.
 */
final class JsonQuery implements Module {
    private static final int MAX_PATH_LENGTH = 500;
    private static final int MAX_BRACKETS = 40;
    private static final Pattern REFUSED = Pattern.compile("=~|\\.\\s*(concat|append)\\s*\\(");
    /** Operators of filters that compare each element of one list with each of another. */
    private static final Pattern OF_TWO_LISTS =
            Pattern.compile("\\b(subsetof|anyof|noneof|all)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern CLASS_NAME = Pattern.compile("^([a-z]+\\.)+[A-Z]\\w*: ");

    private static final Compiled<JsonPath> PATHS = Compiled.with(JsonQuery::compile);

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("json_query")
            .category(Category.DATA)
            .name("JSON 查询", "Query JSON")
            .description("用 JSONPath 查询 JSON", "Find values in JSON by a JSONPath")
            .input(
                    Input.any("json")
                            .required()
                            .code("json")
                            .label("JSON", "JSON")
                            .help("JSON 文本、列表或字典", "A JSON text, a list or a dictionary"),
                    Input.text("path")
                            .required()
                            .label("JSONPath", "JSONPath")
                            .help("例如 $.items[?(@.price < 10)].name", "As in $.items[?(@.price < 10)].name"))
            .output(
                    Output.any("firstValue")
                            .alias("first_value")
                            .label("第一个值", "First Value")
                            .help("找到的第一个值，没有则为空", "The first value found, or null"),
                    Output.list("allValues")
                            .alias("all_values")
                            .label("所有值", "All Values")
                            .help("找到的所有值", "Every value found, in order"))
            .effect(Effect.PURE)
            .check(new PathCheck())
            .example(new ModuleExample(
                    new LocalizedText("按条件筛选", "Filter by a condition"),
                    Map.of(
                            "json", "{\"items\":[{\"id\":1,\"price\":5},{\"id\":2,\"price\":20}]}",
                            "path", "$.items[?(@.price < 10)].id"),
                    Map.of("firstValue", 1, "allValues", Arrays.asList(1))))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        Object document = Documents.of(step, step.input("json"));
        String text = step.text("path", "").strip();
        try {
            JsonPath path = callsFunction(text) ? compile(text) : PATHS.of(text);
            BudgetedWalk walk = new BudgetedWalk(
                    step.cancellation(), OF_TWO_LISTS.matcher(text).find());
            List<@Nullable Object> found = find(path, document, walk);
            return StepResult.done("firstValue", found.isEmpty() ? null : found.get(0), "allValues", found);
        } catch (BudgetedWalk.Stopped e) {
            throw new InterruptedException("the step was told to stop");
        } catch (InvalidPathException e) {
            return StepResult.failed("Invalid JSONPath", Excerpt.quoted(text) + ": " + reason(e));
        } catch (JsonPathException e) {
            return StepResult.failed("Query failed", Excerpt.quoted(text) + ": " + reason(e));
        } catch (IllegalStateException | IndexOutOfBoundsException e) { // from functions with wrong arguments
            return StepResult.failed(
                    "Query failed", Excerpt.quoted(text) + " cannot be evaluated; check its functions' arguments");
        }
    }

    /** The library passes on what other exceptions are called. */
    private static String reason(JsonPathException problem) {
        return CLASS_NAME.matcher(String.valueOf(problem.getMessage())).replaceFirst("");
    }

    private static List<@Nullable Object> find(JsonPath path, @Nullable Object document, BudgetedWalk walk) {
        Configuration configuration = Configuration.builder()
                .jsonProvider(walk)
                .mappingProvider(walk.compared())
                .build();
        try {
            Object found = path.read(document, configuration);
            return plain(found instanceof List<?> list && !path.isDefinite() ? list : Collections.singletonList(found));
        } catch (PathNotFoundException e) {
            return List.of();
        }
    }

    /** A value that is found at several places counts at each. */
    private static List<@Nullable Object> plain(List<?> found) {
        try {
            return PlainValue.list(found);
        } catch (IllegalArgumentException e) {
            throw new StepFailedException(
                    "Result too large",
                    "what is found has more elements together, or is nested deeper, than a value may be;"
                            + " ask for less, or query a smaller document");
        }
    }

    /** A path with function arguments keeps them between evaluations, so it must not be shared by two steps. */
    private static boolean callsFunction(String path) {
        for (int at = path.indexOf('('); at >= 0; at = path.indexOf('(', at + 1)) {
            String before = path.substring(0, at).stripTrailing();
            if (!before.isEmpty() && Character.isLetterOrDigit(before.charAt(before.length() - 1))) {
                return true;
            }
        }
        return false;
    }

    private static JsonPath compile(String path) {
        if (path.isEmpty() || path.length() > MAX_PATH_LENGTH) {
            throw new InvalidPathException("a path has 1 to " + MAX_PATH_LENGTH + " characters");
        }
        if (path.chars().filter(c -> c == '[' || c == '(').count() > MAX_BRACKETS) {
            throw new InvalidPathException("a path has at most " + MAX_BRACKETS + " brackets");
        }
        Matcher refused = REFUSED.matcher(path);
        if (refused.find()) {
            throw new InvalidPathException(
                    "\"" + refused.group() + "\" is not offered in paths; use a text module on the result");
        }
        return JsonPath.compile(path);
    }

    /** A path that cannot be read is found before the workflow runs. */
    private static final class PathCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters.literalText("path").ifPresent(path -> {
                try {
                    compile(path.strip());
                } catch (InvalidPathException e) {
                    findings.error(
                            "path",
                            Excerpt.quoted(path) + " is no JSONPath: " + reason(e),
                            "write a path such as $.items[0].name");
                }
            });
        }
    }
}
