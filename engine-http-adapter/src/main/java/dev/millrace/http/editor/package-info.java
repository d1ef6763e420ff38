/**
 * The editor API (document 001): its envelope, its errors, its settings. Each group of its routes has a package below.
 */
@NullMarked
package dev.millrace.http.editor;

import org.jspecify.annotations.NullMarked;
