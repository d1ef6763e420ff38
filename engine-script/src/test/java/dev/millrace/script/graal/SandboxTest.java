package dev.millrace.script.graal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.SandboxPolicy;
import org.junit.jupiter.api.Test;

/** The language itself confirms that every switch to the host is off: it refuses the policy when one is not. */
class SandboxTest {
    @Test
    void context_satisfies_the_constrained_policy() {
        Context.Builder builder = Context.newBuilder(Sandbox.LANGUAGE)
                .sandbox(SandboxPolicy.CONSTRAINED)
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .options(Sandbox.STABLE_OPTIONS);

        try (Context context = Sandbox.closed(builder).build()) {
            assertThat(context.eval(Sandbox.LANGUAGE, "1 + 1").asInt()).isEqualTo(2);
        }
    }
}
