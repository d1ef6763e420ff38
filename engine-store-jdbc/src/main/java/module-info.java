/** The stores of an engine on JDBC: embedded SQLite, and PostgreSQL. */
@SuppressWarnings("module") // the cluster engine is built later, and uses the writer of this one
module dev.millrace.store.jdbc {
    requires transitive dev.millrace.core;
    requires transitive java.sql;
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports dev.millrace.store.jdbc;
    exports dev.millrace.store.jdbc.seal;
    exports dev.millrace.store.jdbc.database to
            dev.millrace.durable;
    exports dev.millrace.store.jdbc.execution to
            dev.millrace.durable;
}
