package dev.millrace.http.application;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The digest that signs an application's calls and the answers to them. */
public enum SignatureMethod {
    MD5("MD5"),
    SHA256("SHA-256");

    private final String algorithm;

    SignatureMethod(String algorithm) {
        this.algorithm = algorithm;
    }

    /** The method by its name in requests, in any case of letters. */
    static Optional<SignatureMethod> named(String name) {
        return Arrays.stream(values())
                .filter(method -> method.name().equalsIgnoreCase(name))
                .findFirst();
    }

    MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
