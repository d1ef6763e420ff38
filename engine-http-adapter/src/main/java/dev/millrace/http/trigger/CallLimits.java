package dev.millrace.http.trigger;

/**
 * How long and how often an API may be called (spec 11).
 *
 * @param timeoutMillis how long a caller waits, 1 to 300000
 * @param maxConcurrent executions at once; 0 for no limit
 * @param queueMillis how long a request waits for its turn; 0 for not at all
 * @param ratePerSecond requests; 0 for no limit
 * @param detaches at the timeout the execution goes on; else it is cancelled
 */
record CallLimits(long timeoutMillis, int maxConcurrent, long queueMillis, int ratePerSecond, boolean detaches) {}
