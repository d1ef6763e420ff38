/** The modules that come with Millrace. */
@SuppressWarnings("module") // scripts are built later, and read and write JSON as modules do
module dev.millrace.modules {
    requires transitive dev.millrace.core;
    requires static transitive org.jspecify;
    requires com.cronutils;
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires jakarta.mail;
    requires java.xml;
    requires json.path;
    requires org.apache.commons.compress;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.apache.httpcomponents.core5.httpcore5.h2;
    requires org.eclipse.angus.mail;
    requires org.apache.commons.csv;

    exports dev.millrace.egress;
    exports dev.millrace.json to
            dev.millrace.script;
    exports dev.millrace.modules;
    exports dev.millrace.modules.file;
    exports dev.millrace.modules.host;

    provides dev.millrace.module.ModuleProvider with
            dev.millrace.modules.BuiltInModules;
}
