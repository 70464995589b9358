package fr.ecoquartier.workflow.form;

import java.util.Map;

/**
 * One user task of the processes: what its form shows, what the domain demands of the answers, and the one effect they
 * have.
 */
interface Step {

    /** What the form is filled with; computed each time the form is opened, never stored in the engine. */
    Map<String, Object> show(Situation situation);

    /** The domain's rules: notes every broken one. Has no effect. */
    default void check(Situation situation, Answers answers) {}

    /**
     * Takes sound answers to the domain, within the transaction that completes the task.
     *
     * @return the gateway variables, and nothing else, that the process keeps
     */
    Map<String, Object> take(Situation situation, Answers answers);
}
