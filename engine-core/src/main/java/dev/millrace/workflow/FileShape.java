package dev.millrace.workflow;

import dev.millrace.value.Excerpt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds, told by the shape of its root (spec vflow-model 1.5): formats have no version.
 *
 * @param workflows the workflow objects, unread
 * @param folders the folder objects, unread
 * @param path of the list of workflows; empty if the root is the list or the only workflow
 * @param oneFolder the workflows belong to the only folder
 */
record FileShape(List<?> workflows, List<?> folders, String path, boolean oneFolder) {
    private static final String WORKFLOW = "workflow";
    private static final String WORKFLOWS = "workflows";
    private static final String FOLDER = "folder";
    private static final String FOLDERS = "folders";

    static FileShape of(@Nullable Object root) throws UnreadableFileException {
        Object content = unwrapped(root);
        if (content instanceof List<?> list) {
            return new FileShape(list, List.of(), "", false);
        }
        if (!(content instanceof Map<?, ?> object)) {
            throw new UnreadableFileException(
                    ProblemCode.INVALID_SHAPE,
                    Place.file(""),
                    "the file must hold an object or an array, but was " + Excerpt.quoted(content),
                    "write one workflow object, or an array of them");
        }
        if (!object.containsKey(WORKFLOWS) && (!object.containsKey(FOLDERS) || object.containsKey("steps"))) {
            return new FileShape(List.of(object), List.of(), "", false);
        }
        return new FileShape(list(object, WORKFLOWS), folders(object), WORKFLOWS, !object.containsKey(FOLDERS));
    }

    /** An API reply holds its content in {@code data}, bodies of export and import in {@code workflow}. */
    private static @Nullable Object unwrapped(@Nullable Object root) throws UnreadableFileException {
        Object content = root;
        if (content instanceof Map<?, ?> reply && reply.containsKey("code") && reply.containsKey("data")) {
            content = reply.get("data");
            if (content == null) {
                throw new UnreadableFileException(
                        ProblemCode.INVALID_SHAPE,
                        Place.file("data"),
                        "this is the reply to a failed request, with code " + Excerpt.quoted(reply.get("code")),
                        "use the reply to a successful request");
            }
        }
        return inner(content);
    }

    /** The workflow of {@code {"workflow": {…}}}; anything else as it is. */
    static @Nullable Object inner(@Nullable Object json) {
        if (json instanceof Map<?, ?> object
                && object.get(WORKFLOW) instanceof Map<?, ?> workflow
                && !object.containsKey("steps")
                && !object.containsKey(WORKFLOWS)) {
            return workflow;
        }
        return json;
    }

    private static List<?> folders(Map<?, ?> object) throws UnreadableFileException {
        if (object.containsKey(FOLDERS)) {
            return list(object, FOLDERS);
        }
        return Optional.<Object>ofNullable(object.get(FOLDER)).map(List::of).orElse(List.of());
    }

    private static List<?> list(Map<?, ?> object, String field) throws UnreadableFileException {
        Object value = object.get(field);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new UnreadableFileException(
                ProblemCode.INVALID_SHAPE,
                Place.file(field),
                field + " must be an array, but was " + Excerpt.quoted(value),
                "write an array of objects");
    }

    String pathOf(int index) {
        return path.isEmpty() && workflows.size() == 1 ? "" : path + "[" + index + "]";
    }

    String pathOfFolder(int index) {
        return oneFolder ? FOLDER : FOLDERS + "[" + index + "]";
    }
}
