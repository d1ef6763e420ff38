/**
 * Several engines on the same stores, each with executions of its own. Start with {@link dev.millrace.peer.Peers}, through
 * which one reaches the others. How they agree on who has which execution is not known here.
 */
@NullMarked
package dev.millrace.peer;

import org.jspecify.annotations.NullMarked;
