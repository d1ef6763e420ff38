package dev.millrace.modules.file;

import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;

/** Whether a file in the way is replaced. */
enum Overwrite {
    YES,
    NO;

    static final Input INPUT = Input.truth("overwrite")
            .withDefault(false)
            .label("覆盖", "Overwrite")
            .help("替换已存在的文件；关闭时文件已存在则失败", "Replaces files that exist; without it a file in the way is a failure");

    static Overwrite of(StepContext step) {
        return step.truth("overwrite", false) ? YES : NO;
    }

    /** To replace twice does no harm; without replacing, the second time finds what the first has left. */
    static Effect effect(Parameters parameters) {
        return Boolean.TRUE.equals(parameters.get("overwrite")) ? Effect.REPEATABLE : Effect.ONCE;
    }
}
