package dev.millrace.http.application;

import java.util.Arrays;
import java.util.Optional;

/** How an application is tied in. Only calls of our API ({@link #API_SERVER}) do something here; the others are kept. */
public enum IntegrationMode {
    PAGE("page", "page", "页面集成", "Page integration"),
    API_CLIENT("apiClient", "apiClient", "API客户端", "API client"),
    API_SERVER("apiServer", "apiServer", "API服务", "API service"),
    SSO_CLIENT("ssoClient", "sso", "单点登录", "Single sign-on");

    private final String value;
    private final String member;
    private final Label label;

    IntegrationMode(String value, String member, String chinese, String english) {
        this.value = value;
        this.member = member;
        this.label = new Label(value, chinese, english);
    }

    /** As documents write it. */
    public String value() {
        return value;
    }

    /** The member of an application that configures it. */
    String member() {
        return member;
    }

    Label label() {
        return label;
    }

    static Optional<IntegrationMode> of(String value) {
        return Arrays.stream(values()).filter(mode -> mode.value.equals(value)).findFirst();
    }
}
