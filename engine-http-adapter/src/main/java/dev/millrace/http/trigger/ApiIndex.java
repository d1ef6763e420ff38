package dev.millrace.http.trigger;

import dev.millrace.Millrace;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The APIs of the deployed workflows, by path. Follows every deployment: it is made anew when the engine's number of
 * deployments has changed, of which only what changed is read again. Between deployments a look-up is two reads of a map.
 * Thread-safe.
 */
final class ApiIndex {
    private final Millrace engine;
    private volatile Content content;

    private record Names(String owner, String module, String function) {}

    private record ShortNames(String module, String function) {}

    /** @param read every workflow with its API, if it is one */
    private record Content(
            long deployments,
            IdentityHashMap<Workflow, Optional<ApiDefinition>> read,
            Map<Names, ApiDefinition> byNames,
            Map<ShortNames, List<ApiDefinition>> byShortNames,
            Map<String, ApiDefinition> byId) {}

    ApiIndex(Millrace engine) {
        this.engine = engine;
        this.content = new Content(-1, new IdentityHashMap<>(), Map.of(), Map.of(), Map.of());
    }

    /** The API of a path with three segments, of which the last may be {@code sync} or {@code async}. */
    Optional<ApiDefinition> find(String first, String second, String third) {
        Content now = content();
        ApiDefinition named = now.byNames.get(new Names(first, second, third));
        if (named != null) {
            return Optional.of(named);
        }
        List<ApiDefinition> ofAllOwners = now.byShortNames.getOrDefault(new ShortNames(first, second), List.of());
        return ofAllOwners.size() == 1
                ? Optional.of(ofAllOwners.get(0))
                        .filter(api -> api.route().mode().id().equals(third))
                : Optional.empty();
    }

    /** The API of a path with two segments. */
    Optional<ApiDefinition> find(String module, String function) {
        return Optional.ofNullable(content().byNames.get(new Names(ApiRoute.DEFAULT_OWNER, module, function)));
    }

    /** The API that a workflow is. */
    Optional<ApiDefinition> find(String workflowId) {
        return Optional.ofNullable(content().byId.get(workflowId));
    }

    /** All of them, in the order of their workflows. */
    Collection<ApiDefinition> all() {
        return content().byId.values();
    }

    private Content content() {
        Content known = content;
        if (known.deployments == engine.deployments()) {
            return known;
        }
        synchronized (this) {
            if (content.deployments != engine.deployments()) {
                content = read(content.read);
            }
            return content;
        }
    }

    /** The number is read first: what is deployed meanwhile changes it, and leads to another reading. */
    private Content read(IdentityHashMap<Workflow, Optional<ApiDefinition>> known) {
        long deployments = engine.deployments();
        IdentityHashMap<Workflow, Optional<ApiDefinition>> read = new IdentityHashMap<>();
        Content next = new Content(deployments, read, new HashMap<>(), new HashMap<>(), new LinkedHashMap<>());
        List<Workflow> workflows = engine.workflows().list();
        for (Workflow workflow : workflows) {
            Optional<ApiDefinition> before = known.get(workflow);
            Optional<ApiDefinition> api =
                    before == null ? DefinitionReader.read(workflow, new DefinitionProblems()) : before;
            read.put(workflow, api);
            api.ifPresent(definition -> add(definition, next));
        }
        return next;
    }

    private static void add(ApiDefinition api, Content to) {
        ApiRoute route = api.route();
        to.byId.put(api.id(), api);
        boolean isFirst =
                to.byNames.putIfAbsent(new Names(route.owner(), route.module(), route.function()), api) == null;
        if (isFirst) { // a host may deploy a second one under the names of another; nobody can call it
            to.byShortNames
                    .computeIfAbsent(new ShortNames(route.module(), route.function()), unused -> new ArrayList<>())
                    .add(api);
        }
    }
}
