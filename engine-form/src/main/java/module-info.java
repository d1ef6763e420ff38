/** Business objects: the data of forms, and the modules that work on them. */
module dev.millrace.form {
    requires transitive dev.millrace.core;
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.millrace.form;

    provides dev.millrace.module.ModuleProvider with
            dev.millrace.form.step.ObjectModules;
}
