package dev.millrace.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgramsTest {
    private interface Program {
        void run() throws Exception;
    }

    private static String outputOf(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }

    @Test
    void embedding_runs_a_file_and_prints_its_output() throws Exception {
        String printed = outputOf(() -> EmbedMillrace.main(new String[0]));

        assertThat(printed).isEqualToIgnoringNewLines("COMPLETED {text=Hello, Ann, times=3}");
    }

    @Test
    void application_that_serves_is_well() throws Exception {
        String printed = outputOf(() -> ServeOverHttp.main(new String[0]));

        assertThat(printed).contains("\"status\":\"healthy\"");
    }

    @Test
    void approvals_are_given_one_after_the_other() throws Exception {
        String printed = outputOf(() -> Approval.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "bo is asked: Approve the desk",
                        "cy is asked: Approve the desk again",
                        "COMPLETED approve by bo, approve by cy");
    }

    @Test
    void own_authenticator_convinces_the_other_side() throws Exception {
        String printed = outputOf(() -> OwnAuthenticator.main(new String[0]));

        assertThat(printed.lines()).containsExactly("{desks=7}");
    }

    @Test
    void own_module_is_observed_and_its_result_waits_for_the_approval() throws Exception {
        String printed = outputOf(() -> OwnModule.main(new String[0]));

        assertThat(printed.lines())
                .containsExactly(
                        "price -> {result=40.0}",
                        "approval -> {payload=Bo, received=true}",
                        "answer -> {}",
                        "COMPLETED 40, approved by Bo");
    }
}
