/** The engine as an application sees it. Read {@link dev.millrace.Millrace} first. */
@NullMarked
package dev.millrace;

import org.jspecify.annotations.NullMarked;
