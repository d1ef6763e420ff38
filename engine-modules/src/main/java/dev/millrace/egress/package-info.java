/**
 * The one way out: calls over HTTP, to addresses that a policy permits. Read {@link dev.millrace.egress.HttpClient} first,
 * then {@link dev.millrace.egress.EgressPolicy}.
 *
 * <p>Whatever a workflow can reach over a network goes through here. Nothing here knows of workflows or steps, no type of
 * the library below shows in a signature, and no message holds more of a URL than its scheme, host and port: paths and
 * queries carry secrets.
 */
@NullMarked
package dev.millrace.egress;

import org.jspecify.annotations.NullMarked;
