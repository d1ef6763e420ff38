package dev.millrace.proxy;

import dev.millrace.proxy.log.CallLog;
import dev.millrace.store.Clock;
import dev.millrace.store.Timers;

/** What every call of a service shares. */
record Parts(
        Targets targets,
        SecretStore secrets,
        Authentications authentications,
        Rates rates,
        Sender sender,
        CallLog log,
        Clock clock,
        Timers timers) {}
