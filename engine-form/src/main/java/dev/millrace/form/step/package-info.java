/**
 * The modules {@code object_load}, {@code object_query}, {@code object_create}, {@code object_update} and {@code
 * object_remove}.
 */
@NullMarked
package dev.millrace.form.step;

import org.jspecify.annotations.NullMarked;
