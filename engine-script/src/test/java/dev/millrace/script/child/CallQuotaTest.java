package dev.millrace.script.child;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.script.ScriptLimits;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CallQuotaTest {
    private static final ScriptLimits.Calls LIMITS = ScriptLimits.DEFAULT.calls();

    private final CallQuota quota = new CallQuota(LIMITS);

    @Test
    void a_call_more_than_the_script_may_make_is_refused() throws IOException {
        for (int i = 0; i < LIMITS.count(); i++) {
            quota.take();
        }

        assertThatThrownBy(quota::take)
                .isInstanceOf(IOException.class)
                .hasMessage("a child makes more calls than its script may, " + LIMITS.count());
    }

    @Test
    void a_call_more_than_may_be_open_at_once_is_refused() throws IOException {
        for (int i = 0; i < LIMITS.concurrent(); i++) {
            quota.takeForInterface();
        }

        assertThatThrownBy(quota::takeForInterface)
                .isInstanceOf(IOException.class)
                .hasMessage("a child makes more calls at once than its script may, " + LIMITS.concurrent());
    }

    @Test
    void a_call_that_has_ended_makes_room_for_another() throws IOException {
        for (int i = 0; i < LIMITS.concurrent(); i++) {
            quota.takeForInterface();
        }
        quota.giveBack();

        assertThatNoException().isThrownBy(quota::takeForInterface);
    }
}
