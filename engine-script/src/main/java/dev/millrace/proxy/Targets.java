package dev.millrace.proxy;

import dev.millrace.proxy.platform.Api;
import dev.millrace.proxy.platform.BuiltInPlatforms;
import dev.millrace.proxy.platform.Instance;
import dev.millrace.proxy.platform.Platform;
import dev.millrace.proxy.platform.PlatformStore;
import dev.millrace.value.Excerpt;
import dev.millrace.value.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what calls mean by their names (spec script-proxy 2 and 5.1). */
final class Targets {
    private static final int MAX_SIMILAR = 3;
    private static final int MAX_CALLER = 64;

    private final PlatformStore store;

    Targets(PlatformStore store) {
        this.store = store;
    }

    /** @throws ProxyError if there is no such target, or it is not to be used */
    Target find(ProxyCall call, CallContext context) {
        CallSite site = new CallSite(call.platform(), call.instance().orElse(""), call.api());
        checkNames(call, site);
        Platform platform = platform(call, site, context);
        Instance instance = instance(platform, call, site);
        return Target.of(platform, instance, api(platform, call, site));
    }

    private static void checkNames(ProxyCall call, CallSite site) {
        if (call.platform().isBlank()) {
            throw site.error(ErrorCode.INVALID_ARGUMENT, "the platform's key is blank; write one such as \"crm\"");
        }
        if (call.api().isBlank()) {
            throw site.error(ErrorCode.INVALID_ARGUMENT, "no interface is named; say which one to call");
        }
        if (call.caller().orElse("").length() > MAX_CALLER) {
            throw site.error(ErrorCode.INVALID_ARGUMENT, "caller has more than " + MAX_CALLER + " characters");
        }
    }

    private Platform platform(ProxyCall call, CallSite site, CallContext context) {
        String key = call.platform();
        Optional<Platform> found = store.find(key).or(() -> BuiltInPlatforms.find(key));
        Platform platform = found.orElseThrow(() -> site.error(
                ErrorCode.PLATFORM_NOT_FOUND,
                "there is no platform " + Excerpt.quoted(key) + similar(key, platformKeys())));
        if (!platform.enabled()) {
            throw site.error(ErrorCode.PLATFORM_DISABLED, "the platform is disabled; enable it in its configuration");
        }
        boolean isAllowed = context.workflowId().isEmpty()
                || platform.allowedWorkflows()
                        .map(ids -> ids.contains(context.workflowId()))
                        .orElse(true);
        if (!isAllowed) {
            throw site.error(
                    ErrorCode.NOT_AVAILABLE,
                    "workflow " + Excerpt.quoted(context.workflowId())
                            + " may not use this platform; add it to the platform's allowedWorkflows");
        }
        return platform;
    }

    private List<String> platformKeys() {
        return store.all().stream().map(Platform::key).toList();
    }

    private static Instance instance(Platform platform, ProxyCall call, CallSite site) {
        Instance instance = call.instance().isPresent()
                ? named(platform, call.instance().get(), site)
                : platform.defaultInstance()
                        .orElseThrow(() -> site.error(
                                ErrorCode.NO_DEFAULT_INSTANCE,
                                "no instance is named and none is the default; name one of " + keys(platform)));
        if (!instance.enabled()) {
            throw site.error(ErrorCode.INSTANCE_DISABLED, "instance " + instance.key() + " is disabled");
        }
        return instance;
    }

    private static Instance named(Platform platform, String key, CallSite site) {
        return platform.instance(key)
                .orElseThrow(() -> site.error(
                        ErrorCode.INSTANCE_NOT_FOUND,
                        "there is no instance " + Excerpt.quoted(key) + "; there are " + keys(platform)));
    }

    private static List<String> keys(Platform platform) {
        return platform.instances().stream().map(Instance::key).limit(10).toList();
    }

    private static Api api(Platform platform, ProxyCall call, CallSite site) {
        Api api = platform.api(call.api())
                .orElseThrow(() -> site.error(
                        ErrorCode.API_NOT_FOUND,
                        "there is no such interface" + similar(call.api(), apiNames(platform))));
        if (!api.enabled()) {
            throw site.error(ErrorCode.API_DISABLED, "the interface is disabled; enable it in the configuration");
        }
        return api;
    }

    private static List<String> apiNames(Platform platform) {
        List<String> names = new ArrayList<>();
        platform.apis().forEach(api -> names.add(api.key()));
        return names;
    }

    private static String similar(String name, List<String> names) {
        List<String> near = NearestName.several(name, names, MAX_SIMILAR);
        return near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
    }
}
