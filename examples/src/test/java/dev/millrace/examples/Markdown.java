package dev.millrace.examples;

import java.util.List;

/** A page in Markdown, put together block by block with empty lines between them. */
final class Markdown {
    private final StringBuilder text = new StringBuilder();

    void title(int level, String title) {
        block("#".repeat(level) + " " + title);
    }

    void line(String line) {
        block(line);
    }

    void item(List<String> items) {
        block("* " + String.join("\n* ", items));
    }

    void code(String language, String code) {
        block("```" + language + "\n" + code + "\n```");
    }

    void table(List<String> heads, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(row(heads))
                .append("| --- ".repeat(heads.size()))
                .append("|\n");
        rows.forEach(cells -> table.append(row(cells)));
        block(table.toString().stripTrailing());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Markdown::cell).toList()) + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private void block(String block) {
        text.append(text.isEmpty() ? "" : "\n").append(block).append('\n');
    }

    String text() {
        return text.toString();
    }
}
