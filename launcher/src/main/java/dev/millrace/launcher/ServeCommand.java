package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.MillraceBuilder;
import dev.millrace.form.BusinessObjects;
import dev.millrace.http.HttpSettings;
import dev.millrace.http.ListenException;
import dev.millrace.http.MillraceServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace serve}: the HTTP APIs over an engine, until the process is told to end. */
@Command(
        name = "serve",
        description = {
            "Serves the editor API, and runs workflows when they are asked for or due.",
            "Listens on this machine only, unless told otherwise. What it is given and what it runs is in a",
            "database, and goes on when it is started again."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 110,
        footer = {
            "",
            "Examples:",
            "  millrace serve --workflows ./workflows",
            "  millrace serve --host 0.0.0.0 --pairing-secret \"$SECRET\" --name flows.example.com",
            "",
            "Exit codes: 0 ended as told; 2 it cannot start like this."
        })
final class ServeCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    private final Console console;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Where to listen; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = {
                "The address to listen on; 0.0.0.0 for all of this machine. One that others can reach",
                "needs --pairing-secret. Default: ${DEFAULT-VALUE}."
            })
    private String host = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = {
                "A name under which clients call, beside localhost and addresses. Repeatable.",
                "Requests under other names are refused."
            })
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--origin",
            paramLabel = "ORIGIN",
            description = "Pages of this origin may call, such as https://editor.example.com. Repeatable.")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--workflows",
            paramLabel = "DIR",
            description = {
                "A folder whose *.json files are loaded at each start, in the place of workflows of before with",
                "their ids. It is not written to."
            })
    private @Nullable Path workflows;

    @Option(
            names = "--pairing-secret",
            paramLabel = "SECRET",
            description = {
                "What callers from other machines send in X-Pairing-Secret to get a token,",
                "at least 8 characters. Also read from MILLRACE_PAIRING_SECRET, where no list of processes shows it."
            })
    private @Nullable String pairingSecret;

    @Option(names = "--pairing-required", description = "Callers of this machine need the secret too.")
    private boolean pairingRequired;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long executions may go on when the process is told to end. Default: ${DEFAULT-VALUE}.")
    private int graceSeconds;

    @Mixin
    private StoreOptions store = new StoreOptions();

    @Mixin
    private FormOptions forms = new FormOptions();

    @Mixin
    private EngineOptions reach = new EngineOptions();

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UnusableInputException {
        HttpSettings asked = settings();
        List<WorkflowFolder.Found> found = workflows == null ? List.of() : WorkflowFolder.read(workflows, console);
        ScriptEngine scripts = new ScriptEngine();
        try (Keeping keeping = store.open();
                Interfaces interfaces = reach.interfaces(keeping)) {
            BusinessObjects objects = forms.objects(keeping);
            HttpSettings settings = forms.addTo(keeping.addTo(asked), objects);
            int formCount = forms.load(objects);
            MillraceBuilder builder = objects.addTo(Millrace.builder());
            reach.addTo(builder, interfaces);
            scripts.addTo(builder);
            Millrace engine = keeping.engine(builder, console);
            objects.runOn(engine);
            MillraceServer server = listen(engine, settings);
            console.note("listens on " + server.url() + ", documentation at " + server.url() + "/docs");
            console.out().println(TokenCommand.line(host, server.port(), pairingRequired));
            int loaded = WorkflowFolder.deploy(found, engine, console);
            scripts.prepare();
            console.note("ready, with " + loaded + (loaded == 1 ? " workflow" : " workflows")
                    + (formCount == 0 ? "" : " and " + formCount + (formCount == 1 ? " form" : " forms")));
            Duration grace = Duration.ofSeconds(Math.max(0, graceSeconds));
            new Shutdown(() -> keeping.end(engine, grace), server, grace).await();
        }
        return ExitCode.OK;
    }

    private HttpSettings settings() throws UnusableInputException {
        if (port < 0 || port > MAX_PORT) {
            throw new UnusableInputException(
                    "--port must be from 0 to " + MAX_PORT + ", but was " + port, "give a port, such as --port 8080");
        }
        HttpSettings settings = HttpSettings.defaults();
        String secret = pairingSecret == null ? System.getenv("MILLRACE_PAIRING_SECRET") : pairingSecret;
        try {
            if (secret != null && !secret.isEmpty()) {
                settings = settings.withPairingSecret(secret);
            }
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException("--pairing-secret: " + e.getMessage(), "choose a longer one");
        }
        if (pairingRequired) {
            if (secret == null || secret.isEmpty()) {
                throw new UnusableInputException(
                        "--pairing-required leaves nobody who may get a token, for there is no secret",
                        "give one with --pairing-secret");
            }
            settings = settings.withPairingRequired();
        }
        for (String name : names) {
            settings = settings.withHost(name);
        }
        for (String origin : origins) {
            settings = settings.withOrigin(origin);
        }
        return settings;
    }

    private MillraceServer listen(Millrace engine, HttpSettings settings) throws UnusableInputException {
        try {
            return MillraceServer.start(engine, host, port, settings);
        } catch (ListenException e) {
            engine.close();
            throw new UnusableInputException(
                    String.valueOf(e.getMessage()), "choose another --port or --host, or end what listens there");
        } catch (IllegalArgumentException e) {
            engine.close();
            throw new UnusableInputException(
                    String.valueOf(e.getMessage()),
                    "give a secret with --pairing-secret, or leave --host out to listen on this machine only");
        }
    }
}
