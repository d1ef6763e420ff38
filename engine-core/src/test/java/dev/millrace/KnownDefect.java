package dev.millrace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A test that says what should be and is not yet. Not run by the build; whoever mends the defect removes this. */
@Tag("by-hand")
@Tag("known-defect")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface KnownDefect {
    /** Where the cause is. */
    String value();
}
