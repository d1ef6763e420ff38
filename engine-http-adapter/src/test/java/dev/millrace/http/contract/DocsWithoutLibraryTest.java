package dev.millrace.http.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The page where the library that shows the document is not there. */
class DocsWithoutLibraryTest {
    private final Docs docs = Docs.with(ClassLoader.getPlatformClassLoader());

    @Test
    void page_says_how_to_get_it_and_leads_to_the_document() throws IOException {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        docs.page().writeTo(page);

        assertThat(page.toString(StandardCharsets.UTF_8)).contains("org.webjars:swagger-ui", "href=\"openapi.json\"");
    }

    @Test
    void files_of_the_library_are_not_there() {
        assertThat(docs.file("swagger-ui.css")).isEmpty();
    }
}
