package dev.millrace.http.trigger;

import dev.millrace.http.exchange.Failure;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named values of a request, in order.
 *
 * @param isText whether they come from a query or a form, where every value is a text or a list of texts
 */
record InputFields(Map<String, @Nullable Object> values, boolean isText) {
    private static final int MAX_FIELDS = 10_000;
    private static final String BROKEN = "\uFFFD";

    static InputFields none() {
        return new InputFields(Map.of(), true);
    }

    /** The members of an object. */
    static InputFields json(Map<String, @Nullable Object> object) {
        return new InputFields(object, false);
    }

    /**
     * The fields of a query or a form; of a repeated one a list.
     *
     * @throws Failure if they are not encoded as they must be
     */
    static InputFields encoded(@Nullable String text, Charset charset) {
        Form form = new Form();
        if (text != null) {
            for (String pair : text.split("&", MAX_FIELDS + 1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = decode(equals < 0 ? pair : pair.substring(0, equals), charset);
                    form.add(name, equals < 0 ? "" : decode(pair.substring(equals + 1), charset));
                }
            }
        }
        return form.fields();
    }

    private static String decode(String text, Charset charset) {
        try {
            String decoded = URLDecoder.decode(text, charset);
            if (!decoded.contains(BROKEN) || text.contains(BROKEN)) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // told below, as what is no text in this charset is
        }
        throw Failure.of(TriggerError.INVALID_PARAMS, "Query or form is not encoded with percent signs");
    }

    /** Fields of texts that are being collected. */
    static final class Form {
        private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
        private int count;

        void add(String name, String value) {
            count++;
            if (count > MAX_FIELDS) {
                throw Failure.of(TriggerError.INVALID_PARAMS, "More than " + MAX_FIELDS + " fields");
            }
            values.merge(name, value, Form::both);
        }

        @SuppressWarnings("unchecked") // what is no text is a list that was made here
        private static Object both(Object before, Object more) {
            List<Object> all = before instanceof List ? (List<Object>) before : new ArrayList<>(List.of(before));
            all.add(more);
            return all;
        }

        InputFields fields() {
            return new InputFields(values, true);
        }
    }
}
