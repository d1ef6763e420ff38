package dev.millrace.modules.file;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Unknown;
import dev.millrace.value.Excerpt;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads, writes, appends to, creates or deletes a text file (spec vflow-model 6.3, file_operation). */
final class FileOperation implements Module {
    private static final Input OPERATION = Input.options("operation", "read", "write", "delete", "append", "create")
            .withDefault("read")
            .legacyOption("读取", "read")
            .legacyOption("Read", "read")
            .legacyOption("写入", "write")
            .legacyOption("Write", "write")
            .legacyOption("删除", "delete")
            .legacyOption("Delete", "delete")
            .legacyOption("追加", "append")
            .legacyOption("Append", "append")
            .legacyOption("创建", "create")
            .legacyOption("Create", "create")
            .label("操作", "Operation")
            .help("要进行的文件操作", "What to do with the file");
    private static final Input ENCODING = TextEncoding.input("encoding")
            .visibleWhen("operation", "write", "append", "create")
            .label("写入编码", "Encoding")
            .help("写入时使用的编码", "How the text is written");
    private static final Input ENCODING_READ = TextEncoding.input("encoding_read")
            .alias("encodingRead")
            .visibleWhen("operation", "read")
            .label("读取编码", "Encoding of the File")
            .help("文件内容的编码", "How the text in the file is written");

