/** Modules that write text in another alphabet, and the ones that make ids and digests. Read {@link dev.millrace.modules.encoding.EncodingModules} first. */
@NullMarked
package dev.millrace.modules.encoding;

import org.jspecify.annotations.NullMarked;
