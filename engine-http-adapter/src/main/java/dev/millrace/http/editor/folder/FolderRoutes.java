package dev.millrace.http.editor.folder;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Query;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.Route;
import dev.millrace.workflow.Folder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/folders}. Two folders of one name cannot be in the same folder. */
public final class FolderRoutes {
    private static final String ALL = "/api/v1/folders";
    private static final String ONE = "/api/v1/folders/{folderId}";

    private final Libraries libraries;

    public FolderRoutes(Libraries libraries) {
        this.libraries = libraries;
    }

    public List<Route> routes() {
        return List.of(
                Route.query("folder.list", ALL, Permission.WORKFLOW_QUERY, this::list),
                Route.query("folder.get", ONE, Permission.WORKFLOW_QUERY, this::get),
                Route.change(Method.POST, "folder.create", ALL, Permission.WORKFLOW_SAVE, this::create),
                Route.change(Method.PUT, "folder.update", ONE, Permission.WORKFLOW_SAVE, this::update),
                Route.change(Method.DELETE, "folder.delete", ONE, Permission.WORKFLOW_DELETE, this::delete));
    }

    private Library library(Request request) {
        return libraries.seenBy(request.principal());
    }

    private Response list(Request request) {
        FolderTree tree = FolderTree.of(library(request));
        List<Folder> folders = selected(request.query(), tree);
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(
                "folders",
                folders.stream().map(folder -> FolderForms.item(folder, tree)).toList());
        data.put("total", folders.size());
        return Envelope.ok(data);
    }

    /** All; those in one folder; or, for {@code parentId=} and {@code parentId=null}, those at the top. */
    private static List<Folder> selected(Query query, FolderTree tree) {
        if (!query.has("parentId")) {
            return tree.all();
        }
        String parentId = query.text("parentId").orElse("null");
        return parentId.equals("null") ? tree.top() : tree.subfolders(parentId);
    }

    private Response get(Request request) {
        Library library = library(request);
        Folder folder = library.folder(request.path("folderId"));
        return Envelope.ok(FolderForms.detail(folder, FolderTree.of(library)));
    }

    private Response create(Request request) {
        Body body = request.body(EditorError.INVALID_FOLDER);
        Library library = library(request);
        Folder created = library.change(() -> save(FolderEdit.create(body, library), library));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", created.id());
        data.put("name", created.name());
        data.put("createdAt", created.createdAt().toEpochMilli());
        return Envelope.created("Folder created successfully", data);
    }

    private Response update(Request request) {
        Body body = request.body(EditorError.INVALID_FOLDER);
        Library library = library(request);
        Folder changed = library.change(
                () -> save(FolderEdit.change(library.folder(request.path("folderId")), body, library), library));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", changed.id());
        data.put("updatedAt", changed.modifiedAt().toEpochMilli());
        return Envelope.ok("Folder updated successfully", data);
    }

    private static Folder save(Folder folder, Library library) {
        library.save(folder);
        return folder;
    }

    private Response delete(Request request) {
        Library library = library(request);
        FolderDeletion deletion = library.change(
                () -> FolderDeletion.of(library.folder(request.path("folderId")), library, request.query()));
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("deleted", true);
        data.put("deletedAt", library.now().toEpochMilli());
        data.put("workflowsDeleted", deletion.workflowsDeleted());
        data.put("workflowsMoved", deletion.workflowsMoved());
        return Envelope.ok("Folder deleted successfully", data);
    }
}
