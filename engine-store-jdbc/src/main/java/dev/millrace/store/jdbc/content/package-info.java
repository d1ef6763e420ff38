/**
 * What stands in the content columns: JSON texts, written with {@link dev.millrace.store.jdbc.content.ContentJson} and read
 * through {@link dev.millrace.store.jdbc.content.StoredFields}. Nothing here knows databases.
 */
@NullMarked
package dev.millrace.store.jdbc.content;

import org.jspecify.annotations.NullMarked;
