package fr.ecoquartier.web.correspondence;

import static fr.ecoquartier.web.Cast.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.correspondence.Message;
import fr.ecoquartier.correspondence.MessagePosted;
import fr.ecoquartier.correspondence.Messages;
import fr.ecoquartier.correspondence.PrivateNotes;
import fr.ecoquartier.correspondence.Side;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Step;
import fr.ecoquartier.expertise.Expert;
import fr.ecoquartier.expertise.ExpertKind;
import fr.ecoquartier.expertise.Experts;
import fr.ecoquartier.expertise.Trio;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.web.Cast;
import fr.ecoquartier.web.OpenDossiers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Who reads and who writes the thread and the private notes of a dossier. */
@IntegrationTest
@RecordApplicationEvents
class WhoReadsExchangesTest {

    private static final String SECRET = "Note interne : le plan de financement ne tient pas.";

    @Autowired
    private MockMvc web;

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Messages messages;

    @Autowired
    private PrivateNotes notes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private OpenTasks tasks;

    @Autowired
    private Experts experts;

    @Autowired
    private Trios trios;

    private String reference;
    private String staff;
    private String authority;

    @BeforeEach
    void aDossierOfGrenoble() {
        reference = OpenDossiers.in(application.getAutowireCapableBeanFactory()).ofGrenoble("Presqu’île");
        staff = "/dossiers/" + reference + "/echanges";
        authority = "/collectivite" + staff;
    }

    @Test
    void aMessageGoesToTheOtherSideWhichIsToldUntilItReads() throws Exception {
        send(
                        staff + "/messages",
                        Cast.RHONE_ALPES,
                        "Bonjour,\n\nvoyez https://exemple.fr/guide. <script>alert(1)</script>")
                .andExpect(redirectedUrl(staff));

        assertThat(messages.unread(reference, Cast.GRENOBLE.id())).isEqualTo(1);
        assertThat(messages.unread(reference, Cast.RHONE_ALPES.id()))
                .as("one's own")
                .isZero();
        web.perform(get("/collectivite/dossiers/" + reference).with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk());
        web.perform(get(authority).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString(">nouveau<")))
                .andExpect(content().string(containsString("href=\"https://exemple.fr/guide\"")))
                .andExpect(content().string(containsString("&lt;script&gt;alert(1)&lt;/script&gt;")))
                .andExpect(content().string(not(containsString("<script>alert"))));
        assertThat(messages.unread(reference, Cast.GRENOBLE.id())).isZero();
        web.perform(get(authority).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(not(containsString(">nouveau<"))));

