package dev.millrace.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Every engine that takes part, and the parts of the class path it needs.
 *
 * <p>Nothing here loads a class of an engine before {@link #open}, so that each starts alone in a fresh JVM.
 */
enum EngineId {
    /** Written by hand: the yardsticks. */
    PLAIN("plain", List.of()),
    MILLRACE("millrace", List.of("com/cronutils/", "com/fasterxml/jackson/", "com/github/benmanes/", "dev/millrace/")),
    COMPILEFLOW(
            "compileflow",
            List.of(
                    "com/alibaba/compileflow/",
                    "com/ql/",
                    "com/sun/activation/",
                    "com/sun/istack/",
                    "com/sun/xml/",
                    "bpm/",
                    "javax/",
                    "org/aopalliance/",
                    "org/apache/commons/",
                    "org/eclipse/jdt/",
                    "org/mvel2/",
                    "org/springframework/")),
    SOLONFLOW("solonflow", List.of("org/noear/", "org/yaml/", "org/reactivestreams/", "solon/")),
    LITEFLOW(
            "liteflow",
            List.of(
                    "cn/hutool/",
                    "com/alibaba/qlexpress4/",
                    "com/alibaba/ttl",
                    "com/fasterxml/jackson/",
                    "com/github/benmanes/",
                    "com/yomahub/",
                    "net/bytebuddy/",
                    "org/apache/commons/",
                    "org/dom4j/")),
    CAMEL("camel", List.of("org/apache/camel/")),
    OPENWORKFLOW(
            "openworkflow",
            List.of(
                    "com/cronutils/",
                    "com/ethlo/",
                    "com/fasterxml/",
                    "com/networknt/",
                    "com/sun/el/",
                    "de/huxhorn/",
                    "draft/",
                    "io/cloudevents/",
                    "io/serverlessworkflow/",
                    "jakarta/",
                    "net/thisptr/",
                    "org/glassfish/expressly/",
                    "org/hibernate/",
                    "org/jboss/",
                    "org/jcodings/",
                    "org/joni/",
                    "org/yaml/",
                    "tables/",
                    "ucd/"));

    private final String id;
    private final List<String> folders;

    EngineId(String id, List<String> folders) {
        this.id = id;
        this.folders = folders;
    }

    /** The name on the command line and in tables. */
    String id() {
        return id;
    }

    /** Where in the jar the engine and what it depends on are; beginnings of entry names. */
    List<String> folders() {
        return folders;
    }

    /** Starts the engine. */
    Engine open() {
        return switch (this) {
            case PLAIN -> new PlainShapes();
            case MILLRACE -> new MillraceShapes();
            case COMPILEFLOW -> new CompileFlowShapes();
            case SOLONFLOW -> new SolonFlowShapes();
            case LITEFLOW -> new LiteFlowShapes();
            case CAMEL -> new CamelShapes();
            case OPENWORKFLOW -> new OpenWorkflowShapes();
        };
    }

    /** @throws UsageException if there is no such engine; the message lists all */
    static EngineId of(String id) {
        return Arrays.stream(values())
                .filter(engine -> engine.id.equals(id))
                .findFirst()
                .orElseThrow(() -> UsageException.unknown("engine", id, ids()));
    }

    static String ids() {
        return Arrays.stream(values()).map(EngineId::id).collect(Collectors.joining(", "));
    }
}
