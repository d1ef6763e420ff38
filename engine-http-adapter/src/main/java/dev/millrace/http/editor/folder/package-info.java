/** Folders as the editor API lists, shows and changes them (document 001, folders). */
@NullMarked
package dev.millrace.http.editor.folder;

import org.jspecify.annotations.NullMarked;
