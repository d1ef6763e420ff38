package dev.millrace.script.graal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneOffset;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FreshContextsTest {
    private static final long LIMIT = 1_000;
    private static final String ENDLESS = "for (let n = 0; ; n++);";

    private final Sandbox sandbox = new Sandbox(ZoneOffset.UTC);
    private final FreshContexts contexts = new FreshContexts(sandbox, 2);

    @AfterEach
    void close() {
        sandbox.close();
    }

    private static boolean isOpen(Context context) {
        try {
            return context.eval(Sandbox.LANGUAGE, "true").asBoolean();
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    @Test
    void none_can_be_made_ahead_before_it_is_known_with_which_limit() {
        assertThat(contexts.areShort()).isFalse();

        contexts.take(LIMIT);

        assertThat(contexts.areShort()).isTrue();
    }

    @Test
    void as_many_are_made_ahead_as_may_be_kept_and_each_is_given_once() {
        FreshContext first = contexts.take(LIMIT);
        contexts.makeAhead();
        contexts.makeAhead();
        assertThat(contexts.areShort()).isFalse();

        assertThat(contexts.take(LIMIT)).isNotSameAs(contexts.take(LIMIT)).isNotSameAs(first);
        assertThat(contexts.areShort()).isTrue();
    }

    @Test
    void the_limit_of_one_that_was_made_ahead_holds() {
        contexts.take(LIMIT);
        contexts.makeAhead();
        FreshContext ahead = contexts.take(LIMIT);

        assertThatThrownBy(() -> ahead.context().eval(Sandbox.LANGUAGE, ENDLESS))
                .isInstanceOf(PolyglotException.class);
        assertThat(ahead.areStatementsUsedUp()).isTrue();
    }

    @Test
    void another_limit_gets_a_context_of_its_own_and_makes_room_for_more_like_it() {
        contexts.take(LIMIT);
        contexts.makeAhead();
        contexts.makeAhead();

        FreshContext other = contexts.take(2 * LIMIT);
        assertThat(other.statements()).isEqualTo(2 * LIMIT);
        assertThat(contexts.areShort()).isTrue();
        contexts.makeAhead();

        assertThat(contexts.take(2 * LIMIT).statements()).isEqualTo(2 * LIMIT);
        assertThat(contexts.take(LIMIT).statements()).isEqualTo(LIMIT);
    }

    @Test
    void a_runner_that_keeps_none_makes_each_when_it_is_needed() {
        FreshContexts none = new FreshContexts(sandbox, 0);
        FreshContext taken = none.take(LIMIT);

        assertThat(none.areShort()).isFalse();
        assertThat(isOpen(taken.context())).isTrue();
    }

    @Test
    void once_the_engine_is_closed_nothing_is_made_ahead_and_the_next_is_told() {
        contexts.take(LIMIT);
        sandbox.close();

        contexts.makeAhead();

        assertThat(contexts.areShort()).isTrue();
        assertThatThrownBy(() -> contexts.take(LIMIT))
                .isInstanceOfAny(IllegalStateException.class, PolyglotException.class);
    }
}
