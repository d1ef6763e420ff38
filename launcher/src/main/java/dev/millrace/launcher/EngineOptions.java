package dev.millrace.launcher;

import dev.millrace.MillraceBuilder;
import dev.millrace.egress.EgressPolicy;
import dev.millrace.modules.file.FileRoots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What workflows may reach of the world outside: the options of every command that runs them. */
final class EngineOptions {
    @Option(
            names = "--files",
            paramLabel = "DIR",
            description = {
                "A folder that the workflow may read and write, with all below it. Repeatable;",
                "relative paths begin at the first. Without it, steps with files fail."
            })
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--allow-host",
            paramLabel = "TARGET",
            description = {
                "A target that steps may reach beside public addresses: HOST, HOST:PORT,",
                "*.DOMAIN, or an address block such as 10.0.0.0/8. Repeatable."
            })
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--platforms",
            paramLabel = "PFILE",
            description = {
                "A file of configured interfaces, for proxy_call and scripts. \"${secret:crm}\" in it",
                "stands for the environment variable MILLRACE_SECRET_CRM, or a secret of the database.",
                "A database keeps them for later starts, in the place of those of before with their keys."
            })
    private @Nullable String platforms;

    /** The configured interfaces; the caller closes them after the engine, and what keeps them after that. */
    Interfaces interfaces(Keeping keeping) throws UnusableInputException {
        return Interfaces.of(platforms, AllowedHosts.policy(allowedHosts), keeping.records());
    }

    /** Gives an engine what the options permit. */
    void addTo(MillraceBuilder builder, Interfaces interfaces) throws UnusableInputException {
        builder.service(EgressPolicy.class, AllowedHosts.policy(allowedHosts));
        if (!files.isEmpty()) {
            builder.service(FileRoots.class, roots());
        }
        interfaces.addTo(builder);
    }

    private FileRoots roots() throws UnusableInputException {
        try {
            return FileRoots.of(files.toArray(Path[]::new));
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(
                    "--files: " + e.getMessage(), "name a folder that exists, such as --files ./data");
        }
    }
}
