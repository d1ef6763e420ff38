/** The documented HTTP APIs as one servlet, and a server to run it. */
module dev.millrace.http {
    requires transitive dev.millrace.core;
    requires transitive dev.millrace.form;
    requires static transitive org.jspecify;
    requires com.auth0.jwt;
    requires com.fasterxml.jackson.databind;
    requires com.github.benmanes.caffeine;
    requires io.github.bucket4j.core;
    requires transitive jakarta.servlet;
    requires org.eclipse.jetty.ee10.servlet;
    requires org.slf4j;

    exports dev.millrace.http;
    exports dev.millrace.http.application;
}
