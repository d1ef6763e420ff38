package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.StartRefusedException;
import dev.millrace.StartRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the workflows of rules: once for each transition of an object (spec section 11). What is to start was stored with
 * the change, and is settled when its execution has started. Thread-safe.
 */
final class Rules {
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
    private static final int MAX_DEPTH = 5;
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final Duration ALL_ANSWERS = Duration.ofSeconds(20);
    private static final Duration TOGETHER = Duration.ofSeconds(30);

    private final Millrace engine;
    private final ObjectStore store;
    private final Limit limit;
    /** What this process has begun with; a firing is in it before its workflow starts. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    Rules(Millrace engine, ObjectStore store, Limit limit) {
        this.engine = engine;
        this.store = store;
        this.limit = limit;
    }

    /** A change of an object, as rules see it. */
    record Occasion(
            Form form,
            Rule.Event event,
            BusinessObject object,
            Map<String, @Nullable Object> after,
            @Nullable Map<String, @Nullable Object> before,
            int depth) {}

    /** What is to be stored with the change. */
    List<ObjectStore.Firing> firings(Occasion occasion) {
        List<ObjectStore.Firing> firings = new ArrayList<>();
        List<Rule> rules = occasion.form().rules();
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).blocking() && suits(rules.get(i), occasion)) {
                firings.add(firing(occasion, i));
            }
        }
        return firings;
    }

    private static boolean suits(Rule rule, Occasion occasion) {
        if (rule.on() != occasion.event() || !rule.suits(occasion.after())) {
            return false;
        }
        if (occasion.depth() >= MAX_DEPTH) {
            LOG.error(
                    "Rules of form {} lead to one another without an end; {} is not started",
                    occasion.form().schemaCode(),
                    rule.workflowId());
            return false;
        }
        return true;
    }

    private static ObjectStore.Firing firing(Occasion occasion, int index) {
        BusinessObject object = occasion.object();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("schemaCode", object.schemaCode());
        data.put("bizObjectId", object.id());
        data.put("bizObject", occasion.after());
        data.put("previous", occasion.before());
        data.put("event", occasion.event().id());
        data.put("depth", (long) occasion.depth() + 1);
        return new ObjectStore.Firing(
                object.id() + "/" + object.revision() + "/" + occasion.event().id() + "/" + index,
                occasion.form().rules().get(index).workflowId(),
                data,
                occasion.form().rules().get(index).async());
    }

    /**
     * Asks the rules that can refuse changes, before they are stored.
     *
     * @return fails with {@link ObjectError#RULE_FAILED}, if one does
     */
    CompletableFuture<Void> ask(List<Occasion> occasions) {
        CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);
        for (Occasion occasion : occasions) {
            List<Rule> rules = occasion.form().rules();
            for (int i = 0; i < rules.size(); i++) {
                if (rules.get(i).blocking() && suits(rules.get(i), occasion)) {
                    ObjectStore.Firing firing = firing(occasion, i);
                    asked = asked.thenCompose(unused -> answerOf(firing));
                }
            }
        }
        CompletableFuture<Void> all = asked;
        return limit.atMost(ALL_ANSWERS, all)
                .thenCompose(unused -> all.isDone()
                        ? all
                        : CompletableFuture.failedFuture(failed("the rules have not answered in time")));
    }

    private CompletableFuture<Void> answerOf(ObjectStore.Firing firing) {
        ExecutionHandle handle = start(firing);
        if (handle == null) {
            return CompletableFuture.failedFuture(
                    failed("the rule's workflow " + firing.workflowId() + " cannot start"));
        }
        CompletableFuture<ExecutionResult> end = handle.completion();
        return limit.atMost(EACH, end).thenAccept(unused -> {
            if (!end.isDone()) {
                handle.cancel();
                throw new CompletionException(failed("a rule has not answered in time"));
            }
            ExecutionResult result = end.join();
            if (!result.isCompleted()) {
                throw new CompletionException(failed(result.error()
                        .map(error -> error.message())
                        .filter(message -> !message.isBlank())
                        .orElse("a rule has refused it")));
            }
        });
    }

    private static ObjectException failed(String message) {
        return new ObjectException(ObjectError.RULE_FAILED, message);
    }

    /** Starts what was stored; completes when those that are waited for have ended, or their time is over. */
    CompletableFuture<Void> fire(List<ObjectStore.Firing> firings) {
        CompletableFuture<Void> waited = CompletableFuture.completedFuture(null);
        for (ObjectStore.Firing firing : firings) {
            if (firing.async()) {
                var unused = fire(firing); // nobody waits for it
            } else {
                waited = waited.thenCompose(before -> limit.atMost(EACH, fire(firing)));
            }
        }
        return firings.isEmpty() ? waited : limit.atMost(TOGETHER, waited);
    }

    /** Starts what an earlier process has left. */
    void fireUnsettled() {
        for (ObjectStore.Firing firing : store.unsettled()) {
            var unused = fire(firing);
        }
    }

    private CompletableFuture<?> fire(ObjectStore.Firing firing) {
        if (!begun.add(firing.id())) {
            return CompletableFuture.completedFuture(null);
        }
        ExecutionHandle handle = start(firing);
        store.settle(firing.id());
        begun.remove(firing.id());
        return handle == null ? CompletableFuture.completedFuture(null) : handle.completion();
    }

    private @Nullable ExecutionHandle start(ObjectStore.Firing firing) {
        try {
            return engine.start(firing.workflowId(), request(engine, firing.workflowId(), firing.data()));
        } catch (StartRefusedException | InvalidWorkflowException e) {
            LOG.error("The workflow {} of a rule cannot start: {}", firing.workflowId(), e.getMessage());
            return null;
        }
    }

    /** Seeds the first form trigger of the workflow, where it has one. */
    static StartRequest request(Millrace engine, String workflowId, Map<String, @Nullable Object> data) {
        StartRequest request = StartRequest.plain().withTriggeredBy("form");
        return engine.workflows()
                .find(workflowId)
                .flatMap(workflow -> workflow.triggers().stream()
                        .filter(trigger -> trigger.moduleId().equals("trigger_form")
                                || trigger.moduleId().equals("flow.trigger.form"))
                        .findFirst())
                .map(trigger -> request.withTrigger(trigger.id(), data))
                .orElseGet(() -> request.withTriggerData(data));
    }
}
