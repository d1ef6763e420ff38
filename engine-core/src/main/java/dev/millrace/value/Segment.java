package dev.millrace.value;

import dev.millrace.value.PropertyTable.Property;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One segment of a path, with all that its text can mean looked up once. */
final class Segment {
    private final String name;
    private final @Nullable Long index;
    private final @Nullable Slice slice;
    private final @Nullable Property<String> ofText;
    private final @Nullable Property<Number> ofNumber;
    private final @Nullable Property<List<?>> ofList;
    private final @Nullable Property<Map<?, ?>> ofDictionary;

    Segment(String name) {
        this.name = name;
        this.index = Index.parse(name);
        this.slice = Slice.parse(name);
        this.ofText = Properties.OF_TEXT.named(name);
        this.ofNumber = Properties.OF_NUMBER.named(name);
        this.ofList = Properties.OF_LIST.named(name);
        this.ofDictionary = Properties.OF_DICTIONARY.named(name);
    }

    @Nullable
    Object read(Object base, RandomGenerator random) {
        if (base instanceof Map<?, ?> map) {
            return ofDictionary == null ? map.get(name) : ofDictionary.reader().read(map, random);
        }
        if (base instanceof List<?> list) {
            return ofList(list, random);
        }
        if (base instanceof String text) {
            return ofText(text, random);
        }
        if (base instanceof Number number) {
            return ofNumber == null ? null : ofNumber.reader().read(number, random);
        }
        return ofOther(base, random);
    }

    private @Nullable Object ofList(List<?> list, RandomGenerator random) {
        if (index != null) {
            int place = Index.within(index, list.size());
            return place < 0 ? null : list.get(place);
        }
        return ofList == null ? null : ofList.reader().read(list, random);
    }

    private @Nullable Object ofText(String text, RandomGenerator random) {
        if (index != null) {
            int place = Index.within(index, text.length());
            return place < 0 ? null : String.valueOf(text.charAt(place));
        }
        if (slice != null) {
            return slice.of(text);
        }
        return ofText == null ? null : ofText.reader().read(text, random);
    }

    private @Nullable Object ofOther(Object base, RandomGenerator random) {
        if (base instanceof Boolean truth) {
            return read(Properties.OF_BOOLEAN, truth, random);
        }
        if (base instanceof LocalDate date) {
            return read(Properties.OF_DATE, date, random);
        }
        if (base instanceof LocalTime time) {
            return read(Properties.OF_TIME, time, random);
        }
        if (base instanceof Coordinate point) {
            return read(Properties.OF_COORDINATE, point, random);
        }
        if (base instanceof CoordinateRegion region) {
            return read(Properties.OF_REGION, region, random);
        }
        return base instanceof ImageReference image ? read(Properties.OF_IMAGE, image, random) : null;
    }

    private <T> @Nullable Object read(PropertyTable<T> table, T base, RandomGenerator random) {
        Property<T> property = table.named(name);
        return property == null ? null : property.reader().read(base, random);
    }

    ValueType typeFrom(ValueType base) {
        return switch (base) {
            case ANY -> ValueType.ANY;
            case NULL -> ValueType.NULL;
            case STRING -> index != null || slice != null ? ValueType.STRING : typeOf(ofText);
            case NUMBER -> typeOf(ofNumber);
            case LIST -> index != null ? ValueType.ANY : typeOf(ofList);
            case DICTIONARY -> ofDictionary == null ? ValueType.ANY : ofDictionary.type();
            case BOOLEAN -> typeOf(Properties.OF_BOOLEAN.named(name));
            case IMAGE -> typeOf(Properties.OF_IMAGE.named(name));
            case DATE -> typeOf(Properties.OF_DATE.named(name));
            case TIME -> typeOf(Properties.OF_TIME.named(name));
            case COORDINATE -> typeOf(Properties.OF_COORDINATE.named(name));
            case COORDINATE_REGION -> typeOf(Properties.OF_REGION.named(name));
        };
    }

    /** A property that the type does not have is always null. */
    private static ValueType typeOf(@Nullable Property<?> property) {
        return property == null ? ValueType.NULL : property.type();
    }
}
