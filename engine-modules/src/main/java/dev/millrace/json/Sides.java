package dev.millrace.json;

import dev.millrace.value.Coordinate;
import dev.millrace.value.CoordinateRegion;
import java.util.LinkedHashMap;
import java.util.Map;

/** Points and regions as the objects that JSON and scripts have for them. */
public final class Sides {
    private Sides() {}

    /** {@code x} and {@code y}. */
    public static Map<String, Double> of(Coordinate point) {
        Map<String, Double> sides = new LinkedHashMap<>();
        sides.put("x", point.x());
        sides.put("y", point.y());
        return sides;
    }

    /** {@code left}, {@code top}, {@code right} and {@code bottom}. */
    public static Map<String, Double> of(CoordinateRegion region) {
        Map<String, Double> sides = new LinkedHashMap<>();
        sides.put("left", region.left());
        sides.put("top", region.top());
        sides.put("right", region.right());
        sides.put("bottom", region.bottom());
        return sides;
    }
}
