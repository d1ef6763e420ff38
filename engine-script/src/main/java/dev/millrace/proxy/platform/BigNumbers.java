package dev.millrace.proxy.platform;

import dev.millrace.json.Numbers;

/** What whole numbers of an answer become that JavaScript cannot hold exactly, those beyond 2^53 (spec script-proxy 5.7). */
public enum BigNumbers {
    /** Text, so that no id changes silently. */
    TEXT(Numbers.TEXT),
    /** Numbers, exact in Java; a script rounds them. */
    NUMBER(Numbers.EXACT);

    private final Numbers numbers;

    BigNumbers(Numbers numbers) {
        this.numbers = numbers;
    }

    /** How the text of an answer is read. */
    public Numbers numbers() {
        return numbers;
    }
}
