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
import dev.millrace.modules.guard.Unknown;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digest of a text in UTF-8, or its HMAC with a key. */
final class HashText implements Module {
    private static final Input ALGORITHM = Input.options("algorithm", "md5", "sha-1", "sha-256", "sha-512")
            .withDefault("sha-256")
            .legacyOption("MD5", "md5")
            .legacyOption("SHA-1", "sha-1")
            .legacyOption("sha1", "sha-1")
            .legacyOption("SHA-256", "sha-256")
            .legacyOption("sha256", "sha-256")
            .legacyOption("SHA-512", "sha-512")
            .legacyOption("sha512", "sha-512")
            .label("算法", "Algorithm")
            .help("摘要算法；MD5 和 SHA-1 只用于兼容", "The digest; MD5 and SHA-1 are for compatibility only");
    private static final Input ENCODING = Input.options("encoding", "hex", "base64")
            .withDefault("hex")
            .label("输出格式", "Encoding")
            .help("十六进制小写或 Base64", "Lower-case hexadecimal or Base64");

    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("hash")
            .category(Category.DATA)
            .name("哈希", "Hash")
            .description("计算文本的摘要或 HMAC", "Compute the digest or the HMAC of a text")
            .input(
                    Input.text("text").required().label("文本", "Text").help("按 UTF-8 计算", "Taken as UTF-8"),
                    ALGORITHM,
                    Input.text("key").label("密钥", "Key").help("填写后计算 HMAC", "With a key the result is an HMAC"),
                    ENCODING)
            .output(Output.text("result").label("结果", "Result").help("摘要文本", "The digest as text"))
            .effect(Effect.PURE)
            .example(new ModuleExample(
                    new LocalizedText("MD5 摘要", "MD5 digest"),
                    Map.of("text", "abc", "algorithm", "md5"),
                    Map.of("result", "900150983cd24fb0d6963f7d28e17f72")))
            .example(new ModuleExample(
                    new LocalizedText("HMAC-SHA-256 签名", "HMAC-SHA-256 signature"),
                    Map.of("text", "what do ya want for nothing?", "algorithm", "sha-256", "key", "Jefe"),
                    Map.of("result", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")))
            .build();

    private static final Set<String> ENCODINGS =
            Set.copyOf(ENCODING.constraints().options());

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) throws GeneralSecurityException {
        String text = step.text("text");
        String algorithm = step.option("algorithm", "sha-256");
        String encoding = step.option("encoding", "hex");
        if (!ALGORITHM.constraints().options().contains(algorithm)) {
            return Unknown.option(ALGORITHM, algorithm);
        }
        if (!ENCODINGS.contains(encoding)) {
            return Unknown.option(ENCODING, encoding);
        }
        byte[] digest = digest(algorithm, step.text("key", ""), text.getBytes(StandardCharsets.UTF_8));
        return StepResult.done("result", written(digest, encoding));
    }

    private static byte[] digest(String algorithm, String key, byte[] bytes) throws GeneralSecurityException {
        if (key.isEmpty()) {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        }
        String name = "Hmac" + algorithm.replace("-", "");
        Mac mac = Mac.getInstance(name);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), name));
        return mac.doFinal(bytes);
    }

    private static String written(byte[] digest, String encoding) {
        return encoding.equals("hex")
                ? HexFormat.of().formatHex(digest)
                : Base64.getEncoder().encodeToString(digest);
    }
}
