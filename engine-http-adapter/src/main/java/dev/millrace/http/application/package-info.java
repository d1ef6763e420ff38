/**
 * The application API (document 002): third-party applications, how they sign calls, and the tokens of users and
 * applications. A host begins with {@link dev.millrace.http.application.ApplicationSettings} and may bring stores of its own;
 * the engine below knows nothing of all this.
 */
@NullMarked
package dev.millrace.http.application;

import org.jspecify.annotations.NullMarked;
