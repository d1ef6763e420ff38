package dev.millrace.value;

import static dev.millrace.value.ValueType.ANY;
import static dev.millrace.value.ValueType.BOOLEAN;
import static dev.millrace.value.ValueType.COORDINATE;
import static dev.millrace.value.ValueType.LIST;
import static dev.millrace.value.ValueType.NUMBER;
import static dev.millrace.value.ValueType.STRING;

import dev.millrace.value.PropertyTable.Property;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of spec vflow-model 5.2: per type, what each property name and alias reads. Case-sensitive. */
final class Properties {
    static final PropertyTable<String> OF_TEXT = new PropertyTable<String>()
            .with(NUMBER, text -> (long) text.length(), "length", "len", "count", "长度")
            .with(STRING, text -> text.toUpperCase(Locale.ROOT), "uppercase", "upper", "大写")
            .with(STRING, text -> text.toLowerCase(Locale.ROOT), "lowercase", "lower", "小写")
            .with(STRING, WhiteSpace::trim, "trim", "trimmed", "去除首尾空格")
            .with(STRING, text -> text.replace(" ", ""), "removeSpaces", "remove_space", "去除空格")
            .with(BOOLEAN, String::isEmpty, "isempty", "empty", "为空");

    static final PropertyTable<Number> OF_NUMBER = new PropertyTable<Number>()
            .with(NUMBER, Rounding::towardZero, "int", "整数")
            .with(NUMBER, Rounding::halfUp, "round", "四舍五入")
            .with(NUMBER, Rounding::absolute, "abs", "绝对值")
            .with(NUMBER, Properties::lengthOfInteger, "length", "len", "长度");

    static final PropertyTable<Boolean> OF_BOOLEAN =
            new PropertyTable<Boolean>().with(BOOLEAN, truth -> !truth, "not", "invert", "非", "反转");

    static final PropertyTable<List<?>> OF_LIST = new PropertyTable<List<?>>()
            .with(NUMBER, list -> (long) list.size(), "count", "size", "length", "数量", "长度")
            .with(BOOLEAN, List::isEmpty, "isempty", "empty", "为空")
            .with(ANY, list -> list.isEmpty() ? null : list.get(0), "first", "head", "第一个")
            .with(ANY, list -> list.isEmpty() ? null : list.get(list.size() - 1), "last", "tail", "最后一个")
            .add(
                    new Property<>(
                            ANY, (list, random) -> list.isEmpty() ? null : list.get(random.nextInt(list.size()))),
                    "random",
                    "rand",
                    "随机");

    /** They win over keys of the same name. */
    static final PropertyTable<Map<?, ?>> OF_DICTIONARY = new PropertyTable<Map<?, ?>>()
            .with(NUMBER, map -> (long) map.size(), "count", "size", "数量")
            .with(LIST, map -> PlainValue.list(map.keySet()), "keys", "键")
            .with(LIST, map -> PlainValue.list(map.values()), "values", "值");

    static final PropertyTable<LocalDate> OF_DATE = new PropertyTable<LocalDate>()
            .with(NUMBER, date -> (long) date.getYear(), "year", "年")
            .with(NUMBER, date -> (long) date.getMonthValue(), "month", "月")
            .with(NUMBER, date -> (long) date.getDayOfMonth(), "day", "日")
            .with(NUMBER, date -> (long) date.getDayOfWeek().getValue() % 7 + 1, "weekday", "星期")
            .with(NUMBER, NumberForm::startOfDay, "timestamp", "时间戳");

    static final PropertyTable<LocalTime> OF_TIME = new PropertyTable<LocalTime>()
            .with(NUMBER, time -> (long) time.getHour(), "hour", "时")
            .with(NUMBER, time -> (long) time.getMinute(), "minute", "分");

    static final PropertyTable<Coordinate> OF_COORDINATE =
            new PropertyTable<Coordinate>().with(NUMBER, Coordinate::x, "x").with(NUMBER, Coordinate::y, "y");

    static final PropertyTable<CoordinateRegion> OF_REGION = new PropertyTable<CoordinateRegion>()
            .with(NUMBER, CoordinateRegion::left, "left")
            .with(NUMBER, CoordinateRegion::top, "top")
            .with(NUMBER, CoordinateRegion::right, "right")
            .with(NUMBER, CoordinateRegion::bottom, "bottom")
            .with(NUMBER, Properties::width, "width", "w")
            .with(NUMBER, Properties::height, "height", "h")
            .with(COORDINATE, Properties::center, "center", "center_point")
            .with(NUMBER, region -> center(region).x(), "center_x", "x")
            .with(NUMBER, region -> center(region).y(), "center_y", "y")
            .with(STRING, TextForm::of, "as_string", "string")
            .with(BOOLEAN, region -> !isValid(region), "is_empty", "isEmpty")
            .with(BOOLEAN, Properties::isValid, "is_valid", "isValid");

    /** Width, height and size need the bytes, which are not here: they are known properties that give null. */
    static final PropertyTable<ImageReference> OF_IMAGE = new PropertyTable<ImageReference>()
            .with(NUMBER, image -> null, "width", "w", "宽度")
            .with(NUMBER, image -> null, "height", "h", "高度")
            .with(NUMBER, image -> null, "size", "大小", "filesize")
            .with(STRING, ImageReference::uri, "uri")
            .with(STRING, image -> pathOf(image.uri()), "path", "路径")
            .with(STRING, image -> nameOf(image.uri()), "name", "文件名", "filename");

    private Properties() {}

    private static @Nullable Object lengthOfInteger(Number number) {
        Number integer = Rounding.towardZero(number);
        return integer == null ? null : (Object) (long) TextForm.of(integer).length();
    }

    private static double width(CoordinateRegion region) {
        return region.right() - region.left();
    }

    private static double height(CoordinateRegion region) {
        return region.bottom() - region.top();
    }

    private static boolean isValid(CoordinateRegion region) {
        return width(region) > 0 && height(region) > 0;
    }

    private static Coordinate center(CoordinateRegion region) {
        return new Coordinate((region.left() + region.right()) / 2, (region.top() + region.bottom()) / 2);
    }

    /** The part behind scheme and host; null where there is none, as in {@code data:} URIs. */
    private static @Nullable String pathOf(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0) {
            return uri.startsWith("data:") || uri.isEmpty() ? null : uri;
        }
        int path = uri.indexOf('/', scheme + 3);
        return path < 0 ? null : uri.substring(path);
    }

    private static @Nullable String nameOf(String uri) {
        String path = pathOf(uri);
        if (path == null) {
            return null;
        }
        int query = path.indexOf('?');
        String plain = query < 0 ? path : path.substring(0, query);
        String name = plain.substring(plain.lastIndexOf('/') + 1);
        return name.isEmpty() ? null : name;
    }
}
