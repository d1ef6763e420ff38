/** Tests over real sockets, against a stub of a platform that keeps what it receives. */
@NullMarked
package dev.millrace.proxy;

import org.jspecify.annotations.NullMarked;
