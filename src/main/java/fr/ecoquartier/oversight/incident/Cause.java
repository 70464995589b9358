package fr.ecoquartier.oversight.incident;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why a step fails, as a manager understands it, told by the words of the failure. */
public enum Cause {
    UNREACHABLE(
            "un service dont elle a besoin n’a pas répondu",
            "Vérifiez que le service répond, puis relancez.",
            "connection refused|connect timed out|unknown ?host|read timed out|connection reset|unreachable|no route to host"),
    CONFLICT(
            "deux opérations se sont gênées",
            "Relancez : l’opération passe d’ordinaire à la deuxième tentative.",
            "optimisticlocking|was updated by another transaction|deadlock|could not serialize|lock timeout"),
    DATABASE(
            "la base de données a refusé une opération",
            "Prévenez l’administrateur : relancer ne suffit pas tant que la cause demeure.",
            "sql ?exception|psqlexception|jdbc|bad sql grammar|statementcallback|violates|duplicate key|relation .* does not exist"),
    UNCAUGHT(
            "une erreur prévue par le processus n’est traitée nulle part dans le modèle",
            "Le modèle est à corriger, puis l’étape à relancer.",
            "catching boundary event found|uncaught bpmn|missing boundary event|bpmnerror|execution with id .* throws an error event"),
    MODEL(
            "le modèle ne dit pas comment continuer",
            "Le modèle ou une donnée du dossier est à corriger, puis l’étape à relancer.",
            "no outgoing sequence flow|unknown property used in expression|cannot resolve identifier|error while evaluating"
                    + " expression|propertynotfound|couldn't resolve|doesn't implement|no processes deployed"),
    MISSING(
            "une donnée dont elle a besoin est absente du dossier",
            "Complétez ou corrigez le dossier, puis relancez.",
            "^no .* (of|figures)|nullpointer|because .* is null|unknown version|unknown \\w+: null|no such|not found|n’existe pas|n'existe pas"),
    OTHER(
            "une erreur technique est survenue",
            "Lisez la cause ; corrigez-la ou prévenez l’administrateur, puis relancez.",
            ".*");

    private static final Pattern PREFIX = Pattern.compile("(?s)^.* Cause : ");
    private static final Pattern PARTICULAR = Pattern.compile(
            "(EQ|TEST|CT)-\\d{4}(-\\d+)?|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\d+");
    private static final int SHOWN = 300;

    private final String sentence;
    private final String advice;
    private final Pattern words;

    Cause(String sentence, String advice, String words) {
        this.sentence = sentence;
        this.advice = advice;
        this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** The end of a sentence: « … est arrêtée : … ». */
    public String sentence() {
        return sentence;
    }

    /** What to do, in French. */
    public String advice() {
        return advice;
    }

    /** The kind of failure that a message tells of. */
    public static Cause of(String message) {
        String reason = reason(message);
        return Arrays.stream(values())
                .filter(cause -> cause.words.matcher(reason).find())
                .findFirst()
                .orElse(OTHER);
    }

    /** The cause alone, without the sentence around it, short enough to read. */
    public static String reason(String message) {
        String text =
                PREFIX.matcher(message == null ? "" : message).replaceFirst("").strip();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** What two failures of the same cause have in common: without references, numbers and ids. */
    static String common(String message) {
        return PARTICULAR.matcher(reason(message)).replaceAll("…").toLowerCase(Locale.ROOT);
    }
}
