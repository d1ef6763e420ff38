package dev.millrace.modules.data;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/** The namespace prefixes of a document's root element. */
final class RootNamespaces implements NamespaceContext {
    private final Document document;

    RootNamespaces(Document document) {
        this.document = document;
    }

    @Override
    public String getNamespaceURI(String prefix) {
        String uri = document.getDocumentElement().lookupNamespaceURI(prefix);
        return uri == null ? XMLConstants.NULL_NS_URI : uri;
    }

    @Override
    public @Nullable String getPrefix(String uri) {
        return document.getDocumentElement().lookupPrefix(uri);
    }

    @Override
    public Iterator<String> getPrefixes(String uri) {
        String prefix = getPrefix(uri);
        return prefix == null ? Collections.emptyIterator() : List.of(prefix).iterator();
    }
}
