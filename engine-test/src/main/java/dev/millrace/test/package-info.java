/**
 * Tests for modules and workflows: {@link dev.millrace.test.ModuleTester} runs one module as the engine would, without
 * an engine; {@link dev.millrace.test.WorkflowTester} runs whole workflows with stubs in the place of modules.
 *
 * <p>Time, time zone and randomness stand still until a test moves them.
 */
@NullMarked
package dev.millrace.test;

import org.jspecify.annotations.NullMarked;
