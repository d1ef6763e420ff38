package dev.millrace;

import static com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES;
import static com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Workflows as text that reads like a program: one step a line, {@code id: module {parameter: value}}.
 *
 * <pre>
 * L: loop {count: 3}
 *      note 'round {{L.loop_index}}'
 *    end_loop
 * </pre>
 *
 * <p>The id may be left out (the n-th step is then {@code s<n>}), and so may parameters; a lone text is the parameter
 * {@code text}. {@code disabled} before a step disables it.
 */
final class Listing {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(ALLOW_SINGLE_QUOTES, ALLOW_UNQUOTED_FIELD_NAMES)
            .build();
    private static final Pattern LINE =
            Pattern.compile("(?<off>disabled )?(?:(?<id>[\\w-]+): *)?(?<module>[\\w.-]+)(?: +(?<rest>.*))?");

    private Listing() {}

    static Workflow workflow(String listing) {
        return builder(listing).build();
    }

    static Workflow.Builder builder(String listing) {
        Workflow.Builder builder = Workflow.builder("w").id("w");
        steps(listing).forEach(builder::step);
        return builder;
    }

    static List<Step> steps(String listing) {
        List<Step> steps = new ArrayList<>();
        listing.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> steps.add(step(line, steps.size() + 1)));
        return steps;
    }

    private static Step step(String line, int number) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a step: " + line);
        }
        String id = parts.group("id") == null ? "s" + number : parts.group("id");
        Step step = Step.of(id, parts.group("module"), parameters(parts.group("rest")));
        return parts.group("off") == null ? step : step.disable();
    }

    private static Map<String, @Nullable Object> parameters(@Nullable String rest) {
        if (rest == null || rest.isEmpty()) {
            return Map.of();
        }
        try {
            return rest.startsWith("{")
                    ? JSON.readValue(rest, new TypeReference<Map<String, @Nullable Object>>() {})
                    : Map.of("text", JSON.readValue(rest, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not parameters: " + rest, e);
        }
    }
}
