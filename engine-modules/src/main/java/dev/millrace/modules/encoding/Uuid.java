package dev.millrace.modules.encoding;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepResult;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** A random UUID, version 4 of RFC 9562, from the engine's randomness. */
final class Uuid implements Module {
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 0x8000000000000000L;

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("uuid")
            .category(Category.DATA)
            .name("生成 UUID", "UUID")
            .description("生成一个随机的唯一标识", "Make a random unique id")
            .input(Input.truth("hyphens")
                    .withDefault(true)
                    .label("带连字符", "Hyphens")
                    .help("关闭后输出 32 位十六进制", "Without them the result has 32 hexadecimal digits"))
            .output(Output.text("result").label("UUID", "UUID").help("小写的 UUID", "The UUID in lower case"))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(new LocalizedText("生成标识", "Make an id"), Map.of(), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String uuid = random(step.random()).toString();
        return StepResult.done("result", step.truth("hyphens", true) ? uuid : uuid.replace("-", ""));
    }

    private static UUID random(RandomGenerator random) {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | VERSION_4;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | VARIANT;
        return new UUID(high, low);
    }
}
