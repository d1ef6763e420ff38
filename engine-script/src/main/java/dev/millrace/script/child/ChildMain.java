package dev.millrace.script.child;

import dev.millrace.script.ScriptRequest;
import dev.millrace.script.ScriptRun;
import dev.millrace.script.child.Frame.Kind;
import dev.millrace.script.graal.InProcessRunner;
import dev.millrace.script.graal.RunnerSettings;
import dev.millrace.script.graal.RunnerSettings.Preparation;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The program of a child: runs one script after the other until its parent has gone. */
final class ChildMain {
    private final Pipe parent;
    private final InProcessRunner runner;
    private @Nullable RemoteHost host;
    private @Nullable ScriptRun run;

    private ChildMain(Pipe parent, InProcessRunner runner) {
        this.parent = parent;
        this.runner = runner;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // nothing but messages may go to the parent
        InProcessRunner runner =
                InProcessRunner.open(RunnerSettings.DEFAULT.withThreads(1).withPreparation(Preparation.COMPLETE));
        runner.ready().toCompletableFuture().join();
        ChildMain child = new ChildMain(new Pipe(System.in, out), runner);
        child.parent.write(Frame.of(Kind.READY, 0));
        child.serve();
    }

    /** Ends with an exception when the parent closes the pipe, and with it the process. */
    private void serve() throws IOException {
        for (; ; ) {
            Frame frame = parent.read();
            switch (frame.kind()) {
                case RUN -> run(frame);
                case CANCEL -> cancel();
                case ANSWER, PROXY_FAILURE, MODULE_FAILURE -> answer(frame);
                default -> throw new IOException("a parent does not say " + frame.kind());
            }
        }
    }

    private void run(Frame frame) {
        Set<String> modules = RequestLetter.modules(frame);
        RemoteHost asked = new RemoteHost(parent, modules);
        ScriptRequest request = RequestLetter.request(frame, asked);
        host = asked;
        ScriptRun started = runner.start(request);
        run = started;
        started.outcome().thenAccept(outcome -> RemoteHost.tell(parent, OutcomeLetter.of(outcome)));
    }

    private void cancel() {
        if (run != null) {
            run.cancel();
        }
    }

    private void answer(Frame frame) {
        if (host != null) {
            host.answer(frame);
        }
    }
}
