package dev.millrace.launcher;

import dev.millrace.Millrace;
import dev.millrace.module.ModuleCatalogue;
import dev.millrace.value.Excerpt;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace modules}: what steps can do, as a table, or one module in full. */
@Command(
        name = "modules",
        description = "Lists the modules that steps can use, or shows one in full.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        usageHelpWidth = 110,
        footer = {
            "",
            "Examples:",
            "  millrace modules",
            "  millrace modules parse_json",
            "  millrace modules if_condition --json"
        })
final class ModulesCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The module to show; an alias will do.")
    private @Nullable String id;

    @Option(names = "--all", description = "List modules that are known but not available here, too.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    ModulesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws UnusableInputException {
        try (Millrace millrace = Millrace.create()) {
            if (id == null) {
                list(millrace.modules());
            } else {
                show(find(millrace.modules(), id));
            }
        }
        return ExitCode.OK;
    }

    private void list(ModuleCatalogue catalogue) {
        List<ModuleCatalogue.Entry> entries = catalogue.entries().stream()
                .filter(entry -> all || entry.available())
                .sorted(Comparator.comparing(entry -> entry.descriptor().category()))
                .toList();
        if (json) {
            console.out()
                    .println(JsonText.readable(
                            entries.stream().map(ModuleSheet::json).toList(), 2));
        } else {
            ModuleSheet.table(entries).forEach(console.out()::println);
        }
    }

    private void show(ModuleCatalogue.Entry entry) {
        if (json) {
            console.out().println(JsonText.readable(ModuleSheet.json(entry), 2));
        } else {
            ModuleSheet.lines(entry).forEach(console.out()::println);
        }
    }

    private static ModuleCatalogue.Entry find(ModuleCatalogue catalogue, String name) throws UnusableInputException {
        return catalogue.find(name).orElseThrow(() -> {
            String question = NearestNames.question(name, catalogue.names());
            return new UnusableInputException(
                    "there is no module \"" + Excerpt.of(name) + "\"",
                    (question.isEmpty() ? "" : question + " ") + "millrace modules lists them all");
        });
    }
}
