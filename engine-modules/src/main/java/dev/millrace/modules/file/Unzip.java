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
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Unpacks a ZIP archive, all of it or nothing. */
final class Unzip implements Module {
    private static final Input ENCODING = TextEncoding.input("encoding")
            .label("文件名编码", "Encoding of Names")
            .help("压缩包未注明时使用的编码", "Used where the archive does not say");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("unzip")
            .category(Category.FILE)
            .name("解压", "Unzip")
            .description("解压 ZIP，全部成功或什么都不留下", "Unpack a ZIP archive, all of it or nothing")
            .input(
                    Input.text("source")
                            .required()
                            .label("压缩包", "Archive")
                            .help("ZIP 文件的路径", "The path of the archive"),
                    Input.text("target")
                            .required()
                            .label("目标文件夹", "Target")
                            .help(
                                    "解压到的文件夹；不存在则新建，上一级必须存在",
                                    "The folder to unpack into; made if it is not there, in a folder that is"),
                    Overwrite.INPUT,
                    ENCODING)
            .output(
                    Output.truth("success").label("是否成功", "Success").help("总是为真", "Always true"),
                    Output.text("path").label("路径", "Path").help("目标文件夹的绝对路径", "The absolute path of the folder"),
                    Output.number("count").label("数量", "Count").help("解压的文件和文件夹数", "Files and folders unpacked"),
                    Output.number("size").label("字节数", "Bytes").help("解压的字节数", "Bytes unpacked"))
            .effect(Effect.ONCE)
            .effect(Overwrite::effect)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("解压到文件夹", "Unpack into a folder"),
                    Map.of("source", "hello.zip", "target", "unpacked"),
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
        FileStep.at(source, () -> {
            try (Place place = source.target();
                    SeekableByteChannel channel = place.read()) {
                allowance.limitRatio(channel.size());
                unpack(files, channel, target, allowance);
            }
            return source;
        });
        return WrittenOutputs.of(target, allowance, allowance.bytes());
    }

    private static void unpack(FileStep files, SeekableByteChannel channel, RootedPath target, Allowance allowance)
            throws IOException, InterruptedException {
        TextEncoding encoding = TextEncoding.of(files.step, ENCODING);
        try (Archive archive = Archive.open(channel, encoding.charset(), allowance)) {
            FileStep.at(target, () -> {
                try (Place place = target.place();
                        Staging staging = Staging.of(place, files)) {
                    for (Archive.Member member : archive.members()) {
                        unpack(archive, member, staging, allowance);
                    }
                    staging.commit(Overwrite.of(files.step));
                }
                return target;
            });
        }
    }

    private static void unpack(Archive archive, Archive.Member member, Staging staging, Allowance allowance)
            throws IOException, InterruptedException {
        List<Path> path = member.names().stream().map(staging::name).toList();
        if (member.isFolder()) {
            staging.folder(path);
            return;
        }
        try (OutputStream file = staging.file(path)) {
            archive.unpack(member, file, allowance);
        }
    }
}
