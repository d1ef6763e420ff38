package dev.millrace.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Does what the documentation's {@code curl} commands ask for, on machines that have no curl: {@code -s}, {@code -N}, {@code
 * -X}, {@code -H} and {@code -d}. Ends with 22 on an HTTP error, so that an example that fails is noticed.
 */
final class Curl {
    private static final int HTTP_ERROR = 22;

    private Curl() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        String method = "";
        BodyPublisher body = BodyPublishers.noBody();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "-s", "-N" -> {}
                case "-X" -> method = arguments[++i];
                case "-H" -> {
                    String[] header = arguments[++i].split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d" -> body = BodyPublishers.ofString(arguments[++i]);
                default -> request.uri(URI.create(arguments[i]));
            }
        }
        if (method.isEmpty()) {
            method = body.contentLength() > 0 ? "POST" : "GET";
        }
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request.method(method, body).build(), BodyHandlers.ofByteArray());
        System.out.write(response.body());
        System.out.println();
        if (response.statusCode() >= 400) {
            System.err.println(response.statusCode() + " for " + String.join(" ", arguments));
            System.exit(HTTP_ERROR);
        }
        System.exit(0);
    }
}
