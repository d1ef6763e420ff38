package dev.millrace.modules.file;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.Plain;
import dev.millrace.modules.guard.Unknown;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists the files and folders in a folder, by name. */
final class FileList implements Module {
    private static final int MAX_PATTERN_LENGTH = 255;

    private static final Input INCLUDE = Input.options("include", "files", "folders", "all")
            .withDefault("files")
            .label("包含", "Include")
            .help("列出文件、文件夹或全部", "List files, folders or both");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("file_list")
            .category(Category.FILE)
            .name("列出文件", "List Files")
            .description("按名称列出文件夹中的文件", "List the files in a folder, by name")
            .input(
                    Input.text("path")
                            .required()
                            .withDefault(".")
                            .label("文件夹", "Folder")
                            .help("要列出的文件夹", "The folder to look into"),
                    Input.text("pattern")
                            .withDefault("*")
                            .length(0, MAX_PATTERN_LENGTH)
                            .label("名称模式", "Pattern")
                            .help("* 代表任意文本，? 代表一个字符", "* stands for any text, ? for one character"),
                    INCLUDE,
                    Input.truth("recursive")
                            .withDefault(false)
                            .label("包含子文件夹", "Recursive")
                            .help("也列出子文件夹中的内容", "Looks into folders inside, too"))
            .output(
                    Output.list("files")
                            .label("文件", "Files")
                            .help(
                                    "字典：name、path、relativePath、size、modified（毫秒）、type",
                                    "Dictionaries: name, path, relativePath, size, modified (milliseconds), type"),
                    Output.number("count").label("数量", "Count").help("列出的个数", "How many are listed"))
            .effect(Effect.REPEATABLE)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("列出文本文件", "List text files"), Map.of("path", ".", "pattern", "*.txt"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        String include = step.option("include", "files");
        if (INCLUDE.optionNamed(include) == null) {
            return Unknown.option(INCLUDE, include);
        }
        String pattern = step.text("pattern", "*");
        if (pattern.length() > MAX_PATTERN_LENGTH) {
            return StepResult.failed(
                    "Invalid pattern", "input \"pattern\" has more than " + MAX_PATTERN_LENGTH + " characters");
        }
        FileStep files = FileStep.of(step);
        RootedPath path = files.path("path");
        Wildcard names = new Wildcard(pattern.isEmpty() ? "*" : pattern);
        boolean recursive = step.truth("recursive", false);
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        FileStep.at(path, () -> {
            walk(files, path, recursive, entry -> {
                if (isAskedFor(entry.attributes(), include)
                        && names.matches(entry.name().toString())) {
                    found.add(described(path, entry));
                }
            });
            return path;
        });
        return StepResult.done("files", Plain.list(found), "count", (long) found.size());
    }

    private static void walk(FileStep files, RootedPath path, boolean recursive, Listed listed)
            throws IOException, InterruptedException {
        try (Folder folder = path.folder()) {
            Tree.walk(folder, new Allowance(files), entry -> {
                listed.add(entry);
                return recursive;
            });
        }
    }

    private static boolean isAskedFor(BasicFileAttributes attributes, String include) {
        return include.equals("all") || attributes.isDirectory() == include.equals("folders");
    }

    private static Map<String, @Nullable Object> described(RootedPath folder, Tree.Entry entry) {
        BasicFileAttributes attributes = entry.attributes();
        Map<String, @Nullable Object> file = new LinkedHashMap<>();
        file.put("name", entry.name().toString());
        file.put("path", folder.below(entry.path()).toString());
        file.put("relativePath", entry.text());
        file.put("size", attributes.isRegularFile() ? attributes.size() : 0L);
        file.put("modified", attributes.lastModifiedTime().toMillis());
        file.put("type", type(attributes));
        return file;
    }

    private static String type(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
            return "file";
        }
        if (attributes.isDirectory()) {
            return "folder";
        }
        return attributes.isSymbolicLink() ? "link" : "other";
    }

    private interface Listed {
        void add(Tree.Entry entry);
    }
}
