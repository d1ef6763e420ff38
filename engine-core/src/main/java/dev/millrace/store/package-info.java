/**
 * What the engine asks of the place it runs in: clock, timers, stores. In-memory versions are beside the ports.
 */
@NullMarked
package dev.millrace.store;

import org.jspecify.annotations.NullMarked;
