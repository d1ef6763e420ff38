package dev.millrace.http.trigger;

import dev.millrace.http.trigger.ApiRoute.Mode;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what the parameters of a trigger say of an API (spec 1). Used once. */
final class DefinitionReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MAX_LABEL = 128;
    private static final int MAX_BLOCKS = 1_000;
    private static final int MAX_PARAMETERS = 200;

    private final Workflow workflow;
    private final Step trigger;
    private final Map<String, @Nullable Object> fields;
    private final DefinitionProblems problems;

    private DefinitionReader(Workflow workflow, Step trigger, DefinitionProblems problems) {
        this.workflow = workflow;
        this.trigger = trigger;
        this.fields = trigger.parameters();
        this.problems = problems;
    }

    /** The API that a workflow is; empty if it is none, or not a sound and complete one. */
    static Optional<ApiDefinition> read(Workflow workflow, DefinitionProblems problems) {
        Optional<Step> trigger = ApiDefinition.trigger(workflow).filter(step -> !step.disabled());
        if (trigger.isEmpty()) {
            return Optional.empty();
        }
        ApiDefinition definition = new DefinitionReader(workflow, trigger.get(), problems).read();
        return problems.isSound() ? Optional.of(definition) : Optional.empty();
    }

    private ApiDefinition read() {
        return new ApiDefinition(
                workflow,
                trigger,
                label(),
                new ApiRoute(
                        fields.get("owner") == null ? ApiRoute.DEFAULT_OWNER : name("owner"),
                        name("module"),
                        name("function"),
                        option("mode", "sync", "async").equals("async") ? Mode.ASYNC : Mode.SYNC),
                methods(),
                truth("enabled"),
                CredentialForm.read(fields.get(CredentialForm.FIELD), problems),
                blocks(),
                parameters(),
                debugData(),
                new CallLimits(
                        whole("timeoutMs", 60_000, 1, 300_000),
                        whole("maxConcurrent", 100, 0, 1_000_000),
                        whole("queueMs", 0, 0, 60_000),
                        whole("ratePerSecond", 0, 0, 100_000),
                        option("onTimeout", "cancel", "detach").equals("detach")));
    }

    private String label() {
        Object value = fields.get("name");
        if (value == null || value.equals("")) {
            problems.missing();
            return "";
        }
        if (value instanceof String text && !text.isBlank() && text.length() <= MAX_LABEL) {
            return text;
        }
        problems.add("name", "must be a text of 1 to " + MAX_LABEL + " characters");
        return "";
    }

    private String name(String field) {
        Object value = fields.get(field);
        if (value == null || value.equals("")) {
            problems.missing();
            return "";
        }
        if (value instanceof String text && NAME.matcher(text).matches()) {
            return text;
        }
        problems.add(field, "must have 1 to 64 letters, digits, hyphens and underscores");
        return "";
    }

    private Set<String> methods() {
        String method = option("method", "POST", "GET", "ANY");
        return method.equals("ANY") ? Set.of("GET", "POST") : Set.of(method);
    }

    /** The first option where the field is absent. */
    private String option(String field, String... options) {
        Object value = fields.get(field);
        if (value == null) {
            return options[0];
        }
        for (String option : options) {
            if (option.equals(value)) {
                return option;
            }
        }
        problems.add(field, "must be one of " + String.join(", ", options));
        return options[0];
    }

    private boolean truth(String field) {
        Object value = fields.get(field);
        if (value != null && !(value instanceof Boolean)) {
            problems.add(field, "must be true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    private int whole(String field, int whenAbsent, int min, int max) {
        Object value = fields.get(field);
        if (value == null) {
            return whenAbsent;
        }
        if (value instanceof Number number) {
            BigDecimal exact = new BigDecimal(number.toString());
            if (exact.stripTrailingZeros().scale() <= 0
                    && exact.compareTo(BigDecimal.valueOf(min)) >= 0
                    && exact.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return exact.intValueExact();
            }
        }
        problems.add(field, "must be a whole number from " + min + " to " + max);
        return whenAbsent;
    }

    private List<AddressBlock> blocks() {
        List<AddressBlock> blocks = new ArrayList<>();
        int index = 0;
        for (Object element : list("ipWhitelist", MAX_BLOCKS)) {
            String place = "ipWhitelist[" + index++ + "]";
            Optional<AddressBlock> block =
                    element instanceof String text ? AddressBlock.parse(text.strip()) : Optional.empty();
            block.ifPresentOrElse(
                    blocks::add,
                    () -> problems.add(place, "must be an address or a block such as 10.0.0.0/8; names are not"));
        }
        return blocks;
    }

    private List<DeclaredParameter> parameters() {
        List<DeclaredParameter> parameters = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int index = 0;
        for (Object element : list("params", MAX_PARAMETERS)) {
            String place = "params[" + index++ + "]";
            if (!(element instanceof Map<?, ?> declared)
                    || !(declared.get("name") instanceof String name)
                    || name.isBlank()) {
                problems.add(place, "must be an object with a name");
                continue;
            }
            if (!names.add(name)) {
                problems.add(place + ".name", "was declared before");
            }
            parameters.add(parameter(name, declared, place));
        }
        return parameters;
    }

    private DeclaredParameter parameter(String name, Map<?, ?> declared, String place) {
        Object in = declared.get("in");
        if (in != null && !in.equals("query") && !in.equals("body")) {
            problems.add(place + ".in", "must be query or body");
        }
        Object written = declared.get("type");
        Optional<DeclaredParameter.Type> type =
                written == null ? Optional.of(DeclaredParameter.Type.ANY) : DeclaredParameter.Type.named(written);
        if (type.isEmpty()) {
            problems.add(place + ".type", "must be one of string, number, integer, boolean, object, array, any");
        }
        Object required = declared.get("required");
        if (required != null && !(required instanceof Boolean)) {
            problems.add(place + ".required", "must be true or false");
        }
        boolean isInQuery = in == null ? methods().equals(Set.of("GET")) : in.equals("query");
        return new DeclaredParameter(
                name,
                isInQuery,
                type.orElse(DeclaredParameter.Type.ANY),
                Boolean.TRUE.equals(required),
                declared.get("default"),
                declared.containsKey("default"));
    }

    private List<?> list(String field, int maxCount) {
        Object value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list && list.size() <= maxCount) {
            return list;
        }
        problems.add(field, "must be a list of at most " + maxCount);
        return List.of();
    }

    private Map<String, @Nullable Object> debugData() {
        Object value = fields.get("debugData");
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, element) -> data.put(String.valueOf(name), element));
        } else if (value != null) {
            problems.add("debugData", "must be an object");
        }
        return data;
    }
}
