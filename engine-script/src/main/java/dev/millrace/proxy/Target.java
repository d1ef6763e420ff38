package dev.millrace.proxy;

import dev.millrace.proxy.platform.Api;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.proxy.platform.Platform;

/**
 * The interface that a call means.
 *
 * @param site its names
 */
record Target(Platform platform, Instance instance, Api api, CallSite site) {
    static Target of(Platform platform, Instance instance, Api api) {
        return new Target(platform, instance, api, new CallSite(platform.key(), instance.key(), api.key()));
    }
}
