package dev.millrace.recent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The newest things of many, found by their ids. Of two with one id the newer is found.
 *
 * <p>To add is what happens all the time. So what is added is put behind the one before, and what has to go is never touched
 * again: a map from which it is taken out one by one would cost more than everything else that is done with a small thing, as
 * by then it is in none of the processor's caches.
 *
 * <p>Things stand in segments. Only the last one is open; the oldest goes as a whole, once the others hold enough. Until
 * then what is in it beyond the limit is not found.
 *
 * <p>Thread-safe. Who adds waits for nobody.
 *
 * @param <T> the things
 */
public final class Recent<T> {
    /** What is held beyond the limit is less than two segments, so little of the whole. */
    private static final int SEGMENTS = 8;

    private final int max;
    private final int segmentSize;
    private final Function<? super T, String> idOf;
    /** Oldest first. Replaced as a whole. */
    private final AtomicReference<List<Segment<T>>> segments;

    /** @param max how many are kept, at least 1 */
    public Recent(int max, Function<? super T, String> idOf) {
        this.max = max;
        this.segmentSize = Math.max(1, Math.min(max / SEGMENTS, Segment.MAX_SIZE));
        this.idOf = idOf;
        this.segments = new AtomicReference<>(List.of(new Segment<>(segmentSize, idOf)));
    }

    private List<Segment<T>> held() {
        return Objects.requireNonNull(segments.get());
    }

    private static <T> Segment<T> open(List<Segment<T>> all) {
        return all.get(all.size() - 1);
    }

    /** @return true now and then: it is time to look whether something is too old */
    public boolean add(T thing) {
        List<Segment<T>> known = held();
        boolean wasFull = false;
        while (!open(known).add(thing)) {
            wasFull = true;
            segments.compareAndSet(known, withAnother(known));
            known = held();
        }
        return wasFull;
    }

    /** An open segment more, and of the others as many as are needed. */
    private List<Segment<T>> withAnother(List<Segment<T>> full) {
        int first = full.size() - 1;
        for (int held = full.get(first).size();
                first > 0 && held < max;
                held += full.get(first).size()) {
            first--;
        }
        List<Segment<T>> more = new ArrayList<>(full.subList(first, full.size()));
        more.add(new Segment<>(segmentSize, idOf));
        return List.copyOf(more);
    }

    /** The newest with this id. */
    public Optional<T> find(String id) {
        List<Segment<T>> known = held();
        int newer = 0;
        for (int i = known.size() - 1; i >= 0 && newer < max; i--) {
            Segment<T> segment = known.get(i);
            int size = segment.size();
            int place = segment.find(id);
            if (place >= 0) {
                return newer + size - place <= max ? Optional.ofNullable(segment.get(place)) : Optional.empty();
            }
            newer += size;
        }
        return Optional.empty();
    }

    /** One of the oldest that are held, perhaps beyond the limit. */
    public Optional<T> oldest() {
        return Optional.ofNullable(held().get(0).get(0));
    }

    /** The newest first, and one for each id. */
    public List<T> all() {
        return all(held());
    }

    private List<T> all(List<Segment<T>> known) {
        List<T> newest = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int looked = 0;
        for (int i = known.size() - 1; i >= 0; i--) {
            Segment<T> segment = known.get(i);
            for (int place = segment.size() - 1; place >= 0 && looked < max; place--) {
                T thing = segment.get(place);
                if (thing != null && ids.add(idOf.apply(thing))) {
                    newest.add(thing);
                }
                looked++;
            }
        }
        return newest;
    }

    /**
     * Removes what is to go. What is added meanwhile stays.
     *
     * @return how many there were
     */
    public synchronized int removeIf(Predicate<? super T> isToGo) {
        List<Segment<T>> known = held();
        open(known).close();
        List<T> before = all(known);
        List<T> staying = before.stream().filter(thing -> !isToGo.test(thing)).toList();
        List<Segment<T>> fewer = new ArrayList<>();
        for (int end = staying.size(); end > 0; end -= segmentSize) {
            fewer.add(Segment.of(staying.subList(Math.max(0, end - segmentSize), end), idOf));
        }
        // those that were added since are in segments behind the last that was known
        segments.updateAndGet(all -> {
            List<Segment<T>> joined = new ArrayList<>(fewer);
            all.stream().filter(segment -> !known.contains(segment)).forEach(joined::add);
            if (open(all) == open(known)) {
                joined.add(new Segment<>(segmentSize, idOf));
            }
            return List.copyOf(joined);
        });
        return before.size() - staying.size();
    }
}
