package dev.millrace.launcher;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program {@code millrace}.
 *
 * <pre>{@code
 * int exitCode = Launcher.run(System.in, out, err, "run", "hello.json", "--input", "name=Ann");
 * }</pre>
 */
@Command(
        name = "millrace",
        description = "Runs workflows: flat lists of steps, written as JSON.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 110,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  millrace run order.json --input customer=Ann --input 'total:=120.50'",
            "  millrace serve --workflows ./workflows",
            "  millrace check order.json",
            "  millrace modules",
            "  millrace modules parse_json",
            "  millrace secret put crm_main",
            "",
            "Exit codes: 0 done, 1 the execution did not complete, 2 the input cannot be used, 3 a bug in millrace."
        })
public final class Launcher {
    private Launcher() {}

    public static void main(String[] args) {
        // not System.out and System.err: they would turn what the platform's charset lacks into question marks
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        PrintStream messages = utf8(err);
        if (args.length > 0 && args[0].equals("serve")) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        }
        // newer Java would give a console for a standard input that is no terminal too
        System.setProperty("jdk.console", "java.base");
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> gaveUp(messages, failure));
        try {
            System.exit(run(System.in, out, err, args));
        } catch (OutOfMemoryError | StackOverflowError exhausted) {
            gaveUp(messages, exhausted);
            System.exit(ExitCode.BUG);
        }
    }

    private static void gaveUp(PrintStream messages, Throwable failure) {
        messages.println("millrace: Java gave up: " + failure);
        messages.println("Fix: if memory ran out, give it more, as in MILLRACE_JAVA_OPTS=-Xmx4g");
    }

    /**
     * Does what the arguments say, on the calling thread.
     *
     * @param in what {@code -} as a file name stands for
     * @param out gets the result, in UTF-8; flushed, not closed
     * @param err gets everything that is for people, in UTF-8; flushed, not closed
     * @return the exit code: 0 to 3, as {@code --help} explains them
     */
    public static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
        Console console = new Console(in, utf8(out), utf8(err));
        CommandLine line = new CommandLine(new Launcher())
                .addSubcommand(new RunCommand(console))
                .addSubcommand(new ServeCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new ModulesCommand(console))
                .addSubcommand(new SecretCommand(console))
                .setExpandAtFiles(false) // @file is the value of an option, not more arguments
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setParameterExceptionHandler((wrong, given) -> refuseArguments(wrong, console))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, console));
        int exitCode = args.length == 0 ? refuseNothing(line, console) : line.execute(args);
        console.out().flush();
        console.err().flush();
        return exitCode;
    }

    private static PrintStream utf8(OutputStream target) {
        return new PrintStream(new BufferedOutputStream(target), true, StandardCharsets.UTF_8);
    }

    private static int refuseNothing(CommandLine line, Console console) {
        line.usage(console.err());
        return ExitCode.UNUSABLE;
    }

    private static int refuseArguments(CommandLine.ParameterException wrong, Console console) {
        PrintWriter err = console.errWriter();
        err.println("millrace: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Fix: see " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.UNUSABLE;
    }

    private static int report(Exception failure, Console console) {
        if (failure instanceof UnusableInputException unusable) {
            console.complain(unusable);
            return ExitCode.UNUSABLE;
        }
        console.err().println("millrace: this is a bug in millrace: " + failure);
        console.err().println("Fix: report it with the command and the workflow that led here");
        return ExitCode.BUG;
    }
}
