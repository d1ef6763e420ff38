package dev.millrace.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PropertyPathTest {
    private static final CoordinateRegion REGION = new CoordinateRegion(10, 20, 40, 60);
    private static final ImageReference IMAGE = new ImageReference("file:///dir/cat.png");

    @ParameterizedTest(name = "{0} . {1} → {2}")
    @MethodSource("properties")
    void every_name_of_a_property_reads_it(Object base, String names, @Nullable Object expected) {
        for (String name : names.split(" ")) {
            assertThat(read(base, name)).as(name).isEqualTo(expected);
        }
    }

    static Stream<Arguments> properties() {
        Map<String, Object> dictionary = new LinkedHashMap<>();
        dictionary.put("k", 1L);
        dictionary.put("count", "hidden by the property");
        dictionary.put("length", "a key");
        LocalDate sunday = LocalDate.of(2024, 6, 2);
        return Stream.of(
                arguments("a😀", "length len count 长度", 3L),
                arguments("aB", "uppercase upper 大写", "AB"),
                arguments("aB", "lowercase lower 小写", "ab"),
                arguments(" \u3000x y\u00A0", "trim trimmed 去除首尾空格", "x y"),
                arguments(" x\ty z", "removeSpaces remove_space 去除空格", "x\tyz"),
                arguments("", "isempty empty 为空", true),
                arguments("abc", "0 -3 +0", "a"),
                arguments("abc", "3 -4 99999999999 99999999999999999999999", null),
                arguments("abc", "Length nope", null),
                arguments(5.9, "int 整数", 5L),
                arguments(-5.9, "int", -5L),
                arguments(1e20, "int", 1e20),
                arguments(2.5, "round 四舍五入", 3L),
                arguments(-2.5, "round", -2L),
                arguments(-5.5, "abs 绝对值", 5.5),
                arguments(Long.MIN_VALUE, "abs", new BigDecimal("9223372036854775808")),
                arguments(-5.5, "length len 长度", 2L),
                arguments(5L, "count nope 0", null),
                arguments(Double.NaN, "int round length", null),
                arguments(true, "not invert 非 反转", false),
                arguments(List.of("a", "b"), "count size length 数量 长度", 2L),
                arguments(List.of("a", "b"), "isempty empty", false),
                arguments(List.of("a", "b"), "first head 第一个 0 -2", "a"),
                arguments(List.of("a", "b"), "last tail 最后一个 1 -1", "b"),
                arguments(List.of("a"), "random rand 随机", "a"),
                arguments(List.of(), "first last random 0 -1", null),
                arguments(List.of("a"), "0:1 nope", null),
                arguments(dictionary, "count size 数量", 3L),
                arguments(dictionary, "keys 键", List.of("k", "count", "length")),
                arguments(Map.of("k", 1L), "values 值", List.of(1L)),
                arguments(dictionary, "k", 1L),
                arguments(dictionary, "length", "a key"),
                arguments(dictionary, "K isempty", null),
                arguments(sunday, "year 年", 2024L),
                arguments(sunday, "month 月", 6L),
                arguments(sunday, "day 日", 2L),
                arguments(sunday, "weekday 星期", 1L),
                arguments(sunday.minusDays(1), "weekday", 7L),
                arguments(sunday, "timestamp 时间戳", 1_717_286_400_000L),
                arguments(LocalTime.of(9, 5), "hour 时", 9L),
                arguments(LocalTime.of(9, 5), "minute 分", 5L),
                arguments(new Coordinate(1, 2), "x", 1.0),
                arguments(new Coordinate(1, 2), "y", 2.0),
                arguments(REGION, "left", 10.0),
                arguments(REGION, "top", 20.0),
                arguments(REGION, "right", 40.0),
                arguments(REGION, "bottom", 60.0),
                arguments(REGION, "width w", 30.0),
                arguments(REGION, "height h", 40.0),
                arguments(REGION, "center center_point", new Coordinate(25, 40)),
                arguments(REGION, "center_x x", 25.0),
                arguments(REGION, "center_y y", 40.0),
                arguments(REGION, "as_string string", "(10,20)-(40,60)"),
                arguments(REGION, "is_empty isEmpty", false),
                arguments(REGION, "is_valid isValid", true),
                arguments(IMAGE, "uri", "file:///dir/cat.png"),
                arguments(IMAGE, "path 路径", "/dir/cat.png"),
                arguments(IMAGE, "name 文件名 filename", "cat.png"),
                arguments(IMAGE, "width w 宽度 height h 高度 size 大小 filesize", null));
    }

    @ParameterizedTest(name = "abcdefgh . {0} → {1}")
    @CsvSource({
        "0:5, abcde",
        "2:, cdefgh",
        "-3:, fgh",
        ":-1, abcdefg",
        "::2, aceg",
        "3:3, ''",
        "1::2, bdfh",
        "::-1, hgfedcba",
        "5:0:-1, fedcb",
        "x:2, ab",
        ":, abcdefgh",
        "::, abcdefgh",
        "-100:100, abcdefgh",
        "100:-100:-1, hgfedcba",
        "::99999999999999, a",
        "::-99999999999999, h",
        "::0,",
        "1:2:3:4,",
    })
    void slices_are_those_of_python(String slice, @Nullable String expected) {
        assertThat(read("abcdefgh", slice)).isEqualTo(expected);
        assertThat(read("", slice)).isIn("", null);
    }

    @Test
    void path_goes_through_levels_and_null_has_no_properties() {
        Map<String, Object> value = Map.of("k", List.of(Map.of("z", "text")));

        assertThat(read(value, "k", "-1", "z", "uppercase", "0")).isEqualTo("T");
        assertThat(read(value, "nope", "z")).isNull();
        assertThat(read(null, "length")).isNull();
        assertThat(PropertyPath.EMPTY.read(value, new SplittableRandom(1))).isSameAs(value);
    }

    @Test
    void random_element_comes_from_the_given_randomness() {
        List<Object> list = List.of(1L, 2L, 3L, 4L, 5L);
        PropertyPath path = PropertyPath.of(List.of("random"));

        Object first = path.read(list, new SplittableRandom(42));

        assertThat(list).contains(first);
        assertThat(path.read(list, new SplittableRandom(42))).isEqualTo(first);
    }

    @ParameterizedTest(name = "{0} . {1} : {2}")
    @CsvSource({
        "STRING, length, NUMBER",
        "STRING, 1:2, STRING",
        "STRING, nope, NULL",
        "NUMBER, round, NUMBER",
        "LIST, 0, ANY",
        "LIST, count, NUMBER",
        "DICTIONARY, keys, LIST",
        "DICTIONARY, other, ANY",
        "COORDINATE_REGION, center, COORDINATE",
        "ANY, length, ANY",
        "NULL, length, NULL",
    })
    void type_of_a_property(ValueType base, String name, ValueType expected) {
        assertThat(PropertyPath.of(List.of(name)).typeFrom(base)).isEqualTo(expected);
    }

    @Test
    void paths_of_the_same_segments_are_equal() {
        assertThat(PropertyPath.of(List.of("a", "0"))).isEqualTo(PropertyPath.of(List.of("a", "0")));
        assertThat(PropertyPath.of(List.of())).isSameAs(PropertyPath.EMPTY);
    }

    private static @Nullable Object read(@Nullable Object base, String... segments) {
        return PropertyPath.of(List.of(segments)).read(base, new SplittableRandom(1));
    }
}
