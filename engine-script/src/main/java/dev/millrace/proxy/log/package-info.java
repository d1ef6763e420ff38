/**
 * What was called and what came of it, without secrets (spec script-proxy 8). Read {@link dev.millrace.proxy.log.CallLog}
 * first. Whatever enters an entry has been masked before.
 */
@NullMarked
package dev.millrace.proxy.log;

import org.jspecify.annotations.NullMarked;
