/**
 * Business objects: forms, the objects filled in with them, their statuses and rules. Start with {@link
 * dev.millrace.form.BusinessObjects}. Nothing here knows HTTP.
 */
@NullMarked
package dev.millrace.form;

import org.jspecify.annotations.NullMarked;
