package dev.millrace.modules.data;

import dev.millrace.module.Category;
import dev.millrace.module.Effect;
import dev.millrace.module.Input;
import dev.millrace.module.LocalizedText;
import dev.millrace.module.Module;
import dev.millrace.module.ModuleDescriptor;
import dev.millrace.module.ModuleExample;
import dev.millrace.module.Output;
import dev.millrace.module.ParameterCheck;
import dev.millrace.module.Parameters;
import dev.millrace.module.StepContext;
import dev.millrace.module.StepFailedException;
import dev.millrace.module.StepResult;
import dev.millrace.modules.guard.ResultSize;
import dev.millrace.value.Excerpt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import javax.xml.xpath.XPathNodes;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Reads XML and takes values out of it by an XPath (spec vflow-model 6.3, parse_xml). */
final class ParseXml implements Module {
    private static final ModuleDescriptor DESCRIPTOR = ModuleDescriptor.builder("parse_xml")
            .alias("vflow.data.parse_xml")
            .category(Category.DATA)
            .name("解析 XML", "Parse XML")
            .description("解析 XML 文本，并用 XPath 取值", "Read XML and take values out of it by an XPath")
            .input(
                    Input.text("xml")
                            .required()
                            .code("xml")
                            .label("XML", "XML")
                            .help("XML 文本，不支持 DOCTYPE", "The XML text; a DOCTYPE is refused"),
                    Input.text("xpath")
                            .required()
                            .label("XPath", "XPath")
                            .help(
                                    "例如 //item/@id；可使用根元素上的命名空间前缀",
                                    "As in //item/@id; prefixes are those of the root element"))
            .output(
                    Output.text("first_value")
                            .label("第一个值", "First Value")
                            .help("找到的第一个值，没有则为空", "The first value found, or null"),
                    Output.list("all_values").label("所有值", "All Values").help("找到的所有值", "Every value found, in order"))
            .effect(Effect.PURE)
            .check(new ExpressionCheck())
            .example(new ModuleExample(
                    new LocalizedText("取所有属性", "Every attribute of a name"),
                    Map.of("xml", "<list><item id='a'/><item id='b'/></list>", "xpath", "//item/@id"),
                    Map.of("first_value", "a", "all_values", List.of("a", "b"))))
            .example(new ModuleExample(
                    new LocalizedText("计数", "Count"),
                    Map.of("xml", "<list><item/><item/></list>", "xpath", "count(//item)"),
                    Map.of("first_value", "2", "all_values", List.of("2"))))
            .build();

    @Override
    public ModuleDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public StepResult run(StepContext step) {
        String xml = step.text("xml", "");
        String expression = step.text("xpath", "").strip();
        if (xml.isBlank() || expression.isEmpty()) {
            String empty = xml.isBlank() ? "xml" : "xpath";
            return StepResult.failed("Empty input", "input \"" + empty + "\" is empty; give it a text");
        }
        XPathBound bound = XPathBound.of(expression);
        Document document = XmlDocument.parse(xml);
        bound.check(document);
        List<@Nullable Object> values = evaluate(expression, document);
        return StepResult.done("first_value", values.isEmpty() ? null : values.get(0), "all_values", values);
    }

    private static List<@Nullable Object> evaluate(String expression, Document document) {
        try {
            XPath xpath = newXPath();
            xpath.setNamespaceContext(new RootNamespaces(document));
            XPathEvaluationResult<?> result = xpath.evaluateExpression(expression, document);
            if (result.value() instanceof XPathNodes nodes) {
                return texts(nodes);
            }
            // numbers and truth values have a text of their own in XPath: 2, not 2.0
            Object text = xpath.evaluate(expression, document, XPathConstants.STRING);
            return "".equals(text) ? List.of() : Collections.singletonList(text);
        } catch (XPathExpressionException e) {
            throw new StepFailedException("Invalid XPath", Excerpt.quoted(expression) + ": " + reason(e));
        }
    }

    private static List<@Nullable Object> texts(XPathNodes nodes) {
        ResultSize.elements(nodes.size());
        List<@Nullable Object> texts = new ArrayList<>(nodes.size());
        long length = 0;
        for (Node node : nodes) {
            String text = text(node).strip();
            length += text.length();
            ResultSize.text(length);
            texts.add(text);
        }
        return Collections.unmodifiableList(texts);
    }

    private static String text(Node node) {
        Node content = node instanceof Document document ? document.getDocumentElement() : node;
        String text = content.getTextContent();
        return text == null ? "" : text;
    }

    private static XPath newXPath() {
        XPathFactory factory = XPathFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException("the JDK's XPath has no secure processing", e);
        }
        return factory.newXPath();
    }

    private static String reason(XPathExpressionException e) {
        Throwable cause = e.getCause();
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    /** An XPath that cannot be read is found before the workflow runs. */
    private static final class ExpressionCheck implements ParameterCheck {
        @Override
        public void check(Parameters parameters, Findings findings) {
            parameters
                    .literalText("xpath")
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> {
                        try {
                            XPathBound.of(text);
                            if (text.indexOf(':') < 0) { // prefixes are known with the document only
                                newXPath().compile(text);
                            }
                        } catch (XPathExpressionException e) {
                            findings.error(
                                    "xpath",
                                    Excerpt.quoted(text) + " is no XPath: " + reason(e),
                                    "write a path such as //item/@id");
                        } catch (StepFailedException e) {
                            findings.error("xpath", e.error().message(), "write a shorter path such as //item/@id");
                        }
                    });
        }
    }
}
