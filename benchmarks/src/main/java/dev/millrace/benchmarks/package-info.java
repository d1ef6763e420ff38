/**
 * Measures workflow engines beside each other and beside hand-written code in one JVM.
 *
 * <p>Read {@link dev.millrace.benchmarks.Shape} first, then {@link dev.millrace.benchmarks.Engine}: every runner (pair,
 * nested, first, JMH) and the smoke test take their work from there, so a shape is written once per engine. Only what a
 * peer or JMH must reach by reflection is public.
 */
@NullMarked
package dev.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
