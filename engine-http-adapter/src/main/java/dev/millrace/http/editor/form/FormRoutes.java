package dev.millrace.http.editor.form;

import dev.millrace.form.BusinessObjects;
import dev.millrace.form.Form;
import dev.millrace.form.ObjectException;
import dev.millrace.http.editor.EditorError;
import dev.millrace.http.editor.Envelope;
import dev.millrace.http.exchange.Failure;
import dev.millrace.http.exchange.Method;
import dev.millrace.http.exchange.Permission;
import dev.millrace.http.exchange.Request;
import dev.millrace.http.exchange.Response;
import dev.millrace.http.exchange.Sight;
import dev.millrace.http.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/forms}. */
public final class FormRoutes {
    private static final String ALL = "/api/v1/forms";
    private static final String ONE = "/api/v1/forms/{schemaCode}";

    private final BusinessObjects objects;

    public FormRoutes(BusinessObjects objects) {
        this.objects = objects;
    }

    public List<Route> routes() {
        return List.of(
                Route.query("form.list", ALL, Permission.OBJECT_QUERY, this::list),
                Route.query("form.get", ONE, Permission.OBJECT_QUERY, this::get),
                Route.change(Method.POST, "form.create", ALL, Permission.OBJECT_SAVE, this::create),
                Route.change(Method.PUT, "form.update", ONE, Permission.OBJECT_SAVE, this::update),
                Route.change(Method.DELETE, "form.delete", ONE, Permission.OBJECT_DELETE, this::delete));
    }

    private Response list(Request request) {
        Sight sight = sight(request);
        List<Map<String, @Nullable Object>> forms = objects.forms().stream()
                .filter(form -> sight.sees(form.orgId()))
                .map(Form::plain)
                .toList();
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("forms", forms);
        data.put("total", forms.size());
        return Envelope.ok(data);
    }

    private static Sight sight(Request request) {
        return request.principal().authority().sight();
    }

    private Response get(Request request) {
        return Envelope.ok(form(request).plain());
    }

    /** The form of the path, if it is there for the caller. */
    private Form form(Request request) {
        String schemaCode = request.path("schemaCode");
        return objects.form(schemaCode)
                .filter(form -> sight(request).sees(form.orgId()))
                .orElseThrow(() -> notFound(schemaCode));
    }

    private static Failure notFound(String schemaCode) {
        return Failure.of(EditorError.FORM_NOT_FOUND).with("schemaCode", schemaCode);
    }

    private Response create(Request request) {
        Form form = read(request.body(EditorError.INVALID_FORM).fields(), sight(request));
        if (!objects.addForm(form)) {
            throw Failure.of(EditorError.FORM_EXISTS).with("schemaCode", form.schemaCode());
        }
        return Envelope.created("Form created successfully", form.plain());
    }

    private Response update(Request request) {
        String schemaCode = request.path("schemaCode");
        Map<String, @Nullable Object> fields =
                new LinkedHashMap<>(request.body(EditorError.INVALID_FORM).fields());
        fields.put("schemaCode", form(request).schemaCode());
        try {
            return Envelope.ok(
                    "Form updated successfully",
                    objects.changeForm(read(fields, sight(request))).plain());
        } catch (ObjectException removedMeanwhile) {
            throw notFound(schemaCode);
        }
    }

    private static Form read(Map<String, @Nullable Object> fields, Sight sight) {
        try {
            Form form = Form.read(fields);
            sight.problem(form.orgId()).ifPresent(problem -> {
                throw invalid(problem);
            });
            return form;
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    private static Failure invalid(@Nullable String problem) {
        return Failure.of(EditorError.INVALID_FORM, EditorError.INVALID_FORM.message() + ": " + problem);
    }

    private Response delete(Request request) {
        String schemaCode = form(request).schemaCode();
        if (!request.query().truth("force", false) && objects.hasObjects(schemaCode)) {
            throw Failure.of(EditorError.FORM_NOT_EMPTY, "Form has objects; add ?force=true to remove it all the same")
                    .with("schemaCode", schemaCode);
        }
        if (!objects.removeForm(schemaCode)) {
            throw notFound(schemaCode);
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("deleted", true);
        return Envelope.ok("Form deleted successfully", data);
    }
}
