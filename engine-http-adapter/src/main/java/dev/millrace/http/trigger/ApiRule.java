package dev.millrace.http.trigger;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.workflow.WorkflowRule;
import dev.millrace.http.exchange.Failure;
import dev.millrace.store.Clock;
import dev.millrace.workflow.Step;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the definitions of APIs sound (spec 1, 2 and 4): no two that a path could mean, no secret that can be read back. What
 * is not written yet may be saved; nobody can call it.
 */
public final class ApiRule implements WorkflowRule {
    private static final int MAX_NAME = 64;

    private final ApiIndex index;
    private final Clock clock;

    ApiRule(ApiIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    @Override
    public Workflow stored(Workflow wanted, Optional<Workflow> stored, Predicate<Workflow> seen) {
        List<Step> apis =
                wanted.triggers().stream().filter(ApiDefinition::isApi).toList();
        if (apis.isEmpty()) {
            return wanted;
        }
        DefinitionProblems problems = new DefinitionProblems();
        if (apis.size() > 1) {
            problems.add("triggers", "may hold one trigger_api at most");
        }
        Object before = stored.flatMap(ApiDefinition::trigger)
                .map(trigger -> trigger.parameters().get(CredentialForm.FIELD))
                .orElse(null);
        Workflow secured = withCredentials(wanted, written -> CredentialForm.stored(written, before, problems));
        problems.check();
        Optional<ApiDefinition> definition = DefinitionReader.read(secured, problems);
        problems.check();
        definition.ifPresent(api -> refuseConflict(api, seen));
        Object createdAt = stored.flatMap(ApiDefinition::trigger)
                .map(trigger -> trigger.parameters().get(ApiForm.CREATED_AT))
                .orElseGet(clock::epochMillis);
        return withTrigger(secured, step -> step.withParameter(ApiForm.CREATED_AT, createdAt));
    }

    private void refuseConflict(ApiDefinition wanted, Predicate<Workflow> seen) {
        for (ApiDefinition other : index.all()) {
            boolean isOther = !other.id().equals(wanted.id());
            if (isOther && other.route().hasNamesOf(wanted.route())) {
                throw conflict(wanted, other, "has the same path", seen);
            }
            if (isOther && other.route().isMistakenFor(wanted.route())) {
                throw conflict(wanted, other, "has this path without its owner", seen);
            }
        }
    }

    private static Failure conflict(ApiDefinition wanted, ApiDefinition other, String why, Predicate<Workflow> seen) {
        boolean isTold = seen.test(other.workflow());
        String which = isTold ? other.route() + ", which " + why : "another one";
        Failure conflict = Failure.of(
                        EditorError.WORKFLOW_EXISTS,
                        "API " + wanted.route() + " cannot be told from " + which
                                + "; change owner, module or function")
                .with("error", "requestError.conflict");
        return isTold ? conflict.with("apiId", other.id()) : conflict;
    }

    @Override
    public Workflow shown(Workflow stored) {
        return withCredentials(stored, CredentialForm::shown);
    }

    /** The copy of an API has the same secret, and a function name of its own; it is disabled. */
    @Override
    public Workflow copied(Workflow source, Workflow copy) {
        Optional<Step> trigger = ApiDefinition.trigger(source);
        if (trigger.isEmpty()) {
            return copy;
        }
        Map<String, @Nullable Object> parameters = trigger.get().parameters();
        Object credential = parameters.get(CredentialForm.FIELD);
        DefinitionProblems problems = new DefinitionProblems();
        Workflow secured = withCredentials(copy, shown -> CredentialForm.stored(shown, credential, problems));
        return withTrigger(
                secured,
                step -> withFreeName(
                        step.withParameter("enabled", false).withParameter(ApiForm.CREATED_AT, clock.epochMillis())));
    }

    private Step withFreeName(Step trigger) {
        if (!(trigger.parameters().get("function") instanceof String function)) {
            return trigger;
        }
        Object owner = trigger.parameters().get("owner");
        for (int number = 1; ; number++) {
            String suffix = number == 1 ? "-copy" : "-copy-" + number;
            String name = function.substring(0, Math.min(function.length(), MAX_NAME - suffix.length())) + suffix;
            boolean isFree = index.all().stream()
                    .map(ApiDefinition::route)
                    .noneMatch(route -> route.isNamed(
                            owner == null ? ApiRoute.DEFAULT_OWNER : owner.toString(),
                            String.valueOf(trigger.parameters().get("module")),
                            name));
            if (isFree) {
                return trigger.withParameter("function", name);
            }
        }
    }

    private static Workflow withCredentials(
            Workflow workflow, Function<Map<?, ?>, Map<String, @Nullable Object>> change) {
        return withTrigger(
                workflow,
                step -> step.parameters().get(CredentialForm.FIELD) instanceof Map<?, ?> auth
                        ? step.withParameter(CredentialForm.FIELD, change.apply(auth))
                        : step);
    }

    private static Workflow withTrigger(Workflow workflow, UnaryOperator<Step> change) {
        if (ApiDefinition.trigger(workflow).isEmpty()) {
            return workflow;
        }
        List<Step> triggers = workflow.triggers().stream()
                .map(step -> ApiDefinition.isApi(step) ? change.apply(step) : step)
                .toList();
        return workflow.toBuilder().triggers(triggers).build();
    }
}
