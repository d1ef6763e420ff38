package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.workflow.Folder;
import dev.millrace.workflow.Problem;
import dev.millrace.workflow.WorkflowFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** The workflow files of a folder. A file that is broken is told of and does not keep the others away. */
final class WorkflowFolder {
    private WorkflowFolder() {}

    /** A file and what it holds. */
    record Found(String file, WorkflowFile content) {}

    /** Every {@code *.json} file of a folder, in the order of their names. */
    static List<Found> read(Path folder, Console console) throws UnusableInputException {
        if (!Files.isDirectory(folder)) {
            throw new UnusableInputException(
                    "--workflows: there is no folder \"" + folder + "\"", "make it, or name another");
        }
        List<Found> found = new ArrayList<>();
        for (Path file : files(folder)) {
            found.add(new Found(file.toString(), WorkflowSource.read(file.toString(), console)));
        }
        return found;
    }

    private static List<Path> files(Path folder) throws UnusableInputException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnusableInputException(
                    "--workflows: the folder \"" + folder + "\" cannot be read: " + e.getMessage(),
                    "give yourself the right to read it");
        }
    }

    /** Makes them known to an engine, with all their problems told; of two with one id the first counts. */
    static int deploy(List<Found> found, Millrace engine, Console console) {
        Map<String, String> owners = new HashMap<>();
        for (Found source : found) {
            ProblemReport.print(console.err(), source.file(), source.content().fileProblems());
            for (Folder folder : source.content().folders()) {
                engine.folders().save(folder);
            }
            for (WorkflowFile.Entry entry : source.content().entries()) {
                String id = entry.workflow().id();
                String owner = owners.putIfAbsent(id, source.file());
                if (owner != null) {
                    console.note("workflow \"" + entry.workflow().name() + "\" of " + source.file()
                            + " is left out: its id \"" + id + "\" is that of one in " + owner);
                    continue;
                }
                List<Problem> problems = CheckedWorkflow.problems(engine, entry);
                ProblemReport.print(console.err(), source.file(), problems);
                engine.deploy(entry.workflow());
            }
        }
        return owners.size();
    }
}
