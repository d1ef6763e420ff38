package dev.millrace.http.application;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types of applications. */
public enum Provider {
    INTERNAL_STANDALONE("internal-standalone", "内部独立应用", "Internal standalone application"),
    INTERNAL_INTEGRATED("internal-integrated", "内部集成应用", "Internal integrated application"),
    THIRD_PARTY("third-party", "第三方应用", "Third-party application");

    /** Types that documents know and this server cannot tie in. */
    static final List<String> UNSUPPORTED = List.of("wechat-webapp", "dingtalk-ent-app", "wechat-miniapp");

    private final Label label;

    Provider(String value, String chinese, String english) {
        this.label = new Label(value, chinese, english);
    }

    /** As documents write it. */
    public String value() {
        return label.value();
    }

    Label label() {
        return label;
    }

    static Optional<Provider> of(String value) {
        return Arrays.stream(values())
                .filter(provider -> provider.value().equals(value))
                .findFirst();
    }
}
