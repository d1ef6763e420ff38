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

    /** A point in time, or where only the day was written all of that day, which may have 23 or 25 hours; without its end. */
    record Moment(Instant at, Instant end) {
        private static Moment point(Instant at) {
            return new Moment(at, at.plusNanos(1));
        }

        private static Moment day(LocalDate date, ZoneId zone) {
            return new Moment(
                    date.atStartOfDay(zone).toInstant(),
                    date.plusDays(1).atStartOfDay(zone).toInstant());
        }

        boolean holds(Instant time) {
            return !time.isBefore(at) && time.isBefore(end);
        }
    }

    static Optional<Moment> read(String text, ZoneId zone) {
        String dashed = text.strip().replace('/', '-');
        try {
            if (dashed.length() <= 10) {
                return Optional.of(Moment.day(LocalDate.parse(dashed), zone));
            }
            if (dashed.indexOf('Z', 10) > 0 || dashed.indexOf('+', 10) > 0 || dashed.indexOf('-', 10) > 0) {
                return Optional.of(Moment.point(
                        OffsetDateTime.parse(dashed.replace(' ', 'T')).toInstant()));
            }
            return Optional.of(
                    Moment.point(LocalDateTime.parse(dashed, LOCAL).atZone(zone).toInstant()));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** As {@code yyyy/MM/dd HH:mm:ss}. */
    static String write(Instant at, ZoneId zone) {
        return WRITTEN.format(at.atZone(zone));
    }
}
