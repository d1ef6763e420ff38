package dev.millrace.store.jdbc;

/**
 * Something stored whose content cannot be read: a damaged file, or a hand that has changed it. It stays where it is and is
 * left out of every answer, so that the rest can be used.
 *
 * @param what of which kind it is, such as {@code workflow}
 * @param key which of them
 * @param reason what is wrong; nothing of the content
 */
public record BrokenRow(String what, String key, String reason) {}
