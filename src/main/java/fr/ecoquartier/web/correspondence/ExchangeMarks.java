package fr.ecoquartier.web.correspondence;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.correspondence.Messages;
import fr.ecoquartier.correspondence.PrivateNotes;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.web.dossier.VisibleDossiers;
import org.springframework.stereotype.Component;

/** What the person of this request has not read of a dossier; {@code @exchangeMarks} in templates. */
@Component("exchangeMarks")
class ExchangeMarks {

    private final VisibleDossiers visible;
    private final Seats seats;
    private final Messages messages;
    private final PrivateNotes notes;

    ExchangeMarks(VisibleDossiers visible, Seats seats, Messages messages, PrivateNotes notes) {
        this.visible = visible;
        this.seats = seats;
        this.messages = messages;
        this.notes = notes;
    }

    public int unread(String reference) {
        Person person = visible.person();
        DossierSummary dossier = visible.get(reference);
        if (seats.ratesAlone(dossier, person)) {
            return 0;
        }
        int unread = messages.unread(reference, person.id());
        return seats.reviewer(dossier, person) && !seats.opinionAwaited(dossier, person)
                ? unread + notes.unread(reference, person.id())
                : unread;
    }
}
