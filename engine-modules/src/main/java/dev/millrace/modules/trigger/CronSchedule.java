package dev.millrace.modules.trigger;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.millrace.value.Excerpt;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * The times of a cron expression: five fields as in Unix (minute, hour, day, month, weekday), or six or seven with the
 * second first and a year last. Immutable, thread-safe.
 *
 * <p>The library computes in a calendar without changes of clocks; {@link WallClock} brings its answers into a zone.
 */
final class CronSchedule {
    static final String FIX = "write five fields as in \"0 9 * * 1-5\" (minute, hour, day, month, weekday), "
            + "or six as in \"0 0 9 ? * MON-FRI\" (second first, ? for one of day and weekday)";

    private static final int MAX_LENGTH = 200;
    private static final int UNIX_FIELDS = 5;
    private static final int MONTH_FIELD = 4;

    private final ExecutionTime times;

    private CronSchedule(ExecutionTime times) {
        this.times = times;
    }

    /** @throws IllegalArgumentException if the text is no cron expression; the message can be shown to its author */
    static CronSchedule parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a cron expression has at most " + MAX_LENGTH + " characters, but this has " + text.length());
        }
        String[] fields = text.split("\\s+", -1);
        CronType type = fields.length <= UNIX_FIELDS ? CronType.UNIX : CronType.QUARTZ;
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type));
        try {
            String expression = type == CronType.UNIX ? text : withOneDay(fields);
            return new CronSchedule(
                    ExecutionTime.forCron(parser.parse(expression).validate()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Excerpt.quoted(text) + " is no cron expression: " + e.getMessage(), e);
        }
    }

    /** The first instant strictly after {@code now}; empty if there is none, as for 30 February. */
    Optional<ZonedDateTime> next(ZonedDateTime now) {
        LocalDateTime from = WallClock.searchFrom(now);
        Optional<ZonedDateTime> next = firingAfter(from, now);
        while (next.isPresent() && !next.get().toInstant().isAfter(now.toInstant())) {
            from = next.get().toLocalDateTime(); // several skipped times mean one instant, which may be now
            next = firingAfter(from, now);
        }
        return next;
    }

    private Optional<ZonedDateTime> firingAfter(LocalDateTime from, ZonedDateTime now) {
        return times.nextExecution(from.atZone(ZoneOffset.UTC))
                .map(firing -> WallClock.at(firing.toLocalDateTime(), now.getZone()));
    }

    /** Two stars for day and weekday are common, though the format wants a question mark for one of them. */
    private static String withOneDay(String[] fields) {
        boolean bothOpen =
                fields.length > MONTH_FIELD + 1 && fields[3].equals("*") && fields[MONTH_FIELD + 1].equals("*");
        if (bothOpen) {
            fields[MONTH_FIELD + 1] = "?";
        }
        return String.join(" ", fields).toUpperCase(Locale.ROOT);
    }
}
