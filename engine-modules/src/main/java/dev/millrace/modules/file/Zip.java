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
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.value.TextForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs files and folders into a ZIP archive. A folder keeps its name in it; the root folder has none. */
final class Zip implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("zip")
            .category(Category.FILE)
            .name("压缩", "Zip")
            .description("把文件和文件夹打包成 ZIP", "Pack files and folders into a ZIP archive")
            .input(
                    Input.any("source")
                            .required()
                            .label("来源", "Source")
                            .help("一个路径，或路径的列表", "A path, or a list of paths"),
                    Input.text("target")
                            .required()
                            .label("压缩包", "Archive")
                            .help("ZIP 文件的路径；它所在的文件夹必须存在", "The path of the archive; the folder it is in must exist"),
                    Overwrite.INPUT)
            .output(
                    Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"),
                    Output.text("path").label("路径", "Path").help("压缩包的绝对路径", "The absolute path of the archive"),
                    Output.number("count").label("数量", "Count").help("打包的文件和文件夹数", "Files and folders packed"),
                    Output.number("size").label("字节数", "Bytes").help("压缩包的字节数", "Bytes of the archive"))
            .effect(Effect.ONCE)
            .effect(Overwrite::effect)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("打包一个文件", "Pack a file"),
                    Map.of("source", List.of("hello.txt"), "target", "packed.zip"),
                    Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws InterruptedException {
        FileStep files = FileStep.of(step);
        List<RootedPath> sources = sources(files);
        RootedPath target = files.writablePath("target");
        Allowance allowance = new Allowance(files);
        long size = FileStep.at(target, () -> {
            try (Place to = target.place();
                    NewFile file = NewFile.of(to, files, Overwrite.of(step));
                    ZipOutputStream zip = new ZipOutputStream(file.content())) {
                for (RootedPath source : sources) {
                    FileStep.at(source, () -> pack(source, target, zip, allowance));
                }
                zip.finish();
                return file.commit();
            }
        });
        return WrittenOutputs.of(target, allowance, size);
    }

    private static List<RootedPath> sources(FileStep files) {
        Object source = files.step.input("source");
        if (source instanceof List<?> list) {
            if (list.isEmpty()) {
                throw new StepFailedException(
                        "Missing input", "input \"source\" is an empty list; name at least one path");
            }
            return list.stream()
                    .map(path -> files.path("source", TextForm.of(path)))
                    .toList();
        }
        return List.of(files.path("source"));
    }

    private static RootedPath pack(RootedPath source, RootedPath target, ZipOutputStream zip, Allowance allowance)
            throws IOException, InterruptedException {
        if (!source.isFolder()) {
            packFile(source, zip, allowance);
            return source;
        }
        target.refuseInside(source);
        String prefix = source.name().isEmpty() ? "" : source.name() + "/";
        if (!prefix.isEmpty()) {
            allowance.entry();
            putFolder(prefix, zip);
        }
        try (Folder folder = source.folder()) {
            Tree.walk(folder, allowance, entry -> pack(entry, prefix, zip, allowance));
        }
        return source;
    }

    private static void packFile(RootedPath source, ZipOutputStream zip, Allowance allowance)
            throws IOException, InterruptedException {
        allowance.entry();
        try (Place place = source.target();
                InputStream content = Channels.newInputStream(place.read())) {
            put(source.name(), place.existing().lastModifiedTime(), content, zip, allowance);
        }
    }

    private static boolean pack(Tree.Entry entry, String prefix, ZipOutputStream zip, Allowance allowance)
            throws IOException, InterruptedException {
        entry.refuseUnlessPlain();
        if (entry.attributes().isDirectory()) {
            putFolder(prefix + entry.text() + "/", zip);
            return true;
        }
        try (InputStream content = Channels.newInputStream(entry.read())) {
            put(prefix + entry.text(), entry.attributes().lastModifiedTime(), content, zip, allowance);
        }
        return false;
    }

    private static void putFolder(String name, ZipOutputStream zip) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.closeEntry();
    }

    private static void put(
            String name, FileTime modified, InputStream content, ZipOutputStream zip, Allowance allowance)
            throws IOException, InterruptedException {
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(modified);
        zip.putNextEntry(entry);
        allowance.copy(content, zip);
        zip.closeEntry();
    }
}
