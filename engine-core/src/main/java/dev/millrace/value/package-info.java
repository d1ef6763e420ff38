/**
 * Plain values and what can be done with them: text, number and truth forms, properties, equality, arithmetic.
 *
 * <p>A value is {@code null}, a {@link Boolean}, a {@link Long}, {@link Double} or {@link java.math.BigDecimal}, a
 * {@link String}, a {@link java.util.List}, a {@link java.util.Map} with string keys in insertion order, or one of the
 * small records of this package. Read {@link dev.millrace.value.ValueType} first. Nothing here knows workflows.
 */
@NullMarked
package dev.millrace.value;

import org.jspecify.annotations.NullMarked;
