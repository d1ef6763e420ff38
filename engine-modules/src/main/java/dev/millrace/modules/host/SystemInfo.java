package dev.millrace.modules.host;

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
import dev.millrace.modules.guard.Unknown;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Supplier;

/** Facts about the machine; the phone's facts have a counterpart each (spec vflow-model 6.5, systeminfo). */
final class SystemInfo implements Module {
    private static final Input TYPE = Input.options(
                    "infotype",
                    "model",
                    "brand",
                    "android_version",
                    "sdk",
                    "security_patch",
                    "architecture",
                    "processors")
            .withDefault("model")
            .legacyOption("设备型号", "model")
            .legacyOption("Model", "model")
            .legacyOption("设备厂商", "brand")
            .legacyOption("Brand", "brand")
            .legacyOption("安卓版本", "android_version")
            .legacyOption("Android Version", "android_version")
            .legacyOption("SDK版本", "sdk")
            .legacyOption("SDK Version", "sdk")
            .legacyOption("安全补丁", "security_patch")
            .legacyOption("Security Patch", "security_patch")
            .label("信息", "Fact")
            .help(
                    "主机名、Java 厂商、操作系统、Java 版本、Java 发布日期、架构或处理器数",
                    "Host name, Java vendor, operating system, Java version, date of the Java release, architecture or processors");

    private static final Map<String, Supplier<String>> FACTS = Map.of(
            "model", SystemInfo::hostName,
            "brand", () -> property("java.vendor"),
            "android_version", () -> property("os.name") + " " + property("os.version"),
            "sdk", () -> property("java.version"),
            "security_patch", () -> property("java.version.date"),
            "architecture", () -> property("os.arch"),
            "processors", () -> Integer.toString(Runtime.getRuntime().availableProcessors()));

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("system_info")
            .alias("vflow.system.systeminfo")
            .category(Category.SYSTEM)
            .name("系统信息", "System Info")
            .description("获取主机、操作系统或 Java 的信息", "A fact about the host, its operating system or Java")
            .input(TYPE)
            .output(Output.text("sysinfo").label("信息", "Fact").help("所选的信息", "The fact asked for"))
            .effect(Effect.REPEATABLE)
            .blocks()
            .example(new ModuleExample(
                    new LocalizedText("Java 版本", "Version of Java"), Map.of("infotype", "sdk"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String type = step.option("infotype", "model");
        Supplier<String> fact = FACTS.get(type);
        return fact == null ? Unknown.option(TYPE, type) : StepResult.done("sysinfo", fact.get());
    }

    private static String property(String name) {
        return System.getProperty(name, "");
    }

    /** Asks the name service, which may take a while. */
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
