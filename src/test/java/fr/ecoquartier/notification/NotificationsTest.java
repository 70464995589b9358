package fr.ecoquartier.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.access.AuthorityAccounts;
import fr.ecoquartier.access.NewStandIn;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.access.TestAccounts;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.Deadlines;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NewDecision;
import fr.ecoquartier.dossier.NewDossier;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.dossier.OpenTasks;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** From what happens to a dossier to the mails that arrive, with a real mail server. */
@IntegrationTest
class NotificationsTest {

    /** A town and a region of these tests, so that the accounts of the others are not written to. */
    private static final String TOWN = "97411";

    private static final String REGION = "04";

    private static final Actor REVIEWER = new Actor("avis.instructeur", "Paul Instructeur", "DREAL");

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private OpenTasks tasks;

    @Autowired
    private Proceedings proceedings;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private Preferences preferences;

    @Autowired
    private Notices notices;

    @Autowired
    private Appointments appointments;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private AuthorityAccounts authorities;

    @Autowired
    private StandIns standIns;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    private TestAccounts accounts;
    private MailRoom room;
    private GreenMail server;
    private String mayor;
    private String agent;
    private String reference;

    @BeforeEach
    void prepare() throws Exception {
        accounts = new TestAccounts(staff, authorities);
        mayor = accounts.authority("avis.maire", TOWN);
        agent = accounts.staff("avis.agent", Role.DREAL, REGION);
        preferences.choose(mayor, DeliveryMode.IMMEDIATE);
        preferences.choose(agent, DeliveryMode.IMMEDIATE);
        reference = dossiers.open(
                new NewDossier(TOWN, "Îlot de l’Étoile", "urban", false), new Actor(mayor, "Maire", "Collectivité"));
        room = new MailRoom(application);
        room.clear();
        server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private Postman postman() {
        return room.postman(MailRoom.sender(server.getSmtp().getPort()));
    }

    private OpenTask task(String role, String assignee) {
        return new OpenTask(
                UUID.randomUUID().toString(),
                reference,
                "charter",
                "checkAdmissibility",
                "Vérifier la recevabilité",
                role,
                assignee,
                Instant.now(),
                Instant.parse("2013-03-01T10:00:00Z"),
                false);
    }

    private Step step() {
        return new Step(
                reference, DossierStage.CHARTER, "decide", UUID.randomUUID().toString(), "charter:1");
    }

    private List<MimeMessage> received() {
        return List.of(server.getReceivedMessages());
    }

    private static List<String> addresses(List<MimeMessage> messages) throws Exception {
        List<String> all = new ArrayList<>();
        for (MimeMessage message : messages) {
            for (var address : message.getRecipients(Message.RecipientType.TO)) {
                all.add(((jakarta.mail.internet.InternetAddress) address).getAddress());
            }
        }
        return all;
    }

    private static List<Part> parts(Part part) throws Exception {
        List<Part> all = new ArrayList<>();
        if (part.getContent() instanceof Multipart several) {
            for (int n = 0; n < several.getCount(); n++) {
                all.addAll(parts(several.getBodyPart(n)));
            }
        } else {
            all.add(part);
        }
        return all;
    }

    private static String body(MimeMessage message, String type) throws Exception {
        for (Part part : parts(message)) {
            if (part.isMimeType(type)) {
                return part.getContent() instanceof String text
                        ? text
                        : new String(part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no " + type);
    }

    private void everything() {
        room.dispatcher.dispatch(100);
        postman().deliver(100);
    }

    @Test
    void aTaskForAGroupIsToldToItsPeopleInTheTerritoryInTextAndHtml() throws Exception {
        String elsewhere = accounts.staff("avis.alsace", Role.DREAL, "42");
        OpenTask task = task("dreal", null);
        tasks.put(task);

        everything();

        assertThat(addresses(received())).containsExactly("avis.agent@exemple.invalid");
        MimeMessage mail = received().get(0);
        assertThat(mail.getSubject())
                .isEqualTo("[Label ÉcoQuartier] À faire\u00a0: Vérifier la recevabilité (" + reference + ")");
        assertThat(body(mail, "text/plain"))
                .contains("Îlot de l’Étoile")
                .contains("Échéance\u00a0: 1er mars 2013")
                .contains("https://label.exemple.invalid/taches/" + task.taskId());
        assertThat(body(mail, "text/html")).contains("<h1>À faire\u00a0: Vérifier la recevabilité</h1>");
        assertThat(notices.unread(agent)).isPositive();
        assertThat(notices.of(elsewhere, 0, 10))
                .noneMatch(notice -> notice.reference().equals(reference));
    }

    @Test
    void aTaskThatNamesItsPersonIsToldToThemAlone() throws Exception {
        String expert = accounts.staff("avis.expert", Role.EXPERT);
        tasks.put(task("expert", expert));

        everything();

        assertThat(addresses(received())).containsExactly("avis.expert@exemple.invalid");
    }

    @Test
    void aTaskThatWasDoneInTheMeantimeIsToldToNobody() {
        OpenTask task = task("dreal", null);
        tasks.put(task);
        tasks.remove(task.taskId());

        everything();

        assertThat(received()).isEmpty();
    }

    @Test
    void nothingIsToldOfAStepThatWasRolledBack() {
        transactions.executeWithoutResult(transaction -> {
            tasks.put(task("dreal", null));
            transaction.setRollbackOnly();
        });

        everything();

        assertThat(received()).isEmpty();
    }

    @Test
    void aStepThatRunsAgainTellsNothingTwice() {
        Step step = step();
        NewDecision decision = new NewDecision("accept", "Charte acceptée", "Le projet est abouti.");
        proceedings.decide(step, decision, REVIEWER);
        everything();
        int before = received().size();
        proceedings.decide(step, decision, REVIEWER);
        room.dispatcher.dispatch(100);
        jdbc.sql("update ecoquartier.announcement set done_at = null where reference = ?")
                .param(reference)
                .update();
        everything();

        assertThat(before).isPositive();
        assertThat(received()).hasSize(before);
    }

    @Test
    void whoStandsInIsToldTooAndOnWhoseBehalf() throws Exception {
        String substitute = accounts.staff("avis.suppleant", Role.DREAL, REGION);
        Person absent = staff.find(agent).orElseThrow();
        long standIn = standIns.name(
                        new NewStandIn(agent, substitute, Role.DREAL, standIns.today(), standIns.today(), null), absent)
                .id();
        tasks.put(task("dreal", agent));

        everything();
        standIns.end(standIn, absent);
        staff.assign(substitute, Set.of(Role.DREAL), Set.of("42"));

        assertThat(addresses(received()))
                .containsExactlyInAnyOrder("avis.agent@exemple.invalid", "avis.suppleant@exemple.invalid");
        for (MimeMessage mail : received()) {
            boolean stand = addresses(List.of(mail)).contains("avis.suppleant@exemple.invalid");
            assertThat(body(mail, "text/plain").contains("vous suppléez " + absent.name()))
                    .isEqualTo(stand);
        }
    }

    @Test
    void everyOtherEventReachesTheAuthorityWithWhatItNeedsToKnow() throws Exception {
        proceedings.requestCorrection(step(), "Joignez le plan masse.", LocalDate.of(2013, 4, 1), REVIEWER);
        proceedings.decide(step(), new NewDecision("refuse", "Charte refusée", "Hors du périmètre."), REVIEWER);
        tasks.put(task("authority", null));
        deadlines.remind(
                new Step(
                        reference,
                        DossierStage.CHARTER,
                        "checkAdmissibility",
                        UUID.randomUUID().toString(),
                        "charter:1"),
                "Vérifier la recevabilité");
        dossiers.enterStage(reference, DossierStage.CHARTER, 1);
        deadlines.abandon(step(), "Signer la charte");

        everything();

        List<String> texts = new ArrayList<>();
        for (MimeMessage mail : received()) {
            if (addresses(List.of(mail)).contains("avis.maire@exemple.invalid")) {
                texts.add(mail.getSubject() + "\n" + body(mail, "text/plain"));
            }
        }
        assertThat(texts)
                .anySatisfy(text -> assertThat(text)
                        .contains(
                                "Complément demandé",
                                "Joignez le plan masse.",
                                "1er avril 2013",
                                "https://label.exemple.invalid/collectivite/dossiers/" + reference))
                .anySatisfy(text -> assertThat(text).contains("Décision\u00a0: Charte refusée", "Hors du périmètre."))
                .anySatisfy(text -> assertThat(text).contains("Rappel\u00a0: Vérifier la recevabilité"))
                .anySatisfy(text -> assertThat(text).contains("Délai dépassé", "Signer la charte"))
                .anySatisfy(text -> assertThat(text).contains("À faire\u00a0: Vérifier la recevabilité"));
    }

    @Test
    void whoDecidesIsNotToldOfTheirOwnDecision() throws Exception {
        proceedings.decide(
                step(), new NewDecision("accept", "Acceptée", "Abouti."), new Actor(agent, "Agent", "DREAL"));

        everything();

        assertThat(addresses(received()))
                .contains("avis.maire@exemple.invalid")
                .doesNotContain("avis.agent@exemple.invalid");
    }

    @Test
    void aDayOfNoticesIsOneMail() throws Exception {
        preferences.choose(mayor, DeliveryMode.DIGEST);
        proceedings.requestCorrection(step(), "Joignez le plan.", null, REVIEWER);
        proceedings.decide(step(), new NewDecision("refuse", "Charte refusée", "Motif."), REVIEWER);
        tasks.put(task("authority", null));
        everything();
        assertThat(addresses(received())).doesNotContain("avis.maire@exemple.invalid");

        Instant hour = Instant.now().plus(Duration.ofMinutes(1));
        assertThat(room.digests.make(hour)).isEqualTo(1);
        assertThat(room.digests.make(hour)).isZero();
        everything();

        List<MimeMessage> mine = new ArrayList<>();
        for (MimeMessage mail : received()) {
            if (addresses(List.of(mail)).contains("avis.maire@exemple.invalid")) {
                mine.add(mail);
            }
        }
        assertThat(mine).hasSize(1);
        assertThat(mine.get(0).getSubject()).isEqualTo("[Label ÉcoQuartier] 3 notifications pour vous");
        assertThat(body(mine.get(0), "text/plain"))
                .contains(
                        "Complément demandé",
                        "Joignez le plan.",
                        "Charte refusée",
                        "Motif.",
                        "Vérifier la recevabilité");
        assertThat(body(mine.get(0), "text/html")).contains("Charte refusée", "Joignez le plan.");
    }

    @Test
    void aTaskThatSomebodyDidIsNoLongerUnreadAndNotInTheDigest() throws Exception {
        preferences.choose(mayor, DeliveryMode.DIGEST);
        long before = notices.unread(mayor);
        OpenTask task = task("authority", null);
        tasks.put(task);
        everything();
        assertThat(notices.unread(mayor)).isEqualTo(before + 1);

        tasks.remove(task.taskId());

        assertThat(notices.unread(mayor)).isEqualTo(before);
        assertThat(notices.of(mayor, 0, 1))
                .singleElement()
                .satisfies(notice -> assertThat(notice.done()).isTrue());
        assertThat(room.digests.make(Instant.now().plus(Duration.ofMinutes(1)))).isZero();
    }

    @Test
    void whoWantsNoMailGetsOnlyWhatIsLegallyNeededAndReadsTheRestInTheApplication() throws Exception {
        preferences.choose(mayor, DeliveryMode.LEGAL);
        tasks.put(task("authority", null));
        proceedings.requestCorrection(step(), "Joignez le plan.", null, REVIEWER);
        long before = notices.unread(mayor);

        everything();

        assertThat(addresses(received())).containsExactly("avis.maire@exemple.invalid");
        assertThat(received().get(0).getSubject()).contains("Complément demandé");
        assertThat(body(received().get(0), "text/plain")).contains("quel que soit votre choix");
        assertThat(notices.unread(mayor)).isEqualTo(before + 2);
    }

    @Test
    void aDecisionIsLegallyNeededByTheAuthorityAndNotByAnAgent() throws Exception {
        preferences.choose(mayor, DeliveryMode.LEGAL);
        preferences.choose(agent, DeliveryMode.LEGAL);
        proceedings.decide(step(), new NewDecision("accept", "Acceptée", "Abouti."), REVIEWER);

        everything();

        assertThat(addresses(received()))
                .contains("avis.maire@exemple.invalid")
                .doesNotContain("avis.agent@exemple.invalid");
        assertThat(notices.of(agent, 0, 1).get(0).reference()).isEqualTo(reference);
    }

    @Test
    void twoSendersAtOnceSendEachMailOnce() throws Exception {
        for (int n = 0; n < 40; n++) {
            tasks.put(task("dreal", null));
        }
        room.dispatcher.dispatch(100);
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Integer>> sent = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            Postman postman = postman();
            sent.add(nodes.submit(() -> {
                start.await();
                return postman.deliver(100);
            }));
        }
        start.countDown();
        int total = 0;
        for (Future<Integer> node : sent) {
            total += node.get();
        }
        nodes.shutdown();

        assertThat(total).isEqualTo(40);
        assertThat(received()).hasSize(40);
        assertThat(received().stream().map(NotificationsTest::id).distinct()).hasSize(40);
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void twoDispatchersAtOnceTellEachPersonOnce() throws Exception {
        for (int n = 0; n < 20; n++) {
            tasks.put(task("dreal", null));
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        List<Future<Integer>> done = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            done.add(nodes.submit(() -> room.dispatcher.dispatch(100)));
        }
        int total = 0;
        for (Future<Integer> node : done) {
            total += node.get();
        }
        nodes.shutdown();

        assertThat(total).isEqualTo(20);
        assertThat(postman().deliver(100)).isEqualTo(20);
    }

    @Test
    void whileTheServerIsDownMailsWaitLongerAndLongerAndThenArriveOnce() {
        int port = server.getSmtp().getPort();
        server.stop();
        tasks.put(task("dreal", null));
        tasks.put(task("dreal", null));
        room.dispatcher.dispatch(100);
        Postman postman = room.postman(MailRoom.sender(port));

        assertThat(postman.deliver(100)).isZero();
        List<Mail> waiting = room.mails.search(reference, MailState.PENDING, 0, 10);
        assertThat(waiting).hasSize(2);
        assertThat(waiting).filteredOn(mail -> mail.attempts() == 1).hasSize(1).allSatisfy(mail -> {
            assertThat(mail.note()).startsWith("Le serveur de courrier ne répond pas");
            assertThat(mail.nextAttemptAt()).isAfter(Instant.now().plusSeconds(30));
        });
        room.later();
        assertThat(postman.deliver(100)).isZero();

        server = new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.start();
        room.later();
        assertThat(postman.deliver(100)).isEqualTo(2);
        assertThat(postman.deliver(100)).isZero();
        assertThat(received()).hasSize(2);
        assertThat(room.mails.search(reference, MailState.SENT, 0, 10))
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.note()).isNull());
    }

    @Test
    void aNodeThatDiesAfterSendingLeavesAMailThatIsSentAgainUnderTheSameIdentifierAndSaysSo() {
        tasks.put(task("dreal", null));
        room.dispatcher.dispatch(100);
        class Death extends Error {}
        var dying = new JavaMailSenderImpl() {
            @Override
            public void send(MimeMessage message) {
                super.send(message);
                throw new Death();
            }
        };
        dying.setHost("localhost");
        dying.setPort(server.getSmtp().getPort());

        assertThatThrownBy(() -> room.postman(dying).deliver(1)).isInstanceOf(Death.class);
        assertThat(room.mails.search(reference, MailState.SENDING, 0, 10)).hasSize(1);
        assertThat(postman().deliver(10)).as("while the lease runs").isZero();
        room.later();
        assertThat(postman().deliver(10)).isEqualTo(1);

        assertThat(received()).hasSize(2);
        String kept = room.mails.search(reference, MailState.SENT, 0, 10).get(0).messageId();
        assertThat(received()).extracting(NotificationsTest::id).containsOnly(kept);
        assertThat(room.mails.search(reference, MailState.SENT, 0, 10))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.uncertain()).isTrue();
                    assertThat(mail.attempts()).isEqualTo(2);
                    assertThat(mail.note()).isEqualTo(Postman.CUT_OFF);
                });
    }

    @Test
    void anAddressThatIsNoneIsRefusedForGoodAndTheOthersLeave() {
        authorities.save("avis.adjoint", "Adjoint", "pas une adresse", TOWN, TestAccounts.PASSWORD, false, "test");
        tasks.put(task("authority", null));

        everything();

        assertThat(room.mails.search(reference, MailState.FAILED, 0, 10))
                .singleElement()
                .satisfies(mail -> assertThat(mail.note()).startsWith("Adresse refusée"));
        assertThat(room.mails.search(reference, MailState.SENT, 0, 10)).hasSize(1);
        authorities.enable("avis.adjoint", false);
    }

    @Test
    void whoHasNoAddressIsShownAndGetsTheirMailOnceTheyHaveOne() throws Exception {
        String nobody = "avis.sans";
        authorities.save(nobody, "Sans Adresse", "", TOWN, TestAccounts.PASSWORD, false, "test");
        tasks.put(task("authority", null));
        everything();
        Mail mail = room.mails.search(reference, MailState.NO_ADDRESS, 0, 10).get(0);
        Person admin = new Person("avis.admin", "Admin", Set.of(Role.ADMIN), Set.of(), Set.of());

        assertThat(room.mails.unreachable()).extracting(Mails.Unreachable::id).contains(nobody);
        assertThat(notices.unread(nobody)).isPositive();
        assertThatThrownBy(() -> room.mails.retry(mail.id(), admin))
                .isInstanceOf(MailRefused.class)
                .hasMessageContaining("pas d’adresse");
        authorities.save(nobody, "Sans Adresse", "enfin@exemple.invalid", TOWN, TestAccounts.PASSWORD, false, "test");
        room.mails.retry(mail.id(), admin);
        postman().deliver(10);
        assertThat(addresses(received())).contains("enfin@exemple.invalid");
        assertThatThrownBy(() -> room.mails.retry(mail.id(), admin)).hasMessageContaining("déjà parti");
        authorities.enable(nobody, false);
    }

    @Test
    void withoutAMailServerMailsAreKeptAndSayWhy() {
        tasks.put(task("dreal", null));
        Dispatcher dispatcher = application.getBean(Dispatcher.class);
        dispatcher.dispatch(100);

        assertThat(application.getBean(Mails.class).search(reference, null, 0, 10))
                .singleElement()
                .satisfies(mail -> {
                    assertThat(mail.state()).isEqualTo(MailState.HELD);
                    assertThat(mail.note()).isEqualTo("Non envoyé\u00a0: aucun serveur de courrier n’est configuré.");
                });
    }

    @Test
    void aMeetingGoesIntoCalendarsChangesThereAndLeavesThemWithTheDossier() throws Exception {
        Person convener = staff.find(agent).orElseThrow();
        LocalDate day = LocalDate.now().plusMonths(2);
        NewAppointment visit = new NewAppointment(
                AppointmentKind.SITE_VISIT,
                day,
                LocalTime.of(14, 30),
                LocalTime.of(16, 0),
                "Mairie",
                "",
                Set.of(mayor));
        long id = appointments.plan(reference, visit, convener);
        everything();
        appointments.change(
                id,
                0,
                new NewAppointment(
                        AppointmentKind.SITE_VISIT,
                        day,
                        LocalTime.of(15, 0),
                        LocalTime.of(16, 0),
                        "Mairie",
                        "",
                        Set.of(mayor)),
                convener);
        everything();
        assertThatThrownBy(() -> appointments.change(id, 0, visit, convener))
                .isInstanceOf(AppointmentRefused.class)
                .hasMessageContaining("a changé");
        dossiers.markWithdrawn(reference, "Abandon du projet", new Actor(mayor, "Maire", "Collectivité"));
        everything();

        List<String> entries = new ArrayList<>();
        for (MimeMessage mail : received()) {
            if (mail.getSubject().contains("Visite du site")) {
                entries.add(body(mail, "text/calendar"));
                assertThat(parts(mail)).anyMatch(NotificationsTest::attached);
            }
        }
        assertThat(entries).hasSize(3);
        assertThat(entries.get(0)).contains("METHOD:REQUEST", "SEQUENCE:0", "TZID=Europe/Paris", "T143000");
        assertThat(entries.get(1)).contains("METHOD:REQUEST", "SEQUENCE:1", "T150000");
        assertThat(entries.get(2)).contains("METHOD:CANCEL", "SEQUENCE:2", "STATUS:CANCELLED");
        assertThat(entries.stream().map(NotificationsTest::uid).distinct()).hasSize(1);
    }

    private static boolean attached(Part part) {
        try {
            return Part.ATTACHMENT.equals(part.getDisposition())
                    && part.getFileName().endsWith(".ics");
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String uid(String entry) {
        return Arrays.stream(entry.split("\r?\n"))
                .filter(line -> line.startsWith("UID:"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMeetingThatIsTypedWrongIsRefusedFieldByField() {
        Person convener = staff.find(agent).orElseThrow();
        assertThatThrownBy(() -> appointments.plan(
                        reference,
                        new NewAppointment(
                                AppointmentKind.NATIONAL_COMMISSION,
                                LocalDate.of(2001, 1, 1),
                                LocalTime.of(10, 0),
                                LocalTime.of(9, 0),
                                " ",
                                "",
                                Set.of("inconnu")),
                        convener))
                .isInstanceOfSatisfying(
                        AppointmentRefused.class,
                        refused -> assertThat(refused.problems())
                                .containsKeys("nature", "jour", "fin", "lieu", "invites"));
    }
}
