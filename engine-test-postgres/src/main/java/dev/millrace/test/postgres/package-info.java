/**
 * PostgreSQL for tests, from binaries that the build resolves like any other dependency. Start with {@link
 * dev.millrace.test.postgres.TestPostgres}. Only tests may depend on it.
 */
@NullMarked
package dev.millrace.test.postgres;

import org.jspecify.annotations.NullMarked;
