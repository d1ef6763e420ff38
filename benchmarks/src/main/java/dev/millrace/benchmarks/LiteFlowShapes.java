package dev.millrace.benchmarks;

import com.yomahub.liteflow.builder.LiteFlowNodeBuilder;
import com.yomahub.liteflow.builder.el.LiteFlowChainELBuilder;
import com.yomahub.liteflow.core.FlowExecutor;
import com.yomahub.liteflow.core.FlowExecutorHolder;
import com.yomahub.liteflow.core.NodeBooleanComponent;
import com.yomahub.liteflow.core.NodeComponent;
import com.yomahub.liteflow.flow.LiteflowResponse;
import com.yomahub.liteflow.property.LiteflowConfig;
import com.yomahub.liteflow.slot.DefaultContext;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * LiteFlow without Spring, logs and banner off, everything else at its defaults.
 *
 * <p>The loop takes part twice: condition and update in Java, and both as QLExpress scripts.
 */
final class LiteFlowShapes implements Engine {
    private static final String EIGHT_BRANCHES = "WHEN(s0,s1,s2,s3,s4,s5,s6,s7)";

    /** A trivial step; public because LiteFlow makes it by reflection, as all steps here. */
    public static final class Compute extends NodeComponent {
        @Override
        public void process() {
            Body.compute();
        }
    }

    /** A step that blocks. */
    public static final class Block extends NodeComponent {
        @Override
        public void process() {
            Body.block();
        }
    }

    /** The condition of the loop. */
    public static final class Even extends NodeBooleanComponent {
        @Override
        public boolean processBoolean() {
            return getLoopIndex() % 2 == 0;
        }
    }

    /** Makes the round visible to scripts. */
    public static final class Index extends NodeComponent {
        @Override
        public void process() {
            DefaultContext context = getContextBean(DefaultContext.class);
            context.setData("i", getLoopIndex());
        }
    }

    /** The update of the loop. */
    public static final class Update extends NodeComponent {
        @Override
        public void process() {
            Body.compute();
            DefaultContext context = getContextBean(DefaultContext.class);
            int n = context.getData("n");
            context.setData("n", n + 1);
        }
    }

    private final FlowExecutor executor;

    LiteFlowShapes() {
        LiteflowConfig config = new LiteflowConfig();
        config.setPrintBanner(false);
        config.setPrintExecutionLog(false);
        config.setEnableLog(false);
        executor = FlowExecutorHolder.loadInstance(config);
        for (int i = 0; i < 10; i++) {
            step("s" + i, Compute.class);
        }
    }

    @Override
    public List<Contender> contenders(Shape shape) {
        return switch (shape) {
            case SEQ10 -> List.of(contender(shape, "THEN(" + names("s", 10) + ")"));
            case LOOP1000 -> List.of(loopInJava(), loopInScript());
            case FORK8 -> List.of(contender(shape, EIGHT_BRANCHES));
            case FORK8_BLOCKING -> {
                IntStream.range(0, 8).forEach(i -> step("w" + i, Block.class));
                yield List.of(contender(shape, "WHEN(" + names("w", 8) + ")"));
            }
            case NESTED ->
                List.of(contender(shape, "WHEN(" + String.join(",", Collections.nCopies(8, EIGHT_BRANCHES)) + ")"));
        };
    }

    @Override
    public void close() {
        // One per JVM: its pools live until the JVM ends.
    }

    private static void step(String id, Class<? extends NodeComponent> type) {
        LiteFlowNodeBuilder.createCommonNode().setId(id).setClazz(type).build();
    }

    private static String names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).collect(Collectors.joining(","));
    }

    private static void chain(String id, String expression) {
        LiteFlowChainELBuilder.createChain()
                .setChainId(id)
                .setEL(expression + ";")
                .build();
    }

    private Contender contender(Shape shape, String expression) {
        chain(shape.id(), expression);
        return new Contender("liteflow", () -> run(shape.id(), new DefaultContext()));
    }

    private Contender loopInJava() {
        LiteFlowNodeBuilder.createBooleanNode()
                .setId("even")
                .setClazz(Even.class)
                .build();
        step("update", Update.class);
        chain("loop1000", "FOR(1000).DO(IF(even, update))");
        return new Contender("liteflow", () -> loop("loop1000"));
    }

    private Contender loopInScript() {
        step("index", Index.class);
        LiteFlowNodeBuilder.createScriptBooleanNode()
                .setId("evenScript")
                .setLanguage("qlexpress")
                .setScript("return defaultContext.getData(\"i\") % 2 == 0;")
                .build();
        LiteFlowNodeBuilder.createScriptNode()
                .setId("updateScript")
                .setLanguage("qlexpress")
                .setScript("defaultContext.setData(\"n\", defaultContext.getData(\"n\") + 1);")
                .build();
        chain("loop1000script", "FOR(1000).DO(THEN(index, IF(evenScript, updateScript)))");
        return new Contender("liteflow:qlexpress", () -> loop("loop1000script"));
    }

    private LiteflowResponse run(String chain, DefaultContext context) {
        LiteflowResponse response = executor.execute2Resp(chain, null, context);
        if (!response.isSuccess()) {
            throw new IllegalStateException("chain " + chain + " failed", response.getCause());
        }
        return response;
    }

    private Object loop(String chain) {
        DefaultContext context = new DefaultContext();
        context.setData("n", 0);
        run(chain, context);
        Contender.check("n", Contender.number(context.getData("n")), 500);
        return context;
    }
}
