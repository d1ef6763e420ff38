/**
 * What extenders implement: a {@link dev.millrace.module.Module} is what a step calls.
 *
 * <p>Read {@link dev.millrace.module.Module} first, then {@link dev.millrace.module.ModuleDescriptor}. This package sees
 * values only; it knows neither workflows nor plans nor executions.
 */
@NullMarked
package dev.millrace.module;

import org.jspecify.annotations.NullMarked;
