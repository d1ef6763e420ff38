/**
 * {@code POST /OpenApi/Invoke} (document 003): business objects for third parties. Start with {@link
 * dev.millrace.http.form.ObjectApi}.
 */
@NullMarked
package dev.millrace.http.form;

import org.jspecify.annotations.NullMarked;
