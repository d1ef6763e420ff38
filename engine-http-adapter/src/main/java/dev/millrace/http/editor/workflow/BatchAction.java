package dev.millrace.http.editor.workflow;

import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Principal;
import dev.millrace.http.exchange.Refusal;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One action on many workflows. Each is done or not for itself. */
final class BatchAction {
    private static final int MAX_WORKFLOWS = 1_000;
    private static final int MAX_ID = 200;

    private final Library library;
    private final List<String> succeeded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    BatchAction(Library library) {
        this.library = library;
    }

    /**
     * @return the ids in three lists: done; unknown; already in the state that was asked for. An id that was sent twice
     *     counts once
     * @throws Failure if the body is wrong or the target is unknown, or the principal may not delete; nothing is done then
     */
    Map<String, @Nullable Object> run(Body body, Principal principal) {
        String action = body.requiredText("action", MAX_ID).toLowerCase(Locale.ROOT);
        List<String> ids = body.requiredTexts("workflowIds", MAX_WORKFLOWS);
        Optional<String> target = body.text("targetFolderId", MAX_ID).filter(id -> !id.isBlank());
        if (!action.isEmpty() && !List.of("delete", "enable", "disable", "move").contains(action)) {
            body.problem("action", "must be delete, enable, disable or move, but was " + Excerpt.quoted(action));
        }
        if (action.equals("move") && !body.has("targetFolderId")) {
            body.problem("targetFolderId", "is required to move workflows; null moves them out of all folders");
        }
        body.check();
        if (action.equals("delete") && !principal.authority().has(Permission.WORKFLOW_DELETE)) {
            throw Failure.of(Refusal.NOT_PERMITTED, "Access denied: workflow.batch with the action delete")
                    .with("permission", Permission.WORKFLOW_DELETE.toString());
        }
        return library.change(() -> {
            if (action.equals("move")) {
                target.ifPresent(library::folder);
            }
            new LinkedHashSet<>(ids).forEach(id -> run(action, target, id));
            return lists();
        });
    }

    private void run(String action, Optional<String> target, String id) {
        Optional<Workflow> found = library.find(id);
        if (found.isEmpty()) {
            failed.add(id);
            return;
        }
        Workflow workflow = found.get();
        boolean done = switch (action) {
            case "delete" -> delete(workflow);
            case "enable" -> change(workflow, workflow.enable());
            case "disable" -> change(workflow, workflow.disable());
            default -> change(workflow, workflow.withFolderId(target));
        };
        (done ? succeeded : skipped).add(id);
    }

    private boolean delete(Workflow workflow) {
        library.delete(workflow);
        return true;
    }

    private boolean change(Workflow workflow, Workflow changed) {
        if (changed.equals(workflow)) {
            return false;
        }
        library.save(changed);
        return true;
    }

    private Map<String, @Nullable Object> lists() {
        Map<String, @Nullable Object> lists = new LinkedHashMap<>();
        lists.put("succeeded", succeeded);
        lists.put("failed", failed);
        lists.put("skipped", skipped);
        return lists;
    }
}
