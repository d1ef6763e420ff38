/**
 * The engine's built-in modules; {@link dev.millrace.modules.BuiltInModules} lists them.
 *
 * <p>One package for each kind of work, one small class for each module. Time, zone and randomness come from the step's
 * context only, and regular expressions of users run under a deadline.
 */
@NullMarked
package dev.millrace.modules;

import org.jspecify.annotations.NullMarked;
