package dev.millrace.script.graal;

import com.oracle.js.parser.ErrorManager;
import com.oracle.js.parser.Parser;
import com.oracle.js.parser.ParserException;
import com.oracle.js.parser.ScriptEnvironment;
import com.oracle.js.parser.ScriptEnvironment.FunctionStatementBehavior;
import com.oracle.js.parser.Source;
import com.oracle.js.parser.TokenType;
import com.oracle.js.parser.ir.Block;
import com.oracle.js.parser.ir.BlockStatement;
import com.oracle.js.parser.ir.CaseNode;
import com.oracle.js.parser.ir.Expression;
import com.oracle.js.parser.ir.ExpressionStatement;
import com.oracle.js.parser.ir.IfNode;
import com.oracle.js.parser.ir.LabelNode;
import com.oracle.js.parser.ir.LoopNode;
import com.oracle.js.parser.ir.Statement;
import com.oracle.js.parser.ir.SwitchNode;
import com.oracle.js.parser.ir.TryNode;
import com.oracle.js.parser.ir.VarNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the expressions whose value a script has when it ends there (spec script-proxy 11).
 *
 * <p>A script is the body of an async function, which has no value of its own. The language's own parser reads it as just
 * that, so the text can neither close the function nor be understood differently from how it runs, and says where the
 * last expression statement begins and ends; inside a last {@code if}, block, loop, {@code switch} or {@code try} there
 * is one for each way through. Declarations have no value and are passed over, as in {@code eval}.
 *
 * <p>The parser is not a public interface of GraalJS. Its version is pinned, and this is the only class that knows it.
 */
final class LastValue {
    /** Where an expression is in the text. */
    record Span(int start, int end) {}

    private static final ScriptEnvironment ENVIRONMENT = ScriptEnvironment.builder()
            .ecmaScriptVersion(15)
            .strict(true)
            .annexB(true)
            .classFields(true)
            .privateFieldsIn(true)
            .allowBigInt(false)
            .emptyStatements(false)
            .topLevelAwait(true)
            .functionStatementBehavior(FunctionStatementBehavior.ERROR)
            .build();

    private final List<Span> spans = new ArrayList<>();

    private LastValue() {}

    /**
     * The spans in the order of the text, none inside another.
     *
     * @throws ParserException if the text is not the body of an async function in strict mode
     */
    static List<Span> in(String name, String text) {
        LastValue found = new LastValue();
        Parser parser = new Parser(ENVIRONMENT, Source.sourceFor(name, text), new ErrorManager.ThrowErrorManager());
        found.lastOf(parser.parseFunctionBody(false, true).getBody());
        found.spans.sort(Comparator.comparingInt(Span::start));
        return found.spans;
    }

    private void lastOf(Block block) {
        lastOf(block.getStatements());
    }

    private void lastOf(List<Statement> statements) {
        for (int i = statements.size() - 1; i >= 0; i--) {
            Statement statement = statements.get(i);
            if (!hasNoValue(statement)) {
                valueOf(statement);
                return;
            }
        }
    }

    /** A declaration. One that takes a value apart has become an assignment of a kind that no author can write. */
    private static boolean hasNoValue(Statement statement) {
        return statement instanceof VarNode
                || statement instanceof ExpressionStatement expression
                        && expression.getExpression().isTokenType(TokenType.ASSIGN_INIT)
                || statement instanceof BlockStatement block && block.getBlock().getStatementCount() == 0;
    }

    private void valueOf(Statement statement) {
        if (statement instanceof ExpressionStatement last) {
            Expression expression = last.getExpression();
            spans.add(new Span(expression.getStart(), expression.getFinish()));
        } else if (statement instanceof BlockStatement block) {
            lastOf(block.getBlock());
        } else if (statement instanceof IfNode choice) {
            valueOf(choice);
        } else if (statement instanceof TryNode attempt) {
            lastOf(attempt.getBody());
            attempt.getCatches().forEach(handler -> lastOf(handler.getBody()));
        } else if (statement instanceof LoopNode loop) {
            lastOf(loop.getBody());
        } else if (statement instanceof LabelNode label) {
            lastOf(label.getBody());
        } else if (statement instanceof SwitchNode choice) {
            for (CaseNode option : choice.getCases()) {
                lastOf(withoutBreak(option.getStatements()));
            }
        }
    }

    private void valueOf(IfNode choice) {
        lastOf(choice.getPass());
        Block otherwise = choice.getFail();
        if (otherwise != null) {
            lastOf(otherwise);
        }
    }

    private static List<Statement> withoutBreak(List<Statement> statements) {
        int size = statements.size();
        boolean breaks = size > 0 && statements.get(size - 1) instanceof com.oracle.js.parser.ir.BreakNode;
        return breaks ? statements.subList(0, size - 1) : statements;
    }
}
