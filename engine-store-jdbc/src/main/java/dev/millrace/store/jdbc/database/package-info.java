/**
 * The database below the stores: one writer that commits in groups, a few connections for reading, the schema and its
 * migrations, and what SQLite and PostgreSQL do differently. Start with {@link
 * dev.millrace.store.jdbc.database.Database}. Nothing here knows what is stored.
 */
@NullMarked
package dev.millrace.store.jdbc.database;

import org.jspecify.annotations.NullMarked;
