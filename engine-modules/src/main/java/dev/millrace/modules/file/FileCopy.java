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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.Map;

/** Copies a file, or a folder with all that is in it. */
final class FileCopy implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("file_copy")
            .category(Category.FILE)
            .name("复制文件", "Copy File")
            .description("复制一个文件，或整个文件夹", "Copy a file, or a whole folder")
            .input(
                    Input.text("source")
                            .required()
                            .label("来源", "Source")
                            .help("要复制的文件或文件夹", "The file or folder to copy"),
                    Input.text("target")
                            .required()
                            .label("目标", "Target")
                            .help("副本的路径；它所在的文件夹必须存在", "The path of the copy; the folder it is in must exist"),
                    Overwrite.INPUT)
            .output(
                    Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"),
                    Output.text("path").label("路径", "Path").help("副本的绝对路径", "The absolute path of the copy"),
                    Output.number("count").label("数量", "Count").help("复制的文件和文件夹数", "Files and folders copied"),
                    Output.number("size").label("字节数", "Bytes").help("复制的字节数", "Bytes copied"))
            .effect(Effect.ONCE)
            .effect(Overwrite::effect)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("复制文件", "Copy a file"),
                    Map.of("source", "hello.txt", "target", "copy.txt"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        FileStep files = FileStep.of(step);
        RootedPath source = files.path("source");
        RootedPath target = files.writablePath("target");
        Allowance allowance = new Allowance(files);
        if (FileStep.at(source, source::isFolder)) {
            copyFolder(files, source, target, allowance);
        } else {
            copyFile(files, source, target, allowance);
        }
        return WrittenOutputs.of(target, allowance, allowance.bytes());
    }

    private static void copyFile(FileStep files, RootedPath source, RootedPath target, Allowance allowance)
            throws InterruptedException {
        allowance.entry();
        FileStep.at(source, () -> {
            try (Place from = source.target();
                    InputStream content = Channels.newInputStream(from.read())) {
                FileStep.at(target, () -> write(files, target, content, allowance));
            }
            return source;
        });
    }

    private static long write(FileStep files, RootedPath target, InputStream content, Allowance allowance)
            throws IOException, InterruptedException {
        try (Place to = target.place();
                NewFile file = NewFile.of(to, files, Overwrite.of(files.step));
                OutputStream copy = file.content()) {
            allowance.copy(content, copy);
            return file.commit();
        }
    }

    private static void copyFolder(FileStep files, RootedPath source, RootedPath target, Allowance allowance)
            throws InterruptedException {
        FileStep.at(target, () -> {
            target.refuseInside(source);
            try (Folder from = source.folder();
                    Place to = target.place();
                    Staging staging = Staging.of(to, files)) {
                Tree.walk(from, allowance, entry -> copy(entry, staging, allowance));
                staging.commit(Overwrite.of(files.step));
            }
            return target;
        });
    }

    private static boolean copy(Tree.Entry entry, Staging staging, Allowance allowance)
            throws IOException, InterruptedException {
        entry.refuseUnlessPlain();
        if (entry.attributes().isDirectory()) {
            staging.folder(entry.path());
            return true;
        }
        try (InputStream content = Channels.newInputStream(entry.read());
                OutputStream copy = staging.file(entry.path())) {
            allowance.copy(content, copy);
        }
        return false;
    }
}
