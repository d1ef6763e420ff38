package dev.millrace.form;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Optional;

/** Dates as objects are written and read with. */
final class DateText {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd[ ]['T']HH:mm[:ss]")
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private DateText() {}

    /** A point in time; {@code isDay} if only the day was written. */
    record Moment(Instant at, boolean isDay) {}

    static Optional<Moment> read(String text, ZoneId zone) {
        String dashed = text.strip().replace('/', '-');
        try {
            if (dashed.length() <= 10) {
                return Optional.of(
                        new Moment(LocalDate.parse(dashed).atStartOfDay(zone).toInstant(), true));
            }
            if (dashed.indexOf('Z', 10) > 0 || dashed.indexOf('+', 10) > 0 || dashed.indexOf('-', 10) > 0) {
                return Optional.of(new Moment(
                        OffsetDateTime.parse(dashed.replace(' ', 'T')).toInstant(), false));
            }
            return Optional.of(
                    new Moment(LocalDateTime.parse(dashed, LOCAL).atZone(zone).toInstant(), false));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** As {@code yyyy/MM/dd HH:mm:ss}. */
    static String write(Instant at, ZoneId zone) {
        return WRITTEN.format(at.atZone(zone));
    }
}
