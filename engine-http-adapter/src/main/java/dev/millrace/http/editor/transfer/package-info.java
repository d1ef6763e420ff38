/**
 * Workflows that leave and arrive as files (document 001, import and export). Read {@link
 * dev.millrace.http.editor.transfer.TransferRoutes} first. Nothing that arrives is written to a disk, and no name in an
 * archive is ever a path.
 */
@NullMarked
package dev.millrace.http.editor.transfer;

import org.jspecify.annotations.NullMarked;
