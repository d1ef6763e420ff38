/** Modules about the clock and the calendar. Read {@link dev.millrace.modules.time.TimeModules} first. */
@NullMarked
package dev.millrace.modules.time;

import org.jspecify.annotations.NullMarked;