    private static final Output CONTENT =
            Output.text("content").label("内容", "Content").help("文件的文本", "The text of the file");
    private static final Output FILE_NAME =
            Output.text("file_name").alias("fileName").label("文件名", "File Name").help("不含文件夹", "Without its folder");
    private static final Output MIME_TYPE = Output.text("mime_type")
            .alias("mimeType")
            .label("媒体类型", "Media Type")
            .help("由扩展名得出", "By the extension of the name");
    private static final Output SIZE =
            Output.number("size").label("大小", "Size").help("读取的字符数", "Characters that were read");
    private static final Output SUCCESS =
            Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true");
    private static final Output MESSAGE =
            Output.text("message").label("消息", "Message").help("做了什么", "What was done");
    private static final Output FILE_PATH = Output.text("file_path")
            .alias("filePath")
            .label("文件路径", "File Path")
            .help("新文件的绝对路径", "The absolute path of the new file");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("file_operation")
            .alias("vflow.data.file_operation")
            .category(Category.FILE)
            .name("文件操作", "File Operation")
            .description("读取、写入、追加、创建或删除文本文件", "Read, write, append to, create or delete a text file")
            .input(
                    OPERATION,
                    Input.text("file_path")
                            .alias("filePath")
                            .withDefault("")
                            .visibleWhen("operation", "read", "write", "delete", "append")
                            .label("文件路径", "File Path")
                            .help(
                                    "绝对路径、file:// 地址，或相对于第一个文件夹的路径",
                                    "An absolute path, a file:// address, or a path that begins at the first folder"),
                    Input.text("directory_path")
                            .alias("directoryPath")
                            .withDefault("")
                            .visibleWhen("operation", "create")
                            .label("文件夹路径", "Folder")
                            .help("新文件所在的文件夹，必须存在", "Where the new file goes; must exist"),
                    Input.text("file_name")
                            .alias("fileName")
                            .withDefault("")
                            .visibleWhen("operation", "create")
                            .label("文件名", "File Name")
                            .help("新文件的名称", "The name of the new file"),
                    Input.text("content")
                            .withDefault("")
                            .visibleWhen("operation", "write", "append")
                            .label("内容", "Content")
                            .help("要写入的文本", "The text to write"),
                    Input.text("create_content")
                            .alias("createContent")
                            .withDefault("")
                            .visibleWhen("operation", "create")
                            .label("初始内容", "Initial Content")
                            .help("新文件的文本", "The text of the new file"),
                    ENCODING,
                    ENCODING_READ,
                    Input.truth("overwrite")
                            .withDefault(true)
                            .visibleWhen("operation", "write")
                            .label("覆盖", "Overwrite")
                            .help("关闭时追加到文件末尾", "Without it the text goes to the end of the file"))
            .output(CONTENT, FILE_NAME, MIME_TYPE, SIZE, SUCCESS, MESSAGE, FILE_PATH)
            .outputs(FileOperation::outputsOf)
            .effect(Effect.ONCE)
            .effect(FileOperation::effectOf)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("写入文件", "Write a file"),
                    Map.of("operation", "write", "file_path", "note.txt", "content", "你好"),
                    Map.of("success", true, "message", "2 characters written to note.txt")))
            .example(new ModuleExample(
                    new LocalizedText("新建文件", "Create a file"),
                    Map.of("operation", "create", "directory_path", ".", "file_name", "new.txt"),
                    Map.of()))
            .example(new ModuleExample(
                    new LocalizedText("读取文件", "Read a file"),
                    Map.of("operation", "read", "file_path", "hello.txt"),
                    Map.of("content", "hello", "file_name", "hello.txt", "mime_type", "text/plain", "size", 5)))
            .build();

    private static List<Output> outputsOf(Parameters parameters) {
        return switch (operationOf(parameters)) {
            case "read" -> List.of(CONTENT, FILE_NAME, MIME_TYPE, SIZE);
            case "create" -> List.of(SUCCESS, MESSAGE, FILE_PATH, FILE_NAME);
            case "write", "append", "delete" -> List.of(SUCCESS, MESSAGE);
            default -> List.of(CONTENT, FILE_NAME, MIME_TYPE, SIZE, SUCCESS, MESSAGE, FILE_PATH);
        };
    }

    private static Effect effectOf(Parameters parameters) {
        Object overwrite = parameters.get("overwrite");
        boolean replaces = overwrite == null || Boolean.TRUE.equals(overwrite);
        return switch (operationOf(parameters)) {
            case "read" -> Effect.REPEATABLE;
            case "write" -> replaces ? Effect.REPEATABLE : Effect.ONCE;
            default -> Effect.ONCE;
        };
    }

    /** The operation, as far as it is known before the step runs; empty if it is not. */
    private static String operationOf(Parameters parameters) {
        if (parameters.get("operation") == null) {
            return "read";
        }
        String operation =
                OPERATION.optionNamed(parameters.literalText("operation").orElse(""));
        return operation == null ? "" : operation;
    }

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        String operation = step.option("operation", "read");
        if (OPERATION.optionNamed(operation) == null) {
            return Unknown.option(OPERATION, operation);
        }
        FileStep files = FileStep.of(step);
        return switch (operation) {
            case "read" -> read(files);
            case "write" -> step.truth("overwrite", true) ? write(files) : append(files);
            case "append" -> append(files);
            case "create" -> create(files);
            default -> delete(files);
        };
    }

    private static StepResult read(FileStep files) throws InterruptedException {
        RootedPath path = files.path("file_path");
        TextEncoding encoding = TextEncoding.of(files.step, ENCODING_READ);
        String content = FileStep.at(path, () -> content(files, path, encoding));
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("content", content);
        outputs.put("file_name", path.name());
        outputs.put("mime_type", MediaTypes.of(path.name()));
        outputs.put("size", (long) content.length());
        return StepResult.done(outputs);
    }

    private static String content(FileStep files, RootedPath path, TextEncoding encoding)
            throws IOException, InterruptedException {
        Allowance allowance = new Allowance(files);
        try (Place place = path.target();
                SeekableByteChannel channel = place.read()) {
            allowance.file(channel.size());
            return encoding.decode(Channels.newInputStream(channel), allowance);
        }
    }

    private static StepResult write(FileStep files) throws InterruptedException {
        RootedPath path = files.writablePath("file_path");
        String text = files.step.text("content", "");
        byte[] bytes = encoded(files, text);
        return FileStep.at(path, () -> {
            try (Place place = path.place();
                    NewFile file = NewFile.replacing(place, files)) {
                fill(file, bytes);
            }
            return written(text, path);
        });
    }

    private static void fill(NewFile file, byte[] bytes) throws IOException {
        try (OutputStream content = file.content()) {
            content.write(bytes);
            file.commit();
        }
    }

    private static byte[] encoded(FileStep files, String text) {
        byte[] bytes = TextEncoding.of(files.step, ENCODING).encode(text);
        new Allowance(files).file(bytes.length);
        return bytes;
    }

    private static StepResult append(FileStep files) throws InterruptedException {
        RootedPath path = files.writablePath("file_path");
        String text = files.step.text("content", "");
        byte[] bytes = encoded(files, text);
        return FileStep.at(path, () -> {
            try (Place place = path.place()) {
                append(files, place, bytes);
            }
            return written(text, path);
        });
    }

    /** The system puts appended bytes at the end whoever else appends; a crash may leave a part of them. */
    private static void append(FileStep files, Place place, byte[] bytes) throws IOException {
        place.refuseUnlessFreeOrFile();
        try (SeekableByteChannel channel =
                place.folder().open(place.name(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            new Allowance(files).file(channel.size() + bytes.length);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static StepResult written(String text, RootedPath path) {
        return StepResult.done(
                "success", true, "message", text.length() + " characters written to " + Excerpt.of(path.name()));
    }

    private static StepResult create(FileStep files) throws InterruptedException {
        RootedPath path = newPath(files);
        byte[] bytes = encoded(files, files.step.text("create_content", ""));
        FileStep.at(path, () -> {
            try (Place place = path.place();
                    NewFile file = NewFile.fresh(place, files)) {
                fill(file, bytes);
            }
            return path;
        });
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("success", true);
        outputs.put("message", Excerpt.of(path.name()) + " created");
        outputs.put("file_path", path.toString());
        outputs.put("file_name", path.name());
        return StepResult.done(outputs);
    }

    private static RootedPath newPath(FileStep files) {
        RootedPath folder = files.writablePath("directory_path");
        String name = files.step.text("file_name", "").strip();
        FileName.problem(name).ifPresent(problem -> {
            throw new StepFailedException(
                    "Invalid file name", "input \"file_name\" is " + Excerpt.quoted(name) + ", which " + problem);
        });
        return folder.child(name);
    }

    private static StepResult delete(FileStep files) throws InterruptedException {
        RootedPath path = files.writablePath("file_path");
        FileStep.at(path, () -> {
            try (Place place = path.place()) {
                place.delete();
            }
            return path;
        });
        return StepResult.done("success", true, "message", Excerpt.of(path.name()) + " deleted");
    }
}
