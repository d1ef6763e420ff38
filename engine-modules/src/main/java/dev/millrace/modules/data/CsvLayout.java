package dev.millrace.modules.data;

import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import org.apache.commons.csv.CSVFormat;

/** What separates the fields of a row: the format of RFC 4180 with another delimiter if the step names one. */
final class CsvLayout {
    private static final int MAX_DELIMITER_LENGTH = 10;

    private CsvLayout() {}

    static CSVFormat of(StepContext step) {
        String delimiter = step.text("delimiter", ",");
        if (delimiter.isEmpty() || delimiter.equals(",")) {
            return CSVFormat.DEFAULT;
        }
        if (delimiter.length() > MAX_DELIMITER_LENGTH || delimiter.chars().anyMatch(c -> "\"\r\n".indexOf(c) >= 0)) {
            throw new StepFailedException(
                    "Invalid delimiter",
                    "input \"delimiter\" is " + Excerpt.quoted(delimiter) + "; use 1 to " + MAX_DELIMITER_LENGTH
                            + " characters without quotes and line breaks, such as ; or a tab");
        }
        return CSVFormat.DEFAULT.builder().setDelimiter(delimiter).get();
    }
}
