/**
 * Calls of configured third-party interfaces (spec script-proxy). Read {@link dev.millrace.proxy.ProxyService} first; Java
 * code calls through {@link dev.millrace.proxy.ProxyClient}, workflows through the module {@code proxy_call} or scripts.
 *
 * <p>Whatever a caller gives here is untrusted, and secrets never leave: they are put into requests and nowhere else.
 */
@NullMarked
package dev.millrace.proxy;

import org.jspecify.annotations.NullMarked;
