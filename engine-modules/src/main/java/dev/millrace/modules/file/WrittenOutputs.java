package dev.millrace.modules.file;

import dev.millrace.module.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step gives that has written a file or folder: where it is, and how much was done. */
final class WrittenOutputs {
    private WrittenOutputs() {}

    /** @param size in bytes: of what was copied or unpacked, or of the archive */
    static StepResult of(RootedPath target, Allowance allowance, long size) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        outputs.put("success", true);
        outputs.put("path", target.toString());
        outputs.put("count", (long) allowance.entries());
        outputs.put("size", size);
        return StepResult.done(outputs);
    }
}
