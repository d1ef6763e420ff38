package dev.millrace.workflow;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Fields that only an app on a phone uses, kept so that a workflow survives the round trip (spec vflow-model 1.1).
 *
 * @param cardThemeColor {@code #RRGGBB} in upper case
 * @param enabledBeforePermissionsLost whether it was enabled before the app lost a permission
 */
public record DeviceFields(
        Optional<String> shortcutName,
        Optional<String> shortcutIcon,
        String cardIcon,
        String cardThemeColor,
        boolean enabledBeforePermissionsLost) {
    private static final String DEFAULT_ICON = "rounded_layers_fill_24";
    private static final String DEFAULT_COLOR = "#5B8CFF";
    private static final Pattern COLOR = Pattern.compile("#[0-9A-F]{6}");

    public static final DeviceFields DEFAULT =
            new DeviceFields(Optional.empty(), Optional.empty(), DEFAULT_ICON, DEFAULT_COLOR, false);

    /** A blank icon and anything that is no colour become the default. */
    public DeviceFields {
        cardIcon = cardIcon.isBlank() ? DEFAULT_ICON : cardIcon.trim();
        String color = cardThemeColor.trim().toUpperCase(Locale.ROOT);
        cardThemeColor = COLOR.matcher(color).matches() ? color : DEFAULT_COLOR;
    }
}
