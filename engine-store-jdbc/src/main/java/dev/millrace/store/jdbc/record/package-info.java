/** Records in the database: {@link dev.millrace.store.jdbc.record.JdbcRecordStore}. What they mean is their owners' affair. */
@NullMarked
package dev.millrace.store.jdbc.record;

import org.jspecify.annotations.NullMarked;
