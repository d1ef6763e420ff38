package dev.millrace.benchmarks;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Apache Camel routes called through {@code direct:}, conditions and steps in Java, pools at their defaults. */
final class CamelShapes implements Engine {
    private static final int BRANCHES = 8;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate producer;

    CamelShapes() {
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @Override
    public List<Contender> contenders(Shape shape) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                describe(shape, this);
            }
        });
        return List.of(new Contender("camel", shape == Shape.LOOP1000 ? this::loop : () -> run(shape)));
    }

    @Override
    public void close() {
        camel.stop();
    }

    private Exchange run(Shape shape) {
        Exchange exchange =
                producer.request("direct:" + shape.id(), e -> e.getMessage().setBody("x"));
        if (exchange.getException() != null) {
            throw new IllegalStateException(shape.id() + " failed", exchange.getException());
        }
        return exchange;
    }

    private Object loop() {
        Exchange exchange = run(Shape.LOOP1000);
        Contender.check("n", Contender.number(exchange.getVariable("n")), 500);
        return exchange;
    }

    private static void describe(Shape shape, RouteBuilder routes) {
        switch (shape) {
            case SEQ10 -> sequence(routes);
            case LOOP1000 -> loop(routes);
            case FORK8, FORK8_BLOCKING -> fork(routes, shape.id(), shape);
            case NESTED -> nested(routes);
        }
    }

    private static void sequence(RouteBuilder routes) {
        var route = routes.from("direct:seq10");
        for (int i = 0; i < 10; i++) {
            route.process(e -> Body.compute()).id("s" + i);
        }
    }

    private static void loop(RouteBuilder routes) {
        routes.from("direct:loop1000")
                .setVariable("n", routes.constant(0))
                .loop(1000)
                .choice()
                .when(e -> Contender.number(e.getProperty(Exchange.LOOP_INDEX)) % 2 == 0)
                .process(e -> {
                    Body.compute();
                    e.setVariable("n", Contender.number(e.getVariable("n")) + 1);
                })
                .end()
                .end();
    }

    private static void fork(RouteBuilder routes, String name, Shape shape) {
        var fork = routes.from("direct:" + name).multicast().parallelProcessing();
        for (int i = 0; i < BRANCHES; i++) {
            fork.to("direct:" + name + "-b" + i);
        }
        fork.end();
        for (int i = 0; i < BRANCHES; i++) {
            var branch = routes.from("direct:" + name + "-b" + i);
            if (shape == Shape.FORK8_BLOCKING) {
                branch.process(e -> Body.block());
            } else {
                branch.process(e -> Body.compute());
            }
        }
    }

    private static void nested(RouteBuilder routes) {
        var outer = routes.from("direct:nested").multicast().parallelProcessing();
        for (int i = 0; i < BRANCHES; i++) {
            outer.to("direct:nested-inner");
        }
        outer.end();
        fork(routes, "nested-inner", Shape.NESTED);
    }
}
