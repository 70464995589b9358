package fr.ecoquartier.workflow;

import java.util.List;

/**
 * A step is refused for a reason that the person can act upon. Whatever the way it was asked for (web app, REST client,
 * own pages), the answer is a 4xx with exactly these French sentences. Thrown inside the step's transaction, so that
 * nothing of a refused step remains.
 */
public class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient List<FieldProblem> problems;

    public Refusal(int status, String title, String detail, List<FieldProblem> problems) {
        super(detail);
        if (status < 400 || status > 499) {
            throw new IllegalArgumentException("a refusal is a 4xx: " + status);
        }
        this.status = status;
        this.title = title;
        this.problems = List.copyOf(problems);
    }

    /** What was entered cannot be accepted: 422 with every faulty field at once. */
    public static Refusal fields(List<FieldProblem> problems) {
        StringBuilder detail = new StringBuilder("Le formulaire n'a pas été accepté.");
        problems.forEach(problem ->
                detail.append(' ').append(problem.label()).append(" : ").append(problem.message()));
        return new Refusal(422, "Formulaire à corriger", detail.toString(), problems);
    }

    /** This person may not do that: 403. */
    public static Refusal forbidden(String detail) {
        return new Refusal(403, "Action non autorisée", detail, List.of());
    }

    /** Somebody else was faster, or the step is over: 409. */
    public static Refusal conflict(String detail) {
        return new Refusal(409, "Action déjà faite", detail, List.of());
    }

    /** What is asked cannot be read or is never accepted here: 400. */
    public static Refusal invalid(String detail) {
        return new Refusal(400, "Demande refusée", detail, List.of());
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The French sentence for the person. */
    public String detail() {
        return getMessage();
    }

    public List<FieldProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /** One faulty field: its key, its French label and what is wrong with it, in French. */
    public record FieldProblem(String field, String label, String message) {}
}
