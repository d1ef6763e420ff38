/**
 * Text with references in it, conditions and expressions: parsed once, bound to slots, evaluated many times.
 *
 * <p>Read {@link dev.millrace.template.Template} first. Text that a reference inserts is never parsed again.
 */
@NullMarked
package dev.millrace.template;

import org.jspecify.annotations.NullMarked;
