package dev.millrace.modules.network;

import dev.millrace.egress.HttpRequest;
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
import dev.millrace.value.Excerpt;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The address of this machine, in its network or as others see it (spec vflow-model 6.4, get_ip). */
final class GetIp implements Module {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_ANSWER = 1_000;
    private static final Map<String, String> SERVICES =
            Map.of("ipv4", "https://api.ipify.org", "ipv6", "https://api6.ipify.org");
    private static final Map<String, Pattern> FORMS = Map.of(
            "ipv4",
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}"),
            "ipv6",
            Pattern.compile("(?=.*:.*:)[0-9a-fA-F:.]{2,45}"));

    private static final Input TYPE = Input.options("type", "local", "external")
            .legacyOption("本地", "local")
            .legacyOption("Local", "local")
            .legacyOption("外部", "external")
            .legacyOption("External", "external")
            .withDefault("local")
            .label("类型", "Type")
            .help("本机地址或外网地址", "The address in its network, or as others see it");
    private static final Input VERSION = Input.options("ip_version", "ipv4", "ipv6")
            .legacyOption("IPv4", "ipv4")
            .legacyOption("IPv6", "ipv6")
            .alias("ipVersion")
            .withDefault("ipv4")
            .label("IP 版本", "IP version")
            .help("IPv4 或 IPv6", "IPv4 or IPv6");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("get_ip")
            .alias("vflow.network.get_ip")
            .category(Category.NETWORK)
            .name("获取 IP 地址", "Get IP Address")
            .description("获取本机的 IP 地址", "The address of this machine")
            .input(
                    TYPE,
                    VERSION,
                    Input.text("service_url")
                            .alias("serviceUrl")
                            .visibleWhen("type", "external")
                            .label("查询服务", "Service")
                            .help("以纯文本返回地址的服务", "A service that answers with the address as plain text"))
            .output(Output.text("ip_address")
                    .alias("ipAddress")
                    .label("IP 地址", "IP address")
                    .help("所求的地址", "The address"))
            .effect(Effect.REPEATABLE)
            .example(new ModuleExample(
                    new LocalizedText("外网地址", "As others see it"), Map.of("type", "external"), Map.of()))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws SocketException {
        String type = step.option("type", "local");
        String version = step.option("ip_version", "ipv4");
        if (VERSION.optionNamed(version) == null) {
            return Unknown.option(VERSION, version);
        }
        return switch (type) {
            case "local" -> local(version);
            case "external" -> external(step, version);
            default -> Unknown.option(TYPE, type);
        };
    }

    private static StepResult local(String version) throws SocketException {
        Optional<String> address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(candidate -> !candidate.isLoopbackAddress())
                .filter(candidate -> candidate instanceof Inet4Address == version.equals("ipv4"))
                .findFirst()
                .map(InetAddress::getHostAddress)
                .map(text -> text.replaceFirst("%.*", ""));
        return address.map(text -> StepResult.done("ip_address", text))
                .orElseGet(() ->
                        StepResult.failed("No address", "this machine has no " + version + " address but its own"));
    }

    private static StepResult external(StepContext step, String version) {
        String service = BaseUrl.of(step, "service_url", SERVICES.getOrDefault(version, ""));
        HttpRequest.Builder request = HttpRequest.get(service).timeout(LIMIT).maxAnswerBytes(MAX_ANSWER);
        return Call.send(
                step,
                request,
                response -> answered(response.isGood(), response.text().strip(), version),
                StepResult::failed);
    }

    private static StepResult answered(boolean isGood, String text, String version) {
        Pattern form = FORMS.get(version);
        if (isGood && form != null && form.matcher(text).matches()) {
            return StepResult.done("ip_address", text);
        }
        return StepResult.failed(
                "No address", "the service answered with no " + version + " address: " + Excerpt.quoted(text));
    }
}
