/** What asks people to do something and waits for it. */
@NullMarked
package dev.millrace.modules.work;

import org.jspecify.annotations.NullMarked;
