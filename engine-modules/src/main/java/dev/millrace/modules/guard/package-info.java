/**
 * What every module does with hostile or hopeless input: bound the size of a result, name the options there are, keep
 * what was compiled from text within a bound.
 */
@NullMarked
package dev.millrace.modules.guard;

import org.jspecify.annotations.NullMarked;
