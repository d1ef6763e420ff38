package dev.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.Millrace;
import dev.millrace.module.ModuleCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is what is compiled and run. */
class DocumentationTest {
    private static final Path ENGLISH = Path.of("README.md");
    private static final Path PROGRAMS = Path.of("examples/src/main/java/dev/millrace/examples");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    private static List<String> blocks(Path file) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(file));
        while (matcher.find()) {
            blocks.add(matcher.group(2));
        }
        return blocks;
    }

    private static String snippet(String program, String name) throws IOException {
        String source = Files.readString(PROGRAMS.resolve(program + ".java"));
        Matcher matcher = Pattern.compile("// snippet " + name + "\\n(.*?) *// end", Pattern.DOTALL)
                .matcher(source);
        assertThat(matcher.find()).as("snippet %s of %s", name, program).isTrue();
        return matcher.group(1).stripTrailing().stripIndent() + "\n";
    }

    @ParameterizedTest(name = "{1} of {0} in at most {2} lines")
    @CsvSource({"EmbedMillrace, embed, 5", "OwnModule, module, 15", "ServeOverHttp, serve, 4"})
    void readme_shows_the_compiled_source(String program, String name, int maxLines) throws IOException {
        String source = snippet(program, name);

        assertThat(source.lines().count()).isLessThanOrEqualTo(maxLines);
        assertThat(blocks(ENGLISH)).contains(source);
    }

    @Test
    void readme_shows_the_workflow_file_that_it_runs() throws IOException {
        assertThat(blocks(ENGLISH)).contains(Files.readString(Path.of("examples/workflows/hello.json")));
    }

    @Test
    void readme_lists_every_module() throws IOException {
        String readme = Files.readString(ENGLISH);

        try (Millrace millrace = Millrace.create()) {
            assertThat(millrace.modules().entries())
                    .filteredOn(ModuleCatalogue.Entry::available)
                    .extracting(entry -> entry.descriptor().id())
                    .allSatisfy(id -> assertThat(readme).contains("`" + id + "`"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"README", "docs/api-triggers", "docs/applications", "docs/business-objects", "docs/durability"})
    void both_languages_have_the_same_headings_and_code(String page) throws IOException {
        Path english = Path.of(page + ".md");
        Path chinese = Path.of(page + ".zh-CN.md");

        assertThat(headings(chinese)).isEqualTo(headings(english));
        assertThat(blocks(chinese)).isEqualTo(blocks(english));
        assertThat(blocks(english)).isNotEmpty();
    }

    /** The levels of the headings, in their order. */
    private static List<Integer> headings(Path file) throws IOException {
        String prose = BLOCK.matcher(Files.readString(file)).replaceAll("");
        return prose.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.indexOf(' '))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"README.md", "README.zh-CN.md", "CONTRIBUTING.md"})
    void links_lead_to_files_that_exist(String file) throws IOException {
        Matcher links = LINK.matcher(Files.readString(Path.of(file)));

        while (links.find()) {
            assertThat(Path.of(links.group(1))).exists();
        }
    }
}
