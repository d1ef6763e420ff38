package dev.millrace.examples;

import dev.millrace.module.Effect;
import dev.millrace.module.LocalizedText;

/** A language of the module pages. */
enum PageLanguage {
    ENGLISH(""),
    CHINESE(".zh-CN");

    private final String suffix;

    PageLanguage(String suffix) {
        this.suffix = suffix;
    }

    /** What file names of this language have before their extension. */
    String suffix() {
        return suffix;
    }

    String of(LocalizedText text) {
        return say(text.english(), text.chinese());
    }

    String say(String english, String chinese) {
        return this == ENGLISH ? english : chinese;
    }

    /** What may follow a crash in the middle of a step. */
    String effect(Effect effect) {
        return switch (effect) {
            case PURE -> say("Computes only: after a crash it is computed again", "只做计算：崩溃后重新计算");
            case REPEATABLE -> say("May be done again after a crash", "崩溃后可以再次执行");
            case ONCE ->
                say("Not done again after a crash, unless its parameters make that harmless", "崩溃后不再执行，除非其参数表明重复无害");
        };
    }
}
