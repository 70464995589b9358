package fr.ecoquartier.dossier;

import java.util.List;

/**
 * The open tasks of a step are soon due; published in the transaction that reminds of them.
 *
 * @param effect key of the reminder, see {@link Step#effect}
 */
public record TasksReminded(String reference, String effect, List<OpenTask> tasks) {

    public TasksReminded {
        tasks = List.copyOf(tasks);
    }
}
