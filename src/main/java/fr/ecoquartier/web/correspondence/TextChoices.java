package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.correspondence.Placeholders;
import fr.ecoquartier.correspondence.TextKind;
import fr.ecoquartier.correspondence.TextTemplate;
import fr.ecoquartier.correspondence.TextTemplates;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.web.French;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/** The text templates that somebody may insert in a dossier, their placeholders filled. */
@Component
class TextChoices {

    /** A text ready to be inserted. */
    record Choice(TextTemplate template, String text) {}

    /** The texts of a kind. */
    record Group(TextKind kind, List<Choice> choices) {}

    private final TextTemplates templates;
    private final Clock clock;

    TextChoices(TextTemplates templates, Clock clock) {
        this.templates = templates;
        this.clock = clock;
    }

    /** Those who review dossiers write with templates. */
    static boolean uses(Person person) {
        return person.is(Role.MINISTRY) || person.is(Role.CARRIER) || person.is(Role.DREAL) || person.is(Role.EXPERT);
    }

    /** The shared texts are the ministry's and the carrier structure's to write. */
    static boolean shares(Person person) {
        return person.is(Role.MINISTRY) || person.is(Role.CARRIER);
    }

    List<Choice> of(DossierSummary dossier, Person person, TextKind kind) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), French.ZONE);
        return templates.offered(person.id()).stream()
                .filter(template -> template.kind() == kind)
                .map(template -> new Choice(template, Placeholders.fill(template.body(), dossier, today)))
                .toList();
    }

    List<Group> of(DossierSummary dossier, Person person) {
        return Arrays.stream(TextKind.values())
                .map(kind -> new Group(kind, of(dossier, person, kind)))
                .toList();
    }
}
