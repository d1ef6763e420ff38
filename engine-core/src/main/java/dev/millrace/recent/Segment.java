package dev.millrace.recent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things in the order in which they were added, until it is full or closed. Thread-safe; nobody waits.
 *
 * <p>Who adds takes a place first and puts the thing there then. Between the two the place is empty, and who closes the
 * segment locks it.
 */
final class Segment<T> {
    private static final int CLOSED = Integer.MAX_VALUE / 2;
    private static final Object LOCKED = new Object();

    private final AtomicReferenceArray<@Nullable Object> places;
    /** How many are taken; more than there are once it is full. */
    private final AtomicInteger taken = new AtomicInteger();
    /** Of those that can be taken, those that will be. */
    private volatile int end;

    /** Where the newest thing with an id is, once nothing changes any more and somebody has looked. */
    private volatile @Nullable Map<String, Integer> index;

    Segment(int size) {
        places = new AtomicReferenceArray<>(size);
        end = size;
    }

    /** A full one. */
    static <T> Segment<T> of(List<T> newestFirst) {
        Segment<T> full = new Segment<>(newestFirst.size());
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            full.add(newestFirst.get(i));
        }
        return full;
    }

    /** False if it is full or closed. */
    boolean add(T thing) {
        int place = taken.getAndIncrement();
        return place < places.length() && places.compareAndSet(place, null, thing);
    }

    /** Nothing is added any more. */
    void close() {
        int before = taken.getAndSet(CLOSED);
        end = Math.min(before, end);
        for (int place = 0; place < end; place++) {
            places.compareAndSet(place, null, LOCKED);
        }
    }

    int size() {
        return Math.min(taken.get(), end);
    }

    /** Null if there is nothing, or nothing yet. */
    @SuppressWarnings("unchecked") // nothing else is put there
    @Nullable
    T get(int place) {
        Object thing = places.get(place);
        return thing == LOCKED ? null : (T) thing;
    }

    /** The place of the newest thing with an id; negative if there is none. */
    int find(String id, Function<? super T, String> idOf) {
        Map<String, Integer> known = index;
        if (known == null && size() == end) {
            known = indexed(idOf);
        }
        return known == null ? search(id, idOf) : known.getOrDefault(id, -1);
    }

    private int search(String id, Function<? super T, String> idOf) {
        for (int place = size() - 1; place >= 0; place--) {
            T thing = get(place);
            if (thing != null && idOf.apply(thing).equals(id)) {
                return place;
            }
        }
        return -1;
    }

    /** Null while a place is still empty. */
    private @Nullable Map<String, Integer> indexed(Function<? super T, String> idOf) {
        Map<String, Integer> made = new HashMap<>();
        for (int place = 0; place < end; place++) {
            T thing = get(place);
            if (thing == null) {
                return null;
            }
            made.put(idOf.apply(thing), place);
        }
        index = made;
        return made;
    }
}
