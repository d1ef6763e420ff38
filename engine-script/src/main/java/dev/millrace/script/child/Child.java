package dev.millrace.script.child;

import dev.millrace.script.child.Frame.Kind;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child process and the pipe to it. */
final class Child {
    private final Process process;
    private final Pipe pipe;

    private Child(Process process) {
        this.process = process;
        this.pipe = new Pipe(process.getInputStream(), process.getOutputStream());
    }

    /** Starts a process, with nothing of this one's environment. */
    static Child start(ChildSettings settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + settings.heapMebibytes() + "m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:-UsePerfData");
        command.addAll(settings.options());
        command.add("-cp");
        command.add(classPath());
        command.add(ChildMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.redirectError(Redirect.DISCARD);
        return new Child(builder.start());
    }

    /** What this process was started with; as modules, their files are as good a class path. */
    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        return modules.isEmpty() ? classes : classes.isEmpty() ? modules : classes + File.pathSeparator + modules;
    }

    /** Waits until it can take scripts. */
    void awaitReady() throws IOException {
        Frame first = pipe.read();
        if (first.kind() != Kind.READY) {
            throw new IOException("a child begins with " + first.kind());
        }
    }

    Pipe pipe() {
        return pipe;
    }

    void kill() {
        process.destroyForcibly();
    }
}
