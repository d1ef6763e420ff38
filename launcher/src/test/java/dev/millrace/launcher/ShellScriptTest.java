package dev.millrace.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code millrace}, in a directory with a stand-in for Java that tells how it was called. */
@Timeout(60)
class ShellScriptTest {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void copyTheScript() throws IOException {
        home = Files.createDirectories(folder.resolve("a place with spaces"));
        Path script = Files.copy(Path.of("..", "millrace"), home.resolve("millrace"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createDirectories(home.resolve("launcher/target"));
        Files.writeString(home.resolve("launcher/target/millrace.jar"), "");
    }

    private record Ran(int exitCode, String printed) {}

    private Ran run(Path workingDirectory, Map<String, String> environment, String... command) throws Exception {
        File printed = folder.resolve("printed.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed);
        builder.environment().remove("MILLRACE_JAVA_OPTS");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(printed.toPath(), StandardCharsets.UTF_8));
    }

    /** A Java of some version that prints its last arguments, one a line, and ends with 7. */
    private Map<String, String> javaOfVersion(String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("a java/bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nif [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + ".0.1\"' >&2; exit; fi\nfor a in \"$@\"; do echo \"[$a]\"; done\nexit 7\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return Map.of("JAVA_HOME", folder.resolve("a java").toString());
    }

    @Test
    void arguments_and_exit_code_pass_through_links_and_paths_with_spaces() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link to it"), home.resolve("millrace"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), Path.of("link to it"));

        Ran ran = run(folder, javaOfVersion("17"), second.toString(), "run", "a b", "", "$HOME");

        assertThat(link).exists();
        assertThat(ran.exitCode()).isEqualTo(7);
        assertThat(ran.printed())
                .contains("[-jar]\n[" + home.toRealPath()
                        + "/launcher/target/millrace.jar]\n[run]\n[a b]\n[]\n[$HOME]\n");
    }

    @Test
    void old_java_is_refused_with_a_clear_message() throws Exception {
        Ran ran = run(folder, javaOfVersion("11"), home.resolve("millrace").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.printed())
                .contains("is Java 11, but 17 or newer is needed")
                .contains("Fix: ");
    }

    @Test
    void java_home_without_java_is_refused_with_a_clear_message() throws Exception {
        Ran ran = run(
                folder,
                Map.of("JAVA_HOME", folder.toString()),
                home.resolve("millrace").toString());

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.printed()).contains("which has no bin/java").contains("Fix: ");
    }

    @Test
    void what_is_older_than_its_sources_is_built_anew_and_a_failed_build_is_told() throws Exception {
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("launcher/pom.xml"), "");
        Path jar = home.resolve("launcher/target/millrace.jar");
        assertThat(jar.toFile().setLastModified(1_000_000_000_000L)).isTrue();
        Path tools = Files.createDirectories(folder.resolve("tools"));
        Path maven = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho maven $*\nexit ${MAVEN_EXIT}\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = new HashMap<>(javaOfVersion("17"));
        environment.put("PATH", tools + ":" + System.getenv("PATH"));

        environment.put("MAVEN_EXIT", "1");
        Ran failed = run(folder, environment, home.resolve("millrace").toString());
        environment.put("MAVEN_EXIT", "0");
        Ran built = run(folder, environment, home.resolve("millrace").toString());
        Ran again = run(folder, environment, home.resolve("millrace").toString());

        assertThat(failed.exitCode()).isEqualTo(2);
        assertThat(failed.printed()).contains("millrace: building").contains("the build failed");
        assertThat(built.printed()).contains("-DskipTests -pl launcher -am package");
        assertThat(built.exitCode()).isEqualTo(7);
        assertThat(again.printed()).doesNotContain("building");
    }
}
