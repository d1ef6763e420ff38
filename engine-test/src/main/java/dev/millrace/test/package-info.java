/**
 * Tests for modules: {@link dev.millrace.test.ModuleTester} runs one module as the engine would, without an engine.
 *
 * <p>Time, time zone and randomness stand still until a test moves them.
 */
@NullMarked
package dev.millrace.test;

import org.jspecify.annotations.NullMarked;
