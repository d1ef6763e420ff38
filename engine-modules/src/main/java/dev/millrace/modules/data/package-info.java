/** Modules that read, query, change and write lists, dictionaries and documents. Read {@link dev.millrace.modules.data.DataModules} first. */
@NullMarked
package dev.millrace.modules.data;

import org.jspecify.annotations.NullMarked;
