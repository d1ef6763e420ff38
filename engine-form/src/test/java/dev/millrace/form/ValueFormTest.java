package dev.millrace.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.store.RecordContent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Values of objects in records. */
class ValueFormTest {
    @Property(tries = 500)
    void what_a_record_holds_comes_back_as_it_went(@ForAll("values") Map<String, Object> values) {
        String json =
                RecordContent.empty().with("values", ValueForm.writeAll(values)).json();

        assertThat(ValueForm.readAll(RecordContent.read(json).dictionary("values")))
                .isEqualTo(values);
    }

    @Provide
    Arbitrary<Map<String, Object>> values() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(text -> text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.doubles().map(number -> number),
                Arbitraries.bigDecimals().map(number -> number),
                Arbitraries.of(true, false).map(truth -> truth),
                Arbitraries.longs()
                        .between(-9_999_999_999_999L, 9_999_999_999_999L)
                        .map(Instant::ofEpochMilli));
        Arbitrary<String> names = Arbitraries.of("@map", "@decimal", "@x", "a", "");
        Arbitrary<Object> nested = Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(list -> list),
                        Arbitraries.maps(names, inner).ofMaxSize(3).map(map -> map)),
                0,
                3);
        return Arbitraries.maps(names, nested).ofMaxSize(4);
    }

    @Example
    void null_in_a_row_stays_null() {
        Map<String, Object> row = new HashMap<>();
        row.put("F_Qty", null);

        assertThat(ValueForm.readAll(ValueForm.writeAll(row))).isEqualTo(row);
    }

    @Example
    void value_of_a_kind_nobody_knows_is_not_guessed() {
        assertThatThrownBy(() -> ValueForm.read(Map.of("@colour", "red")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@colour");
    }
}
