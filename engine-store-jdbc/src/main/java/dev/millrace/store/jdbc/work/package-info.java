/** Work items in the database. */
@NullMarked
package dev.millrace.store.jdbc.work;

import org.jspecify.annotations.NullMarked;
