package fr.ecoquartier.modelling.check;

import java.util.Set;

/** What models may refer to outside of their files; implemented by the room {@code workflow}. */
public interface ModelVocabulary {

    /** Ids of the groups that can do tasks, with their French labels left out. */
    Set<String> roles();

    /** Names that {@code delays.of(…)}, {@code delays.due(…)} and {@code delays.reminder(…)} take. */
    Set<String> delays();

    /** Keys of the forms in service. */
    Set<String> forms();

    /** Keys of the decisions in service. */
    Set<String> decisions();

    /** Keys of the processes in service. */
    Set<String> processes();
}
