package dev.millrace.store.jdbc.content;

import dev.millrace.store.StoreException;
import dev.millrace.value.Excerpt;
import dev.millrace.workflow.Workflow;
import dev.millrace.workflow.WorkflowFile;
import dev.millrace.workflow.WorkflowLimits;
import dev.millrace.workflow.WorkflowReader;
import dev.millrace.workflow.WorkflowWriter;
import java.util.List;

/** Workflows as the text that their writer makes. Thread-safe. */
public final class WorkflowText {
    private static final WorkflowWriter WRITER = WorkflowWriter.create();
    /** What may be larger than a file from elsewhere: whoever saved it has been asked already. */
    private static final WorkflowReader READER = WorkflowReader.create()
            .withLimits(new WorkflowLimits(
                    Integer.MAX_VALUE,
                    500,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    WorkflowLimits.DEFAULT.maxDigits(),
                    1,
                    1,
                    Integer.MAX_VALUE));

    private WorkflowText() {}

    /** @throws StoreException if reading would not give back the same workflow */
    public static String write(Workflow workflow) {
        String text = WRITER.stored(workflow);
        if (!givesBack(text, workflow)) {
            throw new StoreException("the workflow " + Excerpt.quoted(workflow.id())
                    + " cannot be stored: what is written would not be read as the same again. Fix: look for texts"
                    + " that are no Unicode, and for values that are no JSON");
        }
        return text;
    }

    private static boolean givesBack(String text, Workflow workflow) {
        try {
            return read(text).equals(workflow);
        } catch (UnreadableContentException e) {
            return false;
        }
    }

    /** @throws UnreadableContentException if it is no workflow */
    public static Workflow read(String text) throws UnreadableContentException {
        List<WorkflowFile.Entry> entries = READER.read(text).entries();
        if (entries.size() != 1) {
            throw new UnreadableContentException("the content is no workflow");
        }
        return entries.get(0).workflow();
    }
}
