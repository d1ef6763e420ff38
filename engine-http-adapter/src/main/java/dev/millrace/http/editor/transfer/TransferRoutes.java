package dev.millrace.http.editor.transfer;

import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.editor.workflow.Libraries;
import dev.millrace.http.editor.workflow.Library;
import dev.millrace.http.exchange.Body;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.route.RateClass;
import dev.millrace.http.route.Route;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/workflows} that export and import. */
public final class TransferRoutes {
    private static final String ALL = "/api/v1/workflows";
    private static final int MAX_EXPORTED = 1_000;
    private static final int MAX_FORMAT = 100;
    private static final String ZIP = "zip";
    private static final String JSON = "json";

    private final Libraries libraries;
    private final ModuleCatalogue modules;
    private final UploadReader uploads = new UploadReader();

    public TransferRoutes(Libraries libraries, ModuleCatalogue modules) {
        this.libraries = libraries;
        this.modules = modules;
    }

    public List<Route> routes() {
        return List.of(
                Route.query("workflow.export", ALL + "/{workflowId}/export", Permission.WORKFLOW_QUERY, this::export),
                Route.change(
                        Method.POST, "workflow.import", ALL + "/import", Permission.WORKFLOW_SAVE, this::importOne),
                new Route(
                        "workflow.exportBatch",
                        Method.POST,
                        ALL + "/export-batch",
                        Permission.WORKFLOW_QUERY,
                        RateClass.QUERY,
                        this::exportMany),
                Route.change(
                        Method.POST,
                        "workflow.importBatch",
                        ALL + "/import-batch",
                        Permission.WORKFLOW_SAVE,
                        this::importMany));
    }

    private Library library(Request request) {
        return libraries.seenBy(request.principal());
    }

    private Response export(Request request) {
        String format = format(request.query().text("format").orElse(JSON));
        ExportForms forms = ExportForms.of(request.query().truth("includeSteps", true));
        Library library = library(request);
        Workflow workflow = library.workflow(request.path("workflowId"));
        if (format.equals(ZIP)) {
            return new ArchiveWriter(List.of(workflow), List.of(), forms, library.now())
                    .response(FileNames.archive(workflow));
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflow", forms.stored(workflow));
        putOrigin(data, library);
        return Envelope.ok(data);
    }

    private Response exportMany(Request request) {
        Body body = request.body(EditorError.INVALID_FILE);
        List<String> ids = body.requiredTexts("workflowIds", MAX_EXPORTED);
        String format = format(body.text("format", MAX_FORMAT).orElse(ZIP));
        ExportForms forms = ExportForms.of(body.truth("includeSteps").orElse(true));
        body.check();
        Library library = library(request);
        List<Workflow> workflows =
                ids.stream().distinct().map(library::workflow).toList();
        List<Folder> folders = FolderPaths.of(workflows, library.folders());
        if (format.equals(ZIP)) {
            return new ArchiveWriter(workflows, folders, forms, library.now()).response("workflows-export.zip");
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("workflows", workflows.stream().map(forms::stored).toList());
        data.put("folders", ExportForms.folders(folders));
        putOrigin(data, library);
        return Envelope.ok(data);
    }

    private static void putOrigin(Map<String, @Nullable Object> data, Library library) {
        data.put("exportedAt", library.now().toEpochMilli());
        data.put("format", JSON);
    }

    private static String format(String written) {
        String format = written.toLowerCase(Locale.ROOT);
        if (!format.equals(JSON) && !format.equals(ZIP)) {
            throw Failure.of(
                            EditorError.INVALID_FILE,
                            EditorError.INVALID_FILE.message() + ": format must be json or zip, but was "
                                    + Excerpt.quoted(written))
                    .with("parameter", "format");
        }
        return format;
    }

    private Response importOne(Request request) {
        ImportReport report = WorkflowImport.run(uploads.read(request), library(request), modules);
        return Envelope.ok("Workflow imported successfully", report.form());
    }

    private Response importMany(Request request) {
        ImportReport report = WorkflowImport.run(uploads.read(request), library(request), modules);
        return Envelope.ok("Batch import completed", report.countedForm());
    }
}
