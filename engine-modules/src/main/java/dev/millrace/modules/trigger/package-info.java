/**
 * Modules that start workflows. Read {@link dev.millrace.modules.trigger.TriggerModules} first, then {@link
 * dev.millrace.modules.trigger.WallClock} for what happens when clocks are changed.
 */
@NullMarked
package dev.millrace.modules.trigger;

import org.jspecify.annotations.NullMarked;
