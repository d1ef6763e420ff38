package dev.millrace.http.editor.folder;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.workflow.Folder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a request says of a folder. Only what is there changes; a parent that is null is the top. */
final class FolderEdit {
    private static final int MAX_NAME = 200;

    private final Body body;
    private final Optional<String> name;
    private final Optional<String> parentId;
    private final int order;

    private FolderEdit(Body body, Optional<String> name, int orderIfAbsent) {
        this.body = body;
        this.name = name;
        this.parentId = body.text("parentId", MAX_NAME).filter(id -> !id.isBlank());
        this.order =
                (int) body.whole("order", Integer.MIN_VALUE, Integer.MAX_VALUE).orElse(orderIfAbsent);
        body.check();
    }

    /** @throws Failure if the body is wrong, or the parent unknown, or the name taken there */
    static Folder create(Body body, Library library) {
        FolderEdit edit = new FolderEdit(body, Optional.of(body.requiredText("name", MAX_NAME)), 0);
        Instant now = library.now();
        Folder created = new Folder(
                UUID.randomUUID().toString(),
                edit.name.orElse(""),
                edit.parentId.map(library::folder).map(Folder::id),
                edit.order,
                now,
                now,
                Map.of());
        refuseTakenName(created, library);
        return created;
    }

    /** @throws Failure as {@link #create}, and if the parent is the folder itself or below it */
    static Folder change(Folder current, Body body, Library library) {
        Optional<String> newName =
                body.has("name") ? Optional.of(body.requiredText("name", MAX_NAME)) : Optional.empty();
        FolderEdit edit = new FolderEdit(body, newName, current.order());
        Optional<String> parent = body.has("parentId") ? edit.parentId : current.parentId();
        if (!parent.equals(current.parentId())) {
            parent.map(library::folder).ifPresent(target -> edit.refuseBelow(current, target, library));
        }
        Folder changed = new Folder(
                current.id(),
                edit.name.orElse(current.name()),
                parent,
                edit.order,
                current.createdAt(),
                library.now(),
                current.extras());
        refuseTakenName(changed, library);
        return changed;
    }

    private void refuseBelow(Folder folder, Folder target, Library library) {
        if (FolderTree.of(library).isWithin(target.id(), folder)) {
            body.problem("parentId", "must not be the folder itself or a folder in it");
            body.check();
        }
    }

    private static void refuseTakenName(Folder folder, Library library) {
        boolean taken = library.folders().stream()
                .anyMatch(other -> !other.id().equals(folder.id())
                        && other.name().equals(folder.name())
                        && other.parentId().equals(folder.parentId()));
        if (taken) {
            throw Failure.of(EditorError.FOLDER_EXISTS).with("name", folder.name());
        }
    }
}
