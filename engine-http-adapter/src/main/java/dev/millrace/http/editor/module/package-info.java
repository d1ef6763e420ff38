/** What an editor shows of modules: categories, lists, details, forms (document 001, modules; spec vflow-model 7.6). */
@NullMarked
package dev.millrace.http.editor.module;

import org.jspecify.annotations.NullMarked;
