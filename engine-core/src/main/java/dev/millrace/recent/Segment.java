package dev.millrace.recent;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things in the order in which they were added, until it is full or closed. Thread-safe; nobody waits.
 *
 * <p>Who adds takes a place first and puts the thing there then. Between the two the place is empty, and who closes the
 * segment locks it.
 *
 * <p>The index is a hash table of numbers, each of a place and a part of the hash of the id there: whether an id is here can
 * nearly always be said without a look at any thing.
 */
final class Segment<T> {
    /** As many as the numbers of the index can tell apart. */
    static final int MAX_SIZE = 1_024;

    private static final int PLACE_BITS = (MAX_SIZE << 1) - 1;
    private static final int HASH_BITS = ~PLACE_BITS;
    private static final int CLOSED = Integer.MAX_VALUE / 2;
    private static final Object LOCKED = new Object();

    private final Function<? super T, String> idOf;
    private final AtomicReferenceArray<@Nullable Object> places;
    /** 0 where there is nothing; never more than half full, so that every chain ends. */
    private final AtomicIntegerArray index;
    /** How many are taken; more than there are once it is full. */
    private final AtomicInteger taken = new AtomicInteger();
    /** Of those that can be taken, those that will be. */
    private volatile int end;

    /** @param size at most {@link #MAX_SIZE} */
    Segment(int size, Function<? super T, String> idOf) {
        this.idOf = idOf;
        this.places = new AtomicReferenceArray<>(size);
        this.index = new AtomicIntegerArray(Integer.highestOneBit(size) << 2);
        this.end = size;
    }

    /** A full one. */
    static <T> Segment<T> of(List<T> newestFirst, Function<? super T, String> idOf) {
        Segment<T> full = new Segment<>(newestFirst.size(), idOf);
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            full.add(newestFirst.get(i));
        }
        return full;
    }

    /** False if it is full or closed. */
    boolean add(T thing) {
        int place = taken.getAndIncrement();
        if (place >= places.length() || !places.compareAndSet(place, null, thing)) {
            return false;
        }
        int hash = hash(idOf.apply(thing));
        int entry = hash & HASH_BITS | place + 1;
        int slot = slot(hash);
        while (!index.compareAndSet(slot, 0, entry)) {
            slot = slot(slot + 1);
        }
        return true;
    }

    private static int hash(String id) {
        int hash = id.hashCode() * 0x9E3779B9; // the golden ratio, which spreads ids that differ in little
        return hash ^ hash >>> 16;
    }

    private int slot(int hash) {
        return hash & index.length() - 1;
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
    int find(String id) {
        int hash = hash(id);
        int newest = -1;
        int slot = slot(hash);
        for (int entry = index.get(slot); entry != 0; entry = index.get(slot)) {
            int place = (entry & PLACE_BITS) - 1;
            if (((entry ^ hash) & HASH_BITS) == 0 && place > newest && isAt(place, id)) {
                newest = place;
            }
            slot = slot(slot + 1);
        }
        return newest;
    }

    private boolean isAt(int place, String id) {
        T thing = get(place);
        return thing != null && idOf.apply(thing).equals(id);
    }
}
