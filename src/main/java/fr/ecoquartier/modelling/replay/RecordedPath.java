package fr.ecoquartier.modelling.replay;

import java.time.Instant;
import java.util.List;
import org.springframework.lang.Nullable;

/**
 * What the engine's history knows of one finished instance.
 *
 * @param reference dossier or campaign, its business key; the instance's id when it has none
 * @param version of the process that it ran on last
 * @param visits passages of elements, in the order of their counters
 * @param updates changes of variables, in the order of their counters
 */
public record RecordedPath(
        String instance,
        @Nullable String reference,
        int version,
        Instant endedAt,
        List<Visit> visits,
        List<Update> updates) {

    /**
     * One passage of an element.
     *
     * @param id of the passage
     * @param parent passage of the sub-process around it, the instance itself at the outermost
     * @param activity id of the element; the body of an activity that runs several times has the activity's own id
     * @param body whether it is such a body
     * @param counter rises along each way through the process
     * @param cancelled whether it was interrupted
     */
    public record Visit(String id, String parent, String activity, boolean body, long counter, boolean cancelled) {}

    /**
     * A variable got a value.
     *
     * @param visit passage during which it was set
     * @param scope passage, or instance, that the variable belongs to
     */
    public record Update(
            long counter, String variable, @Nullable Object value, String visit, String scope) {}
}
