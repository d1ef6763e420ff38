/** Sandboxed scripts, and calls of configured interfaces. */
module dev.millrace.script {
    requires transitive dev.millrace.core;
    requires transitive dev.millrace.modules;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires java.management;
    requires jdk.management;
    requires org.graalvm.js;
    requires org.graalvm.polyglot;
    requires org.slf4j;

    exports dev.millrace.proxy;
    exports dev.millrace.proxy.log;
    exports dev.millrace.proxy.platform;
    exports dev.millrace.script;
    exports dev.millrace.script.child;
    exports dev.millrace.script.graal;

    provides dev.millrace.module.ModuleProvider with
            dev.millrace.proxy.ProxyModules,
            dev.millrace.script.step.ScriptModules;
}
