package dev.millrace.modules.trigger;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * What a time on the wall means where clocks are changed. A time that is skipped means the first instant after the gap; a
 * time that occurs twice means the first of the two, and the second passes without a firing.
 */
final class WallClock {
    private WallClock() {}

    static ZonedDateTime at(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant().atZone(zone)
                : ZonedDateTime.ofLocal(local, zone, change == null ? null : change.getOffsetBefore());
    }

    /**
     * The local time from which to look for the next firing after {@code now}: what the wall shows, but in an hour that
     * repeats its end, because all of its firings have been.
     */
    static LocalDateTime searchFrom(ZonedDateTime now) {
        LocalDateTime local = now.toLocalDateTime();
        ZoneOffsetTransition change = now.getZone().getRules().getTransition(local);
        boolean repeats = change != null && change.isOverlap() && isAtOrAfter(now.toInstant(), change);
        return repeats ? change.getDateTimeBefore().minusNanos(1) : local;
    }

    private static boolean isAtOrAfter(Instant now, ZoneOffsetTransition change) {
        return !now.isBefore(change.getInstant());
    }
}
