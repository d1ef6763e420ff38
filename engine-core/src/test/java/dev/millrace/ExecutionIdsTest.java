package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.workflow.ReentryBehavior;
import dev.millrace.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The ids that an engine gives its executions unless the host gives others. */
class ExecutionIdsTest {
    private static final int MANY = 2_000;

    @Test
    void id_is_a_random_uuid() {
        for (String id : ids(MANY)) {
            assertThat(id).startsWith("exec-");
            UUID uuid = UUID.fromString(id.substring("exec-".length()));
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
        }
    }

    @Test
    void no_id_is_given_twice() {
        assertThat(ids(MANY)).doesNotHaveDuplicates();
    }

    @Test
    void every_bit_that_may_vary_does() {
        long onesOfHigh = 0;
        long zerosOfHigh = 0;
        long onesOfLow = 0;
        long zerosOfLow = 0;
        for (String id : ids(MANY)) {
            UUID uuid = UUID.fromString(id.substring("exec-".length()));
            onesOfHigh |= uuid.getMostSignificantBits();
            zerosOfHigh |= ~uuid.getMostSignificantBits();
            onesOfLow |= uuid.getLeastSignificantBits();
            zerosOfLow |= ~uuid.getLeastSignificantBits();
        }

        assertThat(onesOfHigh & zerosOfHigh).isEqualTo(~0xF000L);
        assertThat(onesOfLow & zerosOfLow).isEqualTo(~(3L << 62));
    }

    /** Made by several threads at once. */
    private static List<String> ids(int count) {
        try (Millrace engine = Millrace.builder().withoutDiscovery().build()) {
            PreparedWorkflow empty = engine.prepare(Workflow.builder("Empty")
                    .reentry(ReentryBehavior.ALLOW_PARALLEL)
                    .step("c", "comment", Map.of())
                    .build());
            return IntStream.range(0, count)
                    .parallel()
                    .mapToObj(unused -> empty.start(StartRequest.plain()).id())
                    .toList();
        }
    }
}
