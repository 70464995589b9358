package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.StandIn;
import fr.ecoquartier.access.StandIns;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.FilterServiceImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.query.Query;
import org.springframework.beans.factory.ObjectProvider;

/** A stored filter holds no expression but the known ones, in no branch of its query. */
class GuardedFilters extends FilterServiceImpl {

    /** The property by which a stored filter asks for the tasks of those for whom the reader stands in. */
    static final String MARK = "ecoquartier";

    static final String STAND_IN = "STAND_IN";

    private final ObjectProvider<StandIns> standIns;

    GuardedFilters(ObjectProvider<StandIns> standIns) {
        this.standIns = standIns;
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> list(String filterId, Q extendingQuery) {
        return super.list(filterId, narrowed(filterId, extendingQuery));
    }

    @Override
    public <T> List<T> list(String filterId) {
        return super.list(filterId, this.<Query<?, T>>narrowed(filterId, null));
    }

    @Override
    public <T, Q extends Query<?, T>> List<T> listPage(
            String filterId, Q extendingQuery, int firstResult, int maxResults) {
        return super.listPage(filterId, narrowed(filterId, extendingQuery), firstResult, maxResults);
    }

    @Override
    public <T> List<T> listPage(String filterId, int firstResult, int maxResults) {
        return super.listPage(filterId, this.<Query<?, T>>narrowed(filterId, null), firstResult, maxResults);
    }

    @Override
    public <T, Q extends Query<?, T>> T singleResult(String filterId, Q extendingQuery) {
        return super.singleResult(filterId, narrowed(filterId, extendingQuery));
    }

    @Override
    public <T> T singleResult(String filterId) {
        return super.singleResult(filterId, this.<Query<?, T>>narrowed(filterId, null));
    }

    @Override
    public Long count(String filterId, Query<?, ?> extendingQuery) {
        return super.count(filterId, narrowed(filterId, extendingQuery));
    }

    @Override
    public Long count(String filterId) {
        return super.count(filterId, this.<Query<?, ?>>narrowed(filterId, null));
    }

    /**
     * « Tâches que je supplée » shows the tasks of those for whom the reader stands in now; no criterion of a stored
     * filter can say so. Territory and grants apply as to any query.
     */
    @SuppressWarnings("unchecked")
    private <Q> Q narrowed(String filterId, Q extending) {
        Filter filter = getFilter(filterId);
        if (filter == null
                || !STAND_IN.equals(filter.getProperties().get(MARK))
                || extending != null && !(extending instanceof TaskQueryImpl)) {
            return extending;
        }
        String[] absent = commandExecutor.execute(context -> context.getAuthentication() == null
                ? new String[0]
                : standIns.getObject().by(context.getAuthentication().getUserId()).stream()
                        .map(StandIn::absent)
                        .distinct()
                        .toArray(String[]::new));
        TaskQueryImpl query = extending == null ? new TaskQueryImpl() : (TaskQueryImpl) extending;
        // no account has this id: nobody is stood in for
        query.taskAssigneeIn(absent.length == 0 ? new String[] {" "} : absent);
        return (Q) query;
    }

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
