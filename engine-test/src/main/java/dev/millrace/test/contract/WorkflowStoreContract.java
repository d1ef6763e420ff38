package dev.millrace.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.store.WorkflowStore;
import dev.millrace.value.Coordinate;
import dev.millrace.value.ImageReference;
import dev.millrace.workflow.Workflow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link WorkflowStore} does, whatever it keeps its workflows in. */
public abstract class WorkflowStoreContract {
    protected WorkflowStoreContract() {}

    /** A store without workflows, of a test's own. */
    protected abstract WorkflowStore open();

    private static Workflow workflow(String id, String name) {
        return Workflow.builder(name)
                .id(id)
                .modifiedAt(Instant.parse("2026-01-01T00:00:00.123Z"))
                .step("say", "log", Map.of("message", "Hello [[who]]"))
                .build();
    }

    @Test
    void saved_workflow_is_found_until_it_is_deleted() {
        WorkflowStore workflows = open();
        workflows.save(workflow("a", "A"));

        assertThat(workflows.find("a")).contains(workflow("a", "A"));
        assertThat(workflows.find("b")).isEmpty();
        assertThat(workflows.delete("a")).isTrue();
        assertThat(workflows.find("a")).isEmpty();
        assertThat(workflows.delete("a")).isFalse();
    }

    @Test
    void changed_workflow_takes_the_place_of_the_one_with_its_id() {
        WorkflowStore workflows = open();
        workflows.save(workflow("b", "B"));
        workflows.save(workflow("a", "A"));
        workflows.save(workflow("b", "B again"));

        assertThat(workflows.list()).containsExactly(workflow("b", "B again"), workflow("a", "A"));
    }

    @Test
    void list_does_not_change_with_the_store() {
        WorkflowStore workflows = open();
        workflows.save(workflow("a", "A"));
        List<Workflow> before = workflows.list();

        workflows.delete("a");

        assertThat(before).containsExactly(workflow("a", "A"));
    }

    @Test
    void values_of_every_kind_come_back_exactly() {
        WorkflowStore workflows = open();
        Workflow rich = Workflow.builder("rich")
                .id("rich")
                .step(
                        "s",
                        "log",
                        Map.of(
                                "decimal",
                                new BigDecimal("0.12345678901234567890"),
                                "double",
                                0.1,
                                "large",
                                new BigDecimal("123456789012345678901234567890"),
                                "date",
                                LocalDate.parse("2026-02-28"),
                                "time",
                                LocalTime.parse("23:59:59"),
                                "point",
                                new Coordinate(1.5, -2),
                                "image",
                                new ImageReference("file:///a.png"),
                                "like typed",
                                Map.of("type", "string", "value", "not typed"),
                                "list",
                                List.of(1L, List.of(), Map.of("deep", true))))
                .build();

        workflows.save(rich);

        Workflow found = workflows.find("rich").orElseThrow();
        assertThat(found).isEqualTo(rich);
        assertThat(found.contentHash()).isEqualTo(rich.contentHash());
    }

    @Test
    void texts_come_back_as_they_were_whatever_they_hold() {
        WorkflowStore workflows = open();
        HostileTexts.unicode().forEach(text -> workflows.save(workflow(text, text)));

        HostileTexts.unicode().forEach(text -> {
            assertThat(workflows.find(text)).contains(workflow(text, text));
            assertThat(workflows.delete(text)).isTrue();
        });
        assertThat(workflows.list()).isEmpty();
    }
}
