package dev.millrace.launcher;

import dev.millrace.proxy.KeptSecrets;
import dev.millrace.proxy.SecretStore;
import dev.millrace.store.StoreException;
import dev.millrace.value.Excerpt;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace secret}: the secrets of configured interfaces that a database keeps, sealed. None is ever shown. */
@Command(
        name = "secret",
        description =
                "Keeps the secrets of configured interfaces in the database, sealed, lists their names, removes them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 110,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  millrace secret put crm_main --data ./data",
            "  millrace secret put crm_main --store jdbc:postgresql://HOST/DATABASE < token.txt",
            "  millrace secret list",
            "  millrace secret remove crm_main",
            "",
            "Platforms name them as ${secret:crm_main}. A variable MILLRACE_SECRET_CRM_MAIN goes before what is kept."
        })
final class SecretCommand {
    private final Console console;

    SecretCommand(Console console) {
        this.console = console;
    }

    /** What is done with the secrets of a database. */
    @FunctionalInterface
    private interface Work {
        void with(KeptSecrets secrets) throws UnusableInputException;
    }

    @Command(
            name = "put",
            description = {
                "Keeps a secret, in the place of the one with its name. It is typed without being shown, or read from",
                "the standard input; a line break at its end does not belong to it."
            },
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            usageHelpWidth = 110)
    int put(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "Letters, digits, \"_\", \".\" and \"-\"; at most 128.")
                    String name,
            @Parameters(hidden = true, arity = "0..*") @Nullable List<String> values)
            throws UnusableInputException {
        if (values != null) {
            throw new UnusableInputException(
                    "the secret " + Excerpt.quoted(name) + " was given as an argument, where others can see it",
                    "give it on the standard input, or type it when asked; if it is in use already, change it where"
                            + " it comes from");
        }
        String secret = GivenSecret.read(name, console);
        return inside(database, secrets -> save(name, secret, secrets));
    }

    private void save(String name, String secret, KeptSecrets secrets) throws UnusableInputException {
        try {
            secrets.save(name, secret);
        } catch (IllegalArgumentException e) {
            throw new UnusableInputException(
                    String.valueOf(e.getMessage()), "give another name, or another secret on the standard input");
        }
        console.note("the secret \"" + name + "\" is kept");
    }

    @Command(
            name = "list",
            description = "Lists the names of the secrets that are kept.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            usageHelpWidth = 110)
    int list(@Mixin DatabaseOptions database) throws UnusableInputException {
        return inside(database, secrets -> secrets.names().forEach(console.out()::println));
    }

    @Command(
            name = "remove",
            description = "Removes a secret. Calls that need it fail from then on.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            usageHelpWidth = 110)
    int remove(
            @Mixin DatabaseOptions database,
            @Parameters(paramLabel = "NAME", description = "The name of one that is kept.") String name)
            throws UnusableInputException {
        return inside(database, secrets -> remove(name, secrets));
    }

    private void remove(String name, KeptSecrets secrets) throws UnusableInputException {
        List<String> names = secrets.names();
        if (!names.contains(name)) {
            String question = NearestNames.question(name, names);
            throw new UnusableInputException(
                    "no secret " + Excerpt.quoted(name) + " is kept there",
                    (question.isEmpty() ? "" : question + " ") + "millrace secret list tells the names");
        }
        secrets.remove(name);
        console.note("the secret \"" + name + "\" is removed");
    }

    private static int inside(DatabaseOptions database, Work work) throws UnusableInputException {
        try (Keeping keeping = database.open()) {
            work.with(SecretStore.over(keeping.records().orElseThrow()));
            return ExitCode.OK;
        } catch (StoreException e) {
            throw new UnusableInputException(
                    String.valueOf(e.getMessage()), "mend it, or choose another database with --data or --store");
        }
    }
}
