package dev.millrace.examples;

import dev.millrace.ExecutionHandle;
import dev.millrace.ExecutionResult;
import dev.millrace.Millrace;
import dev.millrace.StartRequest;
import dev.millrace.work.Completion;
import dev.millrace.work.WorkItem;
import dev.millrace.work.WorkItemFilter;
import dev.millrace.work.WorkItemStore;
import dev.millrace.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Two people approve, one after the other. The application is told of each new work item by the store it brings. */
public final class Approval {
    private Approval() {}

    private static Workflow purchase() {
        return Workflow.builder("Purchase")
                .step("lead", "activity", Map.of("name", "Approve the desk", "assignees", List.of("ann", "bo")))
                .step("by-lead", "if_condition", Map.of("condition", "{{lead.action}} == \"approve\""))
                .step("head", "activity", Map.of("name", "Approve the desk again", "assignees", "cy"))
                .step(
                        "answer",
                        "output",
                        Map.of("value", "{{lead.action}} by {{lead.by}}, {{head.action}} by {{head.by}}"))
                .step("end", "endif", Map.of())
                .build();
    }

    /** A real one would write to a database, and tell people. */
    private record TellingStore(WorkItemStore items, BlockingQueue<WorkItem> told) implements WorkItemStore {
        @Override
        public WorkItem add(WorkItem item) {
            WorkItem stored = items.add(item);
            told.add(stored);
            return stored;
        }

        @Override
        public Optional<WorkItem> find(String id) {
            return items.find(id);
        }

        @Override
        public boolean replace(WorkItem known, WorkItem changed) {
            return items.replace(known, changed);
        }

        @Override
        public List<WorkItem> list(WorkItemFilter filter) {
            return items.list(filter);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<WorkItem> told = new LinkedBlockingQueue<>();
        TellingStore store = new TellingStore(WorkItemStore.inMemory(), told);
        try (Millrace millrace = Millrace.builder().workItems(store).build()) {
            ExecutionHandle execution = millrace.start(purchase(), StartRequest.plain());
            answer(millrace, told.take(), "bo");
            answer(millrace, told.take(), "cy");
            ExecutionResult result = execution.await(Duration.ofSeconds(10)).orElseThrow();
            System.out.println(result.status() + " " + result.output());
        }
    }

    private static void answer(Millrace millrace, WorkItem item, String person) {
        System.out.println(person + " is asked: " + item.assignment().name());
        millrace.workItems().complete(item.id(), Completion.of(person, "approve"));
    }
}
