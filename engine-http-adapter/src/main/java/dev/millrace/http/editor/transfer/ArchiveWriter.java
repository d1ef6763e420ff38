package dev.millrace.http.editor.transfer;

import dev.millrace.http.exchange.Json;
import dev.millrace.http.exchange.Response;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Workflow;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes workflows into a ZIP archive (spec vflow-model 7.8): a file for each, and {@code folders.json} if they are in
 * folders. The same content at the same time gives the same bytes.
 */
final class ArchiveWriter {
    static final String FOLDERS = "folders.json";

    private final List<Workflow> workflows;
    private final List<Folder> folders;
    private final ExportForms forms;
    private final LocalDateTime time;

    ArchiveWriter(List<Workflow> workflows, List<Folder> folders, ExportForms forms, Instant time) {
        this.workflows = workflows;
        this.folders = folders;
        this.forms = forms;
        this.time = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    /** A download of the archive, written entry by entry. */
    Response response(String fileName) {
        Map<String, String> headers = Map.of("Content-Disposition", FileNames.attachment(fileName));
        return new Response.Stream(200, headers, "application/zip", this::write);
    }

    private void write(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        Set<String> taken = new HashSet<>(Set.of(FOLDERS));
        for (Workflow workflow : workflows) {
            add(zip, free(FileNames.entry(workflow), taken), Json.write(forms.file(workflow)));
        }
        if (!folders.isEmpty()) {
            add(zip, FOLDERS, Json.write(ExportForms.folders(folders)));
        }
        zip.finish();
    }

    private void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = number + "-" + name;
        }
        return free;
    }
}
