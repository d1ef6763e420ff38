package dev.millrace.module;

/**
 * The part a module plays in a block of steps.
 *
 * @param position where in the block it stands
 * @param pairing the block's name, shared by all its parts: {@code if}, {@code loop}; empty outside blocks
 * @param endModuleId of a start, the module that closes the block; empty otherwise
 */
public record BlockRole(Position position, String pairing, String endModuleId) {
    public static final BlockRole NONE = new BlockRole(Position.NONE, "", "");

    /** Where in its block a step stands. */
    public enum Position {
        NONE,
        START,
        MIDDLE,
        END
    }

    public static BlockRole start(String pairing, String endModuleId) {
        return new BlockRole(Position.START, pairing, endModuleId);
    }

    public static BlockRole middle(String pairing) {
        return new BlockRole(Position.MIDDLE, pairing, "");
    }

    public static BlockRole end(String pairing) {
        return new BlockRole(Position.END, pairing, "");
    }
}
