package dev.millrace.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scripts leave nothing behind in the engine they share. */
class LeakTest {
    private static final long MEBIBYTE = 1 << 20;

    /** Each kind leaves something else in its context: names, symbols, patterns, timers, calls, an error. */
    private static final List<String> KINDS = List.of(
            "const o = {}; for (let i = 0; i < 50; i++) o['k' + i + inputs.n] = new RegExp('a' + i); Object.keys(o).length",
            "Symbol.for('s' + inputs.n); globalThis['g' + inputs.n] = new Array(1000).fill(inputs.n); 1",
            "setInterval(() => {}, 1); setTimeout(() => {}, 60000); inputs.n",
            "await Promise.all([1, 2, 3].map(i => $proxy('p').f(i)))",
            "throw new Error('n' + inputs.n)");

    @Test
    void two_thousand_scripts_leave_nothing_behind() {
        assertThat(growthOver(2_000)).isLessThan(16 * MEBIBYTE);
    }

    @Test
    @Tag("by-hand")
    void a_hundred_thousand_scripts_leave_nothing_behind() {
        assertThat(growthOver(100_000)).isLessThan(16 * MEBIBYTE);
    }

    private static long growthOver(int scripts) {
        run(500);
        long before = usedAfterCollection();

        run(scripts);

        long growth = usedAfterCollection() - before;
        assertThat(Scripts.RUNNER.stats().running()).isZero();
        return growth;
    }

    private static void run(int count) {
        StubDoor door = StubDoor.answering("1");
        List<ScriptRun> underWay = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String json = "{\"n\":" + n + "}";
            underWay.add(Scripts.RUNNER.start(Scripts.request(KINDS.get(n % KINDS.size()))
                    .global("inputs", () -> json)
                    .withHost(door)));
            if (underWay.size() == 50) {
                underWay.forEach(Scripts::outcome);
                underWay.clear();
            }
        }
        underWay.forEach(Scripts::outcome);
    }

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
