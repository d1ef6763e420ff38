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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/** Moves or renames a file or folder, in one step of the file system; so not from one disk to another. */
final class FileMove implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("file_move")
            .category(Category.FILE)
            .name("移动文件", "Move File")
            .description("移动或重命名文件或文件夹", "Move or rename a file or folder")
            .input(
                    Input.text("source")
                            .required()
                            .label("来源", "Source")
                            .help("要移动的文件或文件夹", "The file or folder to move"),
                    Input.text("target")
                            .required()
                            .label("目标", "Target")
                            .help("新的路径；它所在的文件夹必须存在", "The new path; the folder it is in must exist"),
                    Overwrite.INPUT)
            .output(
                    Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"),
                    Output.text("path").label("路径", "Path").help("新的绝对路径", "The new absolute path"))
            .effect(Effect.ONCE)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("重命名", "Rename"), Map.of("source", "hello.txt", "target", "bye.txt"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        FileStep files = FileStep.of(step);
        RootedPath source = files.writablePath("source");
        RootedPath target = files.writablePath("target");
        FileStep.at(source, () -> {
            try (Place from = source.place()) {
                move(from, target, Overwrite.of(step));
            }
            return source;
        });
        return StepResult.done("success", true, "path", target.toString());
    }

    private static void move(Place from, RootedPath target, Overwrite overwrite)
            throws IOException, InterruptedException {
        BasicFileAttributes moved = from.existing();
        FileStep.at(target, () -> {
            try (Place to = target.place()) {
                if (moved.isDirectory()) {
                    moveFolder(from, to);
                } else {
                    moveFile(from, to, overwrite);
                }
            }
            return target;
        });
    }

    private static void moveFolder(Place from, Place to) throws IOException {
        to.path().refuseInside(from.path());
        Optional<BasicFileAttributes> there = to.attributes();
        if (there.isPresent()) {
            throw FileFailure.exists(to.path());
        }
        from.folder().move(from.name(), to.folder(), to.name());
    }

    private static void moveFile(Place from, Place to, Overwrite overwrite) throws IOException {
        if (overwrite == Overwrite.YES) {
            to.refuseUnlessFreeOrFile();
            from.folder().move(from.name(), to.folder(), to.name());
            return;
        }
        to.reserve();
        try {
            from.folder().move(from.name(), to.folder(), to.name());
        } catch (IOException e) {
            to.folder().deleteFile(to.name());
            throw e;
        }
    }
}
