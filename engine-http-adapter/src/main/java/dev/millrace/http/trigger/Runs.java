package dev.millrace.http.trigger;

import dev.millrace.ExecutionHandle;
import dev.millrace.InvalidWorkflowException;
import dev.millrace.Millrace;
import dev.millrace.PreparedWorkflow;
import dev.millrace.StartRefusedException;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.idempotency.FirstAnswers;
import dev.millrace.http.trigger.ApiRoute.Mode;
import dev.millrace.observe.ExecutionView;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the workflows of APIs for their callers, as many and as often as they allow. A short workflow runs to its end on the
 * thread of the request; while a long one waits, no thread does. Thread-safe.
 */
final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final long MILLIS_PER_SECOND = 1_000;

    private final Millrace engine;
    private final Clock clock;
    private final CallRates rates;
    private final Map<String, Turns> turns = new ConcurrentHashMap<>();

    Runs(Millrace engine, Clock clock) {
        this.engine = engine;
        this.clock = clock;
        this.rates = new CallRates(clock);
    }

    /**
     * The answer to a call.
     *
     * @throws Failure if it may not run now; there is no execution then
     */
    CompletableFuture<Response.Full> run(Call call) {
        rates.count(call.api());
        Turns ofApi = turns.computeIfAbsent(call.api().id(), unused -> new Turns(engine, clock));
        CompletableFuture<Void> turn = ofApi.enter(call.api().limits());
        if (turn.isDone()) {
            return run(call, ofApi, true);
        }
        return turn.thenCompose(unused -> run(call, ofApi, false)); // on the thread that ends another execution
    }

    /** A call that is not made again, but found by its id, if it was made before. */
    FirstAnswers.Work once(Call call) {
        return new FirstAnswers.Work() {
            @Override
            public String executionId() {
                return call.uid();
            }

            @Override
            public CompletableFuture<Response.Full> begin() {
                return run(call);
            }

            @Override
            public Optional<CompletableFuture<Response.Full>> answerOf(String executionId) {
                return answerOfEarlier(call.api(), executionId);
            }
        };
    }

    private Optional<CompletableFuture<Response.Full>> answerOfEarlier(ApiDefinition api, String uid) {
        Optional<ExecutionHandle> running = engine.find(uid);
        if (api.route().mode() == Mode.ASYNC) {
            return running.isPresent() || ended(uid).isPresent()
                    ? Optional.of(CompletableFuture.completedFuture(CallEnvelope.accepted(uid)))
                    : Optional.empty();
        }
        return running.isPresent()
                ? running.map(execution ->
                        inTime(api, uid, execution.completion().thenApply(result -> answer(api, result.view()))))
                : ended(uid).map(view -> CompletableFuture.completedFuture(answer(api, view)));
    }

    private Optional<ExecutionView> ended(String uid) {
        return engine.history().flatMap(history -> history.find(uid));
    }

    private CompletableFuture<Response.Full> run(Call call, Turns turns, boolean onThisThread) {
        ExecutionHandle execution;
        boolean isAwaited = call.api().route().mode() == Mode.SYNC;
        try {
            PreparedWorkflow prepared = engine.prepare(call.api().workflow());
            execution = onThisThread && isAwaited ? prepared.startHere(call.start()) : prepared.start(call.start());
        } catch (InvalidWorkflowException e) {
            turns.leave();
            return CompletableFuture.completedFuture(RunAnswer.invalid(e.problems()));
        } catch (StartRefusedException e) {
            turns.leave();
            throw refused(e);
        } catch (RuntimeException e) {
            turns.leave();
            throw e;
        }
        CompletableFuture<Response.Full> end = execution.completion().thenApply(result -> {
            turns.leave();
            return answer(call.api(), result.view());
        });
        return isAwaited
                ? inTime(call.api(), call.uid(), end)
                : CompletableFuture.completedFuture(CallEnvelope.accepted(call.uid()));
    }

    private static Response.Full answer(ApiDefinition api, ExecutionView view) {
        try {
            return RunAnswer.response(view, api.workflow(), timeoutMillis(api));
        } catch (RuntimeException e) {
            LOG.error("The end of execution {} could not be told", view.id(), e);
            return CallEnvelope.failed(Failure.of(TriggerError.INTERNAL).with(CallEnvelope.UID, view.id()));
        }
    }

    /** The smaller of the API's and the workflow's own. */
    static long timeoutMillis(ApiDefinition api) {
        Integer seconds = api.workflow().maxExecutionSeconds();
        long own = seconds == null ? Long.MAX_VALUE : seconds * MILLIS_PER_SECOND;
        return Math.min(api.limits().timeoutMillis(), own);
    }

    /** The engine cancels what takes too long, unless the API wants it to go on. */
    private CompletableFuture<Response.Full> inTime(
            ApiDefinition api, String uid, CompletableFuture<Response.Full> end) {
        if (!api.limits().detaches() || end.isDone()) {
            return end;
        }
        long timeout = api.limits().timeoutMillis();
        CompletableFuture<Response.Full> answer = end.copy();
        Timers.Timer late =
                engine.callAt(clock.epochMillis() + timeout, () -> answer.complete(RunAnswer.late(timeout, uid)));
        var unused = answer.whenComplete((response, thrown) -> late.cancel());
        return answer;
    }

    private static Failure refused(StartRefusedException refusal) {
        return switch (refusal.reason()) {
            case ALREADY_RUNNING -> Failure.of(TriggerError.BUSY);
            case TOO_MANY_RUNNING -> Failure.of(TriggerError.TOO_MANY_REQUESTS).withHeader("Retry-After", "1");
            case UNKNOWN_WORKFLOW -> Failure.of(TriggerError.NOT_FOUND);
            case TRIGGER_FAILED, ALREADY_STARTED -> Failure.of(TriggerError.INTERNAL);
            case NOT_WRITTEN_DOWN, CLOSED ->
                Failure.of(TriggerError.UNAVAILABLE).withHeader("Retry-After", "5");
        };
    }
}
