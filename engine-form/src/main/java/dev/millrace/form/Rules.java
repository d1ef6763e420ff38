package dev.millrace.form;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.StartRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
    private final Starts starts;
    private final Limit limit;

    Rules(Millrace engine, Starts starts, Limit limit) {
        this.engine = engine;
        this.starts = starts;
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
        String id =
                object.id() + "/" + object.revision() + "/" + occasion.event().id() + "/" + index;
        return new ObjectStore.Firing(
                id,
                occasion.form().rules().get(index).workflowId(),
                Starts.executionId(id),
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

    /** Under an id of its own: whoever has to try again asks again. */
    private CompletableFuture<Void> answerOf(ObjectStore.Firing firing) {
        ExecutionHandle handle;
        try {
            handle = engine.workflows()
                    .find(firing.workflowId())
                    .map(workflow -> engine.prepare(workflow).start(Starts.request(workflow, firing.data())))
                    .orElseThrow(() -> failed("the rule's workflow " + firing.workflowId() + " is not deployed"));
        } catch (StartRefusedException | InvalidWorkflowException e) {
            LOG.error("The workflow {} of a rule cannot start: {}", firing.workflowId(), e.getMessage());
            return CompletableFuture.failedFuture(
                    failed("the rule's workflow " + firing.workflowId() + " cannot start"));
        } catch (ObjectException notDeployed) {
            return CompletableFuture.failedFuture(notDeployed);
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

    private CompletableFuture<?> fire(ObjectStore.Firing firing) {
        return starts.start(firing)
                .thenCompose(started -> started.map(ExecutionHandle::completion)
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }
}
