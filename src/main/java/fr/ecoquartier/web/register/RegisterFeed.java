package fr.ecoquartier.web.register;

import com.rometools.rome.feed.atom.Category;
import com.rometools.rome.feed.atom.Content;
import com.rometools.rome.feed.atom.Entry;
import com.rometools.rome.feed.atom.Feed;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.synd.SyndPersonImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import fr.ecoquartier.register.RegisterEvent;
import fr.ecoquartier.register.RegisterVersion;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.XmlText;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The latest acts of the register as an Atom feed; ids never change, whatever the address of the application. */
@Component
class RegisterFeed {

    private final RegisterColumns columns;
    private final French french;

    RegisterFeed(RegisterColumns columns, French french) {
        this.columns = columns;
        this.french = french;
    }

    void write(List<RegisterEvent> events, RegisterVersion version, RegisterCriteria criteria, Writer out)
            throws IOException, FeedException {
        String address = criteria.file("/registre/flux.atom");
        Feed feed = new Feed("atom_1.0");
        feed.setId("urn:uuid:" + UUID.nameUUIDFromBytes(("ecoquartier:" + address).getBytes(StandardCharsets.UTF_8)));
        feed.setTitle("Registre du label ÉcoQuartier\u00a0: derniers actes");
        feed.setRights(RegisterColumns.LICENCE);
        feed.setUpdated(Date.from(version.changedAt()));
        SyndPersonImpl author = new SyndPersonImpl();
        author.setName("Label ÉcoQuartier");
        feed.setAuthors(List.of(author));
        feed.setAlternateLinks(List.of(link("alternate", "text/html", criteria.file("/registre"))));
        feed.setOtherLinks(List.of(
                link("self", "application/atom+xml", address),
                absolute("license", null, RegisterColumns.LICENCE_ADDRESS)));
        feed.setEntries(events.stream().map(this::entry).toList());
        new WireFeedOutput().output(feed, out);
    }

    private Entry entry(RegisterEvent event) {
        Entry entry = new Entry();
        entry.setId("urn:uuid:" + event.id());
        String name = XmlText.clean(event.operation()) + " (" + XmlText.clean(event.authorityName()) + ")";
        entry.setTitle(event.act().label() + "\u00a0: " + name + (event.demonstration() ? " – démonstration" : ""));
        Date at = Date.from(event.at());
        entry.setUpdated(at);
        entry.setPublished(at);
        entry.setAlternateLinks(List.of(absolute("alternate", "text/html", columns.address(event.reference()))));
        Category category = new Category();
        category.setTerm(event.act().code());
        category.setLabel(event.act().label());
        entry.setCategories(List.of(category));
        Content summary = new Content();
        summary.setType("text");
        summary.setValue(sentence(event, name));
        entry.setSummary(summary);
        return entry;
    }

    private String sentence(RegisterEvent event, String name) {
        Instant at = event.at();
        return event.act().label() + " le " + french.date(at) + "\u00a0: " + name + ", dossier " + event.reference()
                + "." + (event.demonstration() ? " Opération de démonstration, sans valeur." : "");
    }

    private Link link(String rel, String type, String path) {
        return absolute(rel, type, columns.base() + path);
    }

    private static Link absolute(String rel, String type, String address) {
        Link link = new Link();
        link.setRel(rel);
        link.setType(type);
        link.setHref(address);
        return link;
    }
}
