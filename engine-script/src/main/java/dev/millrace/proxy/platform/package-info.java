/**
 * What is configured about interfaces: platforms, their instances, their apis (spec script-proxy 3 and 4). Read
 * {@link dev.millrace.proxy.platform.Platform} first, then {@link dev.millrace.proxy.platform.PlatformReader}.
 *
 * <p>Immutable data and its JSON. Nothing here calls anything.
 */
@NullMarked
package dev.millrace.proxy.platform;

import org.jspecify.annotations.NullMarked;
