package dev.millrace.proxy.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The platforms that come with the engine, without instances. */
public final class BuiltInPlatforms {
    /** Where an instance of WeCom is that does not say. */
    static final URI QYWX_URL = URI.create("https://qyapi.weixin.qq.com");

    private BuiltInPlatforms() {}

    /** WeCom (spec script-proxy 7); read when it is first asked for. */
    private static final class Qywx {
        static final Platform PLATFORM = platform();

        private static Platform platform() {
            try {
                return PlatformReader.builtIn(text());
            } catch (ConfigurationException e) {
                throw new IllegalStateException("the built-in platform is not valid", e);
            }
        }

        private static String text() {
            try (InputStream file = BuiltInPlatforms.class.getResourceAsStream("qywx.json")) {
                if (file == null) {
                    throw new IllegalStateException("qywx.json is missing beside " + BuiltInPlatforms.class);
                }
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static Optional<Platform> find(String key) {
        return key.equals("qywx") ? Optional.of(Qywx.PLATFORM) : Optional.empty();
    }
}
