/**
 * Which request goes where: one table of routes with all that is known of each.
 */
@NullMarked
package dev.millrace.http.route;

import org.jspecify.annotations.NullMarked;
