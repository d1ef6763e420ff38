package dev.millrace.http.contract;

import dev.millrace.http.exchange.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The document as a page: by Swagger UI where its WebJar is on the class path, else a page that says how to get it.
 *
 * <p>The files are those named here. No text of a request becomes part of a path.
 */
final class Docs {
    private static final String FOLDER = "META-INF/resources/webjars/swagger-ui/";
    private static final String PROPERTIES = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> LIBRARY_FILES = Map.of(
            "swagger-ui.css", "text/css; charset=utf-8",
            "swagger-ui-bundle.js", SCRIPT,
            "favicon-32x32.png", "image/png");
    /** Scripts and styles of this server only, none in the page; the library has its icons in its style sheet. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Resource page;
    private final Map<String, Resource> files;

    private Docs(Resource page, Map<String, Resource> files) {
        this.page = page;
        this.files = Map.copyOf(files);
    }

    static Docs with(ClassLoader libraries) {
        Map<String, Resource> files = libraryFiles(libraries);
        if (files.size() < LIBRARY_FILES.size()) {
            return new Docs(Resource.named("plain.html", HTML), Map.of());
        }
        files.put("start.js", Resource.named("start.js", SCRIPT));
        return new Docs(Resource.named("docs.html", HTML), files);
    }

    private static Map<String, Resource> libraryFiles(ClassLoader libraries) {
        Map<String, Resource> files = new LinkedHashMap<>();
        version(libraries)
                .ifPresent(version -> LIBRARY_FILES.forEach((name, type) -> {
                    URL url = libraries.getResource(FOLDER + version + "/" + name);
                    if (url != null) {
                        files.put(name, new Resource(url, type));
                    }
                }));
        return files;
    }

    /** The version of the WebJar, which is a part of its paths; empty if it is not there. */
    private static Optional<String> version(ClassLoader libraries) {
        try (InputStream in = libraries.getResourceAsStream(PROPERTIES)) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Response.Full page() {
        return page.response().with(Map.of("Content-Security-Policy", POLICY));
    }

    Optional<Response> file(String name) {
        return Optional.ofNullable(files.get(name)).map(Resource::response);
    }
}
