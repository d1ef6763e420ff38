package dev.millrace.form;

/**
 * Who changes objects.
 *
 * @param submitterId the administrator who owns what names no owner
 * @param depth how many rules led to this change, one after the other; 0 for a person
 */
public record Author(String submitterId, int depth) {
    /** A caller from outside. */
    public static Author of(String submitterId) {
        return new Author(submitterId, 0);
    }
}
