package dev.millrace.modules.data;

import dev.millrace.module.StepFailedException;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads XML that may be hostile: no DOCTYPE, nothing from outside, bounded in length and depth. */
final class XmlDocument {
    static final int MAX_LENGTH = 2_000_000;
    static final int MAX_DEPTH = 100;

    // what editors and web pages leave before the first tag
    private static final String INVISIBLE = "\uFEFF\u200B\u200C\u200D\u2060";

    private XmlDocument() {}

    /** @throws StepFailedException if the text is no XML or beyond the limits */
    static Document parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new StepFailedException(
                    "XML too large", "input \"xml\" has " + text.length() + " characters, more than " + MAX_LENGTH);
        }
        try {
            DocumentBuilder builder = newBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new InputSource(new StringReader(withoutProlog(text))));
        } catch (SAXParseException e) {
            throw new StepFailedException(
                    "Invalid XML",
                    "input \"xml\", line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": "
                            + e.getMessage());
        } catch (SAXException | IOException e) {
            throw new StepFailedException("Invalid XML", "input \"xml\": " + e.getMessage());
        }
    }

    /** Without invisible characters and the XML declaration, whose encoding has no meaning for a text. */
    private static String withoutProlog(String text) {
        int start = 0;
        while (start < text.length()
                && (INVISIBLE.indexOf(text.charAt(start)) >= 0 || Character.isWhitespace(text.charAt(start)))) {
            start++;
        }
        if (text.startsWith("<?xml ", start)) {
            int end = text.indexOf("?>", start);
            start = end < 0 ? start : end + 2;
        }
        return text.substring(start).strip();
    }

    private static DocumentBuilder newBuilder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature that keeps it safe", e);
        }
    }

    /** Errors are thrown, and warnings have no reader; the default prints both. */
    private static final class Silent extends DefaultHandler {
        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
