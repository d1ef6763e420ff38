package dev.millrace.http.exchange;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * A part of an answer that writes itself, where a tree of maps would be made only to be written. May stand wherever {@link
 * Json#write} takes a value. May be asked to write more than once, and then writes the same.
 */
public interface JsonForm {
    /** Writes one whole value; parts of it go through {@link Json#write(Object, JsonGenerator)}. */
    void writeTo(JsonGenerator json) throws IOException;
}
