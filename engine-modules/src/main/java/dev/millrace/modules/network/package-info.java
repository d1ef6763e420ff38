/**
 * Modules that reach other machines: requests over HTTP, messages to people and services, mail. Read {@link
 * dev.millrace.modules.network.NetworkModules} first, then {@link dev.millrace.modules.network.Call}.
 *
 * <p>Everything goes through {@link dev.millrace.egress}; no message and no log entry holds a URL's path, a key, a token
 * or a password.
 */
@NullMarked
package dev.millrace.modules.network;

import org.jspecify.annotations.NullMarked;
