package dev.millrace.proxy;

import dev.millrace.proxy.platform.Api;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.proxy.platform.Platform;

/** The interface that a call means. */
record Target(Platform platform, Instance instance, Api api) {
    CallSite site() {
        return new CallSite(platform.key(), instance.key(), api.key());
    }
}
