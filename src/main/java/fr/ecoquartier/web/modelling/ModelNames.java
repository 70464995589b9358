package fr.ecoquartier.web.modelling;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import java.util.Optional;
import java.util.regex.Pattern;

/** How new models and drafts may be called. */
final class ModelNames {

    static final int LONGEST_TITLE = 200;
    private static final Pattern ID = Pattern.compile("[a-z][A-Za-z0-9]{1,59}");
    private static final Pattern FORM_ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST_FORM_ID = 60;

    private ModelNames() {}

    /** Why a new model may not bear that id and title; empty when it may. */
    static Optional<String> problem(
            ModelKind kind, String key, String title, ModelCatalogue catalogue, ModelDrafts drafts) {
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            return Optional.of("Donnez un nom de 200 signes au plus.");
        }
        if (kind == ModelKind.FORM
                ? !FORM_ID.matcher(key).matches() || key.length() > LONGEST_FORM_ID
                : !ID.matcher(key).matches()) {
            return Optional.of(
                    kind == ModelKind.FORM
                            ? "L’identifiant d’un formulaire s’écrit en minuscules sans accent, chiffres et traits d’union :"
                                    + " « avis-architecte »."
                            : "L’identifiant commence par une minuscule et ne contient que des lettres sans accent et des"
                                    + " chiffres : « avisArchitecte ».");
        }
        if (!catalogue.versions(kind, key).isEmpty()) {
            return Optional.of("« " + key + " » est déjà en service : ouvrez-le depuis la liste et modifiez-le.");
        }
        return drafts.of(kind, key).stream()
                .filter(ModelDraft::open)
                .findFirst()
                .map(draft -> "« " + key + " » est déjà l’objet du brouillon « " + draft.title() + " ».");
    }

    /** The title of a draft that goes on with what somebody could not save. */
    static String continued(String title, Author author) {
        String suffix = " – suite de " + author.name();
        String own = title.endsWith(suffix) ? title.substring(0, title.length() - suffix.length()) : title;
        int room = LONGEST_TITLE - suffix.length();
        return (own.length() > room ? own.substring(0, room) : own) + suffix;
    }
}
