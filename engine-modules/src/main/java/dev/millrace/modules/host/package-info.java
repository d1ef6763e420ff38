/**
 * What a host may give the engine so that workflows reach people and the machine: small callbacks, each with an answer
 * when it is missing, and the modules that call them.
 *
 * <p>Register a callback as a service of the engine under its interface. All of them are called by many threads at once
 * and must not block.
 */
@NullMarked
package dev.millrace.modules.host;

import org.jspecify.annotations.NullMarked;
