package fr.ecoquartier.web.modelling;

import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.draft.Aside;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.web.French;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Anything that can be looked at or compared, under one short name: {@code version:processus:contract:3}, {@code
 * brouillon:12}, {@code brouillon:12:7} (a revision), {@code saisie:5} (kept aside).
 */
@Component
class ModelSources {

    private final ModelCatalogue catalogue;
    private final ModelDrafts drafts;
    private final French french;

    ModelSources(ModelCatalogue catalogue, ModelDrafts drafts, French french) {
        this.catalogue = catalogue;
        this.drafts = drafts;
        this.french = french;
    }

    /**
     * @param ref its short name
     * @param label in French, as a heading
     * @param fileName to download it under
     */
    record Source(String ref, ModelKind kind, String key, String label, String content, String fileName) {}

    static String ref(ModelVersion version) {
        return "version:" + version.kind().code() + ":" + version.key() + ":" + version.version();
    }

    static String ref(ModelDraft draft) {
        return "brouillon:" + draft.id();
    }

    Optional<Source> find(String ref) {
        String[] parts = ref.split(":", 4);
        try {
            return switch (parts[0]) {
                case "version" -> version(ref, parts);
                case "brouillon" -> draft(ref, parts);
                case "saisie" -> aside(ref, Long.parseLong(parts[1]));
                default -> Optional.empty();
            };
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Optional<Source> version(String ref, String[] parts) {
        int number = Integer.parseInt(parts[3]);
        return ModelKind.ofCode(parts[1])
                .flatMap(kind -> catalogue.version(kind, parts[2], number))
                .flatMap(version -> catalogue
                        .content(version.kind(), version.key(), number)
                        .map(content -> new Source(
                                ref,
                                version.kind(),
                                version.key(),
                                "Version " + number + " du " + french.date(version.deployedAt()),
                                content,
                                file(version.key(), "-v" + number, version.kind()))));
    }

    private Optional<Source> draft(String ref, String[] parts) {
        return drafts.find(Long.parseLong(parts[1])).flatMap(draft -> {
            int revision = parts.length > 2 ? Integer.parseInt(parts[2]) : draft.revision();
            return drafts.content(draft.id(), revision)
                    .map(content -> new Source(
                            ref,
                            draft.kind(),
                            draft.key(),
                            "Brouillon « " + draft.title() + " », révision " + revision,
                            content,
                            file(draft.key(), "-brouillon-" + draft.id() + "-r" + revision, draft.kind())));
        });
    }

    private Optional<Source> aside(String ref, long id) {
        Optional<Aside> found = drafts.aside(id);
        return found.flatMap(aside -> drafts.find(aside.draft())
                .map(draft -> new Source(
                        ref,
                        draft.kind(),
                        draft.key(),
                        "Saisie de " + aside.author().name() + ", gardée à part le " + french.dateTime(aside.savedAt()),
                        aside.content(),
                        file(draft.key(), "-saisie-" + id, draft.kind()))));
    }

    private static String file(String key, String suffix, ModelKind kind) {
        return key.replaceAll("[^A-Za-z0-9_-]", "-") + suffix + "." + kind.extension();
    }
}
