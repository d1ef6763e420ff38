package dev.millrace.modules.time;

import dev.millrace.module.StepFailedException;
import dev.millrace.value.Excerpt;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The point in time that a value means: milliseconds since 1970 as a number or as 11 to 15 digits, a date, or a text in
 * ISO 8601 with or without time and offset; a space may stand for the T. What has no offset is in the zone of the step.
 */
final class Moments {
    private static final int MAX_LENGTH = 100;
    private static final int DATE_LENGTH = "yyyy-MM-dd".length();
    // the years 1000 to 9999 and some more; keeps every later computation within the calendar
    private static final double MAX_MILLIS = 1e15;

    private Moments() {}

    /** @throws StepFailedException if the value means no point in time */
    static ZonedDateTime of(@Nullable Object value, ZoneId zone) {
        if (value instanceof Number number) {
            return ofMillis(number, zone);
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(zone);
        }
        if (value instanceof String text) {
            return ofText(text.strip(), zone);
        }
        throw unreadable(value);
    }

    /** True for a date without a time of day. */
    static boolean isDate(@Nullable Object value) {
        return value instanceof LocalDate
                || (value instanceof String text && text.strip().length() == DATE_LENGTH);
    }

    static StepFailedException unreadable(@Nullable Object value) {
        return new StepFailedException(
                "Invalid date",
                "input \"value\" is " + Excerpt.quoted(value)
                        + ", which is no point in time; use milliseconds since 1970, or a text such as 2026-01-31T09:00:00+08:00");
    }

    private static ZonedDateTime ofMillis(Number number, ZoneId zone) {
        double millis = number.doubleValue();
        if (Math.abs(millis) > MAX_MILLIS || Double.isNaN(millis)) {
            throw unreadable(number);
        }
        return Instant.ofEpochMilli(number.longValue()).atZone(zone);
    }

    private static ZonedDateTime ofText(String text, ZoneId zone) {
        if (text.length() > MAX_LENGTH) {
            throw unreadable(text);
        }
        try {
            if (isMillis(text)) {
                return ofMillis(Long.parseLong(text), zone);
            }
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text).atStartOfDay(zone);
            }
            return inZone(parsed(text), zone);
        } catch (DateTimeException e) {
            throw unreadable(text);
        }
    }

    private static TemporalAccessor parsed(String text) {
        boolean hasSpace = text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == ' ';
        String iso = hasSpace ? text.substring(0, DATE_LENGTH) + 'T' + text.substring(DATE_LENGTH + 1) : text;
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                iso, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    }

    private static ZonedDateTime inZone(TemporalAccessor parsed, ZoneId zone) {
        if (parsed instanceof LocalDateTime local) {
            return local.atZone(zone);
        }
        return Instant.from(parsed).atZone(zone);
    }

    private static boolean isMillis(String text) {
        return text.length() >= 11 && text.length() <= 15 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
