/**
 * Files, under the folders that the host gives and nowhere else. Register {@link dev.millrace.modules.file.FileRoots} as a
 * service of the engine; without it every module of this package fails and says so.
 *
 * <p>{@code RootedPath} is the only way from a text to a file. Nothing else in the modules may touch a file.
 */
@NullMarked
package dev.millrace.modules.file;

import org.jspecify.annotations.NullMarked;
