/**
 * Workflows as the editor API lists, shows and changes them (document 001, workflows). Read {@link
 * dev.millrace.http.editor.workflow.Library} first: every change of workflows and folders goes through it.
 */
@NullMarked
package dev.millrace.http.editor.workflow;

import org.jspecify.annotations.NullMarked;
