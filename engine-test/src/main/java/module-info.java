/** The test kit: modules and workflows under a hand-driven clock, with assertions. */
module dev.millrace.test {
    requires transitive dev.millrace.core;
    requires transitive org.assertj.core;
    requires static org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.millrace.test;
    exports dev.millrace.test.contract;
}
