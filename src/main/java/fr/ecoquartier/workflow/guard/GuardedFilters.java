package fr.ecoquartier.workflow.guard;

import java.util.stream.Stream;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;

/** A stored filter holds no expression but the known ones, in no branch of its query. */
class GuardedFilters extends FilterServiceImpl {

    @Override
    public Filter saveFilter(Filter filter) {
        AbstractQuery<?, ?> query = filter.getQuery();
        expressions(query)
                .filter(text -> !GuardedExpressions.IN_FILTERS.contains(text))
                .findFirst()
                .ifPresent(text -> {
                    throw EngineRequest.remember(GuardedExpressions.refused(text));
                });
        return super.saveFilter(filter);
    }

    private static Stream<String> expressions(AbstractQuery<?, ?> query) {
        Stream<String> own = query.getExpressions().values().stream();
        if (query instanceof TaskQueryImpl tasks) {
            // the first of the branches is the query itself
            return Stream.concat(
                    own,
                    tasks.getQueries().stream().skip(1).flatMap(branch -> branch.getExpressions().values().stream()));
        }
        return own;
    }
}
