package dev.millrace.proxy;

import dev.millrace.egress.HttpClient;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.proxy.platform.Platform;

/** Chooses the client for the calls of an instance: its egress policy, its trust store. Thread-safe; must not block. */
@FunctionalInterface
public interface ProxyHttp {
    HttpClient clientOf(Platform platform, Instance instance);
}
