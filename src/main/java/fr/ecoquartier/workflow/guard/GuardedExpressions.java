package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.workflow.Refusal;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;

/**
 * The only way from a text to running code in the engine. Two limits that the stock engine does not have:
 *
 * <ul>
 *   <li>an expression evaluated without an execution comes from a query or a stored filter, that is from a request; it
 *       runs only if it is one of four known texts. The engine's own switches forget the branches of {@code or}
 *       queries;
 *   <li>expressions see the {@link ModelledBeans}, not every bean of the application.
 * </ul>
 */
class GuardedExpressions extends JuelExpressionManager {

    /** What stored filters may say: about the person who looks and the day they look. */
    static final Set<String> IN_FILTERS =
            Set.of("${currentUser()}", "${currentUserGroups()}", "${now()}", "${dateTime().plusWeeks(1)}");

    GuardedExpressions(ModelledBeans beans) {
        super(beans.asMap());
    }

    @Override
    public Expression createExpression(String text) {
        ensureInitialized();
        return new Guarded(createValueExpression(text), this, text);
    }

    static Refusal refused(String text) {
        return Refusal.invalid("Les expressions ne sont pas acceptées dans les recherches et les filtres : "
                + text.substring(0, Math.min(80, text.length())));
    }

    private static final class Guarded extends JuelExpression {

        Guarded(ValueExpression value, JuelExpressionManager manager, String text) {
            super(value, manager, text);
        }

        @Override
        public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
            if (scope == null && !isLiteralText() && !IN_FILTERS.contains(getExpressionText())) {
                throw refused(getExpressionText());
            }
            return super.getValue(scope, execution);
        }
    }
}
