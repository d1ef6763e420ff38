/** Tokens: granting, renewing, verifying, giving back (document 001, authentication). */
@NullMarked
package dev.millrace.http.editor.auth;

import org.jspecify.annotations.NullMarked;
