package dev.millrace.script;

/** Why a module that a script called failed: what the script gets as a {@code ModuleError}. */
public final class ModuleFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String module;
    private final String title;
    private final String detail;
    private final int code;

    /** @param code what a throw gave to it; 0 without one */
    public ModuleFailure(String module, String title, String message, int code) {
        super(title + ": " + message, null, false, false);
        this.module = module;
        this.title = title;
        this.detail = message;
        this.code = code;
    }

    public String module() {
        return module;
    }

    public String title() {
        return title;
    }

    /** The message without the title. */
    public String detail() {
        return detail;
    }

    public int code() {
        return code;
    }
}
