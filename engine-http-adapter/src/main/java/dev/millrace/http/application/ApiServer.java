package dev.millrace.http.application;

import java.util.List;

/**
 * How an application calls our API. Immutable.
 *
 * @param appId what it is known by in calls, and the name of its user
 * @param sealedKey its secure key as it is stored; see {@link KeyProtection}
 * @param roleIds at least one
 * @param redirectUri empty for none
 * @param ipWhiteList addresses and CIDR blocks it may call from, separated by commas or line breaks; empty for all
 */
public record ApiServer(
        String appId,
        String sealedKey,
        SignatureMethod signature,
        List<String> roleIds,
        List<String> orgIds,
        String redirectUri,
        String ipWhiteList,
        boolean enableOAuth2) {
    public ApiServer {
        roleIds = List.copyOf(roleIds);
        orgIds = List.copyOf(orgIds);
    }

    ApiServer withSealedKey(String sealed) {
        return new ApiServer(appId, sealed, signature, roleIds, orgIds, redirectUri, ipWhiteList, enableOAuth2);
    }

    /** Without the key, which is the same secret however it is sealed. */
    @Override
    public String toString() {
        return "ApiServer[appId=" + appId + "]";
    }
}