        send(authority + "/messages", Cast.GRENOBLE, "Merci.").andExpect(redirectedUrl(authority));
        assertThat(messages.unread(reference, Cast.RHONE_ALPES.id())).isEqualTo(1);
    }

    @Test
    void theSameMessageSentTwiceIsThereOnceAndNothingCanBeChanged() throws Exception {
        UUID key = UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            web.perform(post(staff + "/messages")
                    .param("texte", "Une seule fois")
                    .param("cle", key.toString())
                    .with(csrf())
                    .with(as(Cast.MINISTRY)));
        }
        assertThat(messages.of(reference, Long.MAX_VALUE, 10))
                .extracting(Message::text)
                .containsExactly("Une seule fois");
        for (String table : List.of("message", "private_note")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> jdbc.sql("delete from ecoquartier." + table).update())
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void whatIsTooLongOrEmptyIsRefusedAndStaysInTheBox() throws Exception {
        String typed = "é".repeat(4001);
        send(authority + "/messages", Cast.GRENOBLE, typed)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("le vôtre en compte")))
                .andExpect(content().string(containsString(typed)));
        send(authority + "/messages", Cast.GRENOBLE, "  \n ")
                .andExpect(content().string(containsString("Écrivez d’abord votre message.")));
        assertThat(messages.of(reference, Long.MAX_VALUE, 10)).isEmpty();
        send(authority + "/messages", Cast.GRENOBLE, "é".repeat(4000)).andExpect(redirectedUrl(authority));
    }

    @Test
    void aDraftIsKeptForItsAuthorAloneUntilItIsSent() throws Exception {
        String key = UUID.randomUUID().toString();
        web.perform(post(authority + "/messages/brouillon")
                        .param("texte", "Commencé, pas fini")
                        .param("cle", key)
                        .with(csrf())
                        .with(as(Cast.GRENOBLE)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Enregistré le")));
        web.perform(get(authority).with(as(Cast.GRENOBLE)))
                .andExpect(content().string(containsString("Commencé, pas fini")));
        web.perform(get(staff).with(as(Cast.RHONE_ALPES)))
                .andExpect(content().string(not(containsString("Commencé, pas fini"))));

        web.perform(post(authority + "/messages")
                .param("texte", "Fini")
                .param("cle", key)
                .with(csrf())
                .with(as(Cast.GRENOBLE)));
        web.perform(post(authority + "/messages/brouillon")
                .param("texte", "Fini")
                .param("cle", key)
                .with(csrf())
                .with(as(Cast.GRENOBLE)));
        assertThat(messages.draft(reference, Cast.GRENOBLE.id()).text())
                .as("what was sent does not come back as a draft")
                .isEmpty();
    }

    @Test
    void privateNotesAreForTheReviewersAlone() throws Exception {
        send(staff + "/notes", Cast.RHONE_ALPES, SECRET).andExpect(redirectedUrl(staff + "#notes"));
        expert(Cast.EXPERT);

        for (Person reviewer : List.of(Cast.RHONE_ALPES, Cast.MINISTRY, Cast.EXPERT)) {
            web.perform(get(staff).with(as(reviewer))).andExpect(content().string(containsString(SECRET)));
        }
        web.perform(get(staff).with(as(Cast.MANAGER)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(SECRET))))
                .andExpect(content().string(not(containsString("Notes internes"))));
        for (String page : List.of(
                authority,
                "/collectivite/dossiers/" + reference,
                "/collectivite/dossiers/" + reference + "/pieces",
                "/dossiers/" + reference)) {
            web.perform(get(page).with(as(Cast.GRENOBLE)))
                    .andExpect(status().isOk())
                    .andExpect(content().string(not(containsString(SECRET))))
                    .andExpect(content().string(not(containsString("Notes internes"))));
        }
        web.perform(get(staff).with(as(Cast.GRENOBLE))).andExpect(redirectedUrl(authority));
        assertThat(messages.of(reference, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(notes.of(reference, Long.MAX_VALUE, 10)).hasSize(1);
    }

    @Test
    void anExpertWhoOwesAnOpinionReadsNoNoteOfAnotherExpert() throws Exception {
        expert(Cast.EXPERT);
        notes.add(reference, UUID.randomUUID(), "Note de la DREAL", actorAs(Cast.RHONE_ALPES, Role.DREAL));
        notes.add(
                reference,
                UUID.randomUUID(),
                "Note d’un autre expert",
                new Actor("letters-local", "Expert local", Role.EXPERT.label()));
        String task = UUID.randomUUID().toString();
        tasks.put(new OpenTask(
                task,
                reference,
                "contract",
                "giveContractOpinion",
                "Donner son avis",
                "expert",
                Cast.EXPERT.id(),
                Instant.now(),
                null,
                false));
        web.perform(get(staff).with(as(Cast.EXPERT)))
                .andExpect(content().string(containsString("Note de la DREAL")))
                .andExpect(content().string(not(containsString("Note d’un autre expert"))));
        tasks.remove(task);
        web.perform(get(staff).with(as(Cast.EXPERT)))
                .andExpect(content().string(containsString("Note d’un autre expert")));
    }

    @Test
    void aMessageIsToldAndANoteIsNot(ApplicationEvents events) throws Exception {
        send(staff + "/messages", Cast.RHONE_ALPES, "Bonjour");
        send(staff + "/notes", Cast.RHONE_ALPES, SECRET);
        assertThat(events.stream(MessagePosted.class)).hasSize(1).allSatisfy(told -> {
            assertThat(told.reference()).isEqualTo(reference);
            assertThat(told.authorId()).isEqualTo(Cast.RHONE_ALPES.id());
            assertThat(told.side()).isEqualTo(Side.REVIEWER);
        });
    }

    private static Actor actorAs(Person person, Role role) {
        return new Actor(person.id(), person.name(), role.label());
    }

    @Test
    void nobodyElseReadsOrWrites() throws Exception {
        for (MockHttpServletRequestBuilder request : List.of(
                get(authority),
                writing(authority + "/messages"),
                writing(authority + "/messages/brouillon"),
                writing(authority + "/reponses/1"))) {
            web.perform(request.with(as(Cast.STRASBOURG))).andExpect(status().isNotFound());
        }
        for (MockHttpServletRequestBuilder request : List.of(
                get(staff),
                writing(staff + "/messages"),
                writing(staff + "/notes"),
                writing(staff + "/notes/brouillon"),
                get(staff + "/complement/1"),
                get("/dossiers/" + reference + "/textes"))) {
            web.perform(request.with(as(Cast.ALSACE))).andExpect(status().isNotFound());
        }
        web.perform(get(staff).with(as(Cast.EXPERT))).andExpect(status().isNotFound());
        for (String address : List.of(staff + "/messages", staff + "/notes", staff + "/messages/brouillon")) {
            web.perform(writing(address).with(as(Cast.MANAGER))).andExpect(status().isForbidden());
            web.perform(writing(address).with(as(Cast.GRENOBLE))).andExpect(status().isNotFound());
        }
        web.perform(writing(authority + "/messages").with(as(Cast.RHONE_ALPES))).andExpect(status().isForbidden());
        assertThat(messages.of(reference, Long.MAX_VALUE, 10)).isEmpty();
        assertThat(notes.of(reference, Long.MAX_VALUE, 10)).isEmpty();
    }

    private org.springframework.test.web.servlet.ResultActions send(String address, Person person, String text)
            throws Exception {
        return web.perform(post(address)
                .param("texte", text)
                .param("cle", UUID.randomUUID().toString())
                .with(csrf())
                .with(as(person)));
    }

    private static MockHttpServletRequestBuilder writing(String address) {
        return post(address)
                .param("texte", "Écrit par qui ne doit pas")
                .param("cle", UUID.randomUUID().toString())
                .with(csrf());
    }

    private void expert(Person person) throws Exception {
        for (String other : List.of("letters-local", "letters-externe")) {
            experts.register(new Expert(
                    other,
                    other,
                    other.endsWith("local") ? ExpertKind.LOCAL : ExpertKind.EXTERNAL,
                    other + " employeur",
                    null,
                    true));
        }
        experts.register(new Expert(person.id(), person.name(), ExpertKind.NATIONAL, "CETE de l’Est", null, true));
        trios.name(
                new Step(reference, DossierStage.CONTRACT, "nameContractTrio", "test:" + UUID.randomUUID(), null),
                new Trio(person.id(), "letters-local", "letters-externe"),
                OpenDossiers.actor(Cast.RHONE_ALPES));
    }
}
