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
    /** With the modules of the shapes only. */
    MILLRACE(
            "millrace",
            List.of("com/fasterxml/jackson/", "com/github/benmanes/", "dev/millrace/"),
            List.of("dev/millrace/modules/")),
    /** With all built-in modules, found on the class path. */
    MILLRACE_MODULES(
            "millrace-modules",
            List.of(
                    "com/cronutils/",
                    "com/fasterxml/jackson/",
                    "com/github/benmanes/",
                    "com/jayway/jsonpath/",
                    "dev/millrace/",
                    "net/minidev/",
                    "org/apache/commons/")),
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
    private final List<String> without;

    EngineId(String id, List<String> folders) {
        this(id, folders, List.of());
    }

    EngineId(String id, List<String> folders, List<String> without) {
        this.id = id;
        this.folders = folders;
        this.without = without;
    }

    /** The name on the command line and in tables. */
    String id() {
        return id;
    }

    /** Where in the jar the engine and what it depends on are; beginnings of entry names. */
    List<String> folders() {
        return folders;
    }

    /** What of its folders it can do without; beginnings of entry names. */
    List<String> without() {
        return without;
    }

    /** Starts the engine. */
    Engine open() {
        return switch (this) {
            case PLAIN -> new PlainShapes();
            case MILLRACE -> MillraceShapes.alone();
            case MILLRACE_MODULES -> MillraceShapes.withBuiltInModules();
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
