/** Several nodes that are one engine, over one PostgreSQL. */
module dev.millrace.durable {
    requires transitive dev.millrace.core;
    requires static transitive org.jspecify;
    requires dev.millrace.store.jdbc;
    requires com.fasterxml.jackson.databind;
    requires com.zaxxer.hikari;
    requires java.sql;
    requires org.postgresql.jdbc;
    requires static org.checkerframework.checker.qual;
    requires org.slf4j;
    requires transact;

    exports dev.millrace.durable;

    opens dev.millrace.durable to
            transact;
}
