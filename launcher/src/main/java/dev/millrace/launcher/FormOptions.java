package dev.millrace.launcher;

import dev.millrace.form.BusinessObjects;
import dev.millrace.form.BusinessObjectsBuilder;
import dev.millrace.form.Directory;
import dev.millrace.form.Form;
import dev.millrace.http.HttpSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The forms that a server begins with, and the third party that may use them. */
final class FormOptions {
    private static final String SECRET_VARIABLE = "MILLRACE_ENGINE_SECRET";

    @Option(
            names = "--forms",
            paramLabel = "DIR",
            description = "A folder whose *.json files are forms of business objects. It is not written to.")
    private @Nullable Path forms;

    @Option(
            names = "--engine-code",
            paramLabel = "CODE",
            description = "The EngineCode under which a third party may call /OpenApi/Invoke.")
    private @Nullable String engineCode;

    @Option(
            names = "--engine-secret",
            paramLabel = "SECRET",
            description = {
                "Its EngineSecret, at least 8 characters. Also read from " + SECRET_VARIABLE + ", where no list",
                "of processes shows it."
            })
    private @Nullable String engineSecret;

    @Option(
            names = "--submitter",
            paramLabel = "ID",
            defaultValue = "admin",
            description = "Who owns business objects that name no owner. Default: ${DEFAULT-VALUE}.")
    private String submitter = "";

    /** Without forms; to be run on an engine, and filled with {@link #load}. */
    BusinessObjects objects(Keeping keeping) {
        Directory.User administrator = new Directory.User(submitter, submitter, submitter, "", true);
        BusinessObjectsBuilder builder =
                BusinessObjects.builder().directory(Directory.of(List.of(administrator), List.of()));
        keeping.addTo(builder);
        return builder.build();
    }

    HttpSettings addTo(HttpSettings settings, BusinessObjects objects) throws UnusableInputException {
        HttpSettings offering = settings.withBusinessObjects(objects);
        String secret = engineSecret == null ? System.getenv(SECRET_VARIABLE) : engineSecret;
        if (engineCode == null) {
            return offering;
        }
        if (secret == null || secret.isEmpty()) {
            throw new UnusableInputException(
                    "--engine-code " + engineCode + " has no secret", "give one with --engine-secret");
        }
        try {
            return offering.withEngine(engineCode, List.of(secret), submitter, Set.of());
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("--engine-secret: " + e.getMessage(), "choose a longer one");
        }
    }

    /** The forms of the folder, each in the place of one of before with its code. */
    int load(BusinessObjects objects) throws UnusableInputException {
        Set<String> codes = new HashSet<>();
        for (Path file : files()) {
            Form form = read(file);
            if (!codes.add(form.schemaCode())) {
                throw new UnusableInputException(
                        "--forms: the form " + form.schemaCode() + " of " + file + " is there already",
                        "give it another schemaCode, or leave one of the files out");
            }
            store(form, objects);
        }
        return codes.size();
    }

    private static void store(Form form, BusinessObjects objects) {
        if (objects.addForm(form)) {
            return;
        }
        boolean isSame = objects.form(form.schemaCode())
                .filter(known -> known.equals(form.withVersion(known.version())))
                .isPresent();
        if (!isSame) {
            objects.changeForm(form);
        }
    }

    private List<Path> files() throws UnusableInputException {
        if (forms == null) {
            return List.of();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(forms, "*.json")) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        } catch (IOException e) {
            throw new UnusableInputException(
                    "--forms: there is no folder \"" + forms + "\" that can be read", "make it, or name another");
        }
    }

    private static Form read(Path file) throws UnusableInputException {
        try {
            if (JsonText.parse(Files.readString(file)) instanceof Map<?, ?> members) {
                Map<String, @Nullable Object> plain = new LinkedHashMap<>();
                members.forEach((name, value) -> plain.put(String.valueOf(name), value));
                return Form.read(plain);
            }
            throw new UnusableInputException("--forms: " + file + " is no JSON object", "write a form in it");
        } catch (IOException | JsonText.MalformedException | IllegalArgumentException e) {
            throw new UnusableInputException(
                    "--forms: " + file + " is no form: " + e.getMessage(), "mend it, or take it out of the folder");
        }
    }
}
