/** The Millrace engine: workflow model, compiler and interpreter. */
module dev.millrace.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires org.slf4j;

    exports dev.millrace;
    exports dev.millrace.workflow;
    exports dev.millrace.module;
    exports dev.millrace.store;
    exports dev.millrace.observe;
    exports dev.millrace.history;
    exports dev.millrace.value;
    exports dev.millrace.work;
    exports dev.millrace.peer;

    uses dev.millrace.module.ModuleProvider;
}
