/** Workflows and their folders in the database. */
@NullMarked
package dev.millrace.store.jdbc.workflow;

import org.jspecify.annotations.NullMarked;
