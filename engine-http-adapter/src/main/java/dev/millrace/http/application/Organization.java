package dev.millrace.http.application;

/**
 * A part of an organization. Immutable.
 *
 * @param code short name; empty for none
 * @param parentId the one it is a part of; empty for one at the top
 * @param sortIndex its place among those with the same parent
 */
public record Organization(String id, String code, String name, String parentId, long sortIndex)
        implements Registry.Entry {}
