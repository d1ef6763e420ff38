package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.StepResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** What modules find by its type, and who closes it. */
class ServicesTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final Set<Client> seen = Collections.synchronizedSet(new HashSet<>());

    private interface Client extends AutoCloseable {
        @Override
        void close();
    }

    private interface Directory extends AutoCloseable {
        @Override
        void close();
    }

    private Client client(String name) {
        return () -> closed.add(name);
    }

    private Directory directory() {
        return () -> closed.add("directory");
    }

    private Module calling() {
        return Module.of(ModuleDescriptor.builder("call").build(), step -> {
            seen.add(step.service(Client.class, () -> client("made")));
            return StepResult.done();
        });
    }

    @Test
    void service_of_the_host_is_found_and_left_open() {
        Client host = client("host");
        Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .module(calling())
                .service(Client.class, host)
                .build();

        millrace.run(Listing.workflow("call"), Map.of());
        millrace.close();

        assertThat(seen).containsExactly(host);
        assertThat(closed).isEmpty();
    }

    @Test
    void service_is_made_once_and_closed_once_with_the_engine() {
        Millrace millrace =
                Millrace.builder().withoutDiscovery().module(calling()).build();

        millrace.run(Listing.workflow("call\ncall"), Map.of());
        millrace.run(Listing.workflow("call"), Map.of());

        assertThat(seen).hasSize(1);
        assertThat(closed).isEmpty();
        millrace.close();
        millrace.close();
        assertThat(closed).containsExactly("made");
    }

    @Test
    void what_is_made_stays_unknown_to_those_who_ask_without_a_way_to_make_it() {
        List<Boolean> present = new ArrayList<>();
        Module asking = Module.of(ModuleDescriptor.builder("ask_for").build(), step -> {
            present.add(step.service(Client.class).isPresent());
            return StepResult.done();
        });
        try (Millrace millrace = Millrace.builder()
                .withoutDiscovery()
                .module(calling())
                .module(asking)
                .build()) {
            millrace.run(Listing.workflow("call\nask_for"), Map.of());
        }

        assertThat(present).containsExactly(false);
    }

    @Test
    void calls_at_the_same_time_get_the_same_one() {
        CyclicBarrier together = new CyclicBarrier(8);
        Module racing = Module.of(ModuleDescriptor.builder("race").blocks().build(), step -> {
            together.await();
            seen.add(step.service(Client.class, () -> client("made")));
            return StepResult.done();
        });
        try (Millrace millrace =
                Millrace.builder().withoutDiscovery().module(racing).build()) {
            ExecutionResult result = millrace.run(
                    Listing.workflow("parallel\n" + "branch\nrace\n".repeat(8) + "end_parallel"), Map.of());

            assertThat(result.isCompleted()).isTrue();
        }

        assertThat(seen).hasSize(1);
        assertThat(closed).containsExactly("made");
    }

    @Test
    void newest_is_closed_first_and_one_that_cannot_be_closed_does_not_keep_others_open() {
        Module three = Module.of(ModuleDescriptor.builder("three").build(), step -> {
            step.service(Client.class, () -> client("client"));
            step.service(AutoCloseable.class, () -> () -> {
                throw new IllegalStateException("stuck");
            });
            step.service(Directory.class, this::directory);
            return StepResult.done();
        });
        Millrace millrace = Millrace.builder().withoutDiscovery().module(three).build();

        millrace.run(Listing.workflow("three"), Map.of());
        millrace.close();

        assertThat(closed).containsExactly("directory", "client");
    }
}
