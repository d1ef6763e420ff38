package dev.millrace.module;

import java.util.Locale;

/** How an editor asks for an input (document 001, input schema). */
public enum UiType {
    TEXT_FIELD,
    NUMBER_SLIDER,
    SWITCH,
    DROPDOWN,
    KEY_VALUE_EDITOR,
    CODE_EDITOR;

    /** The id on the wire, in lower snake case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
