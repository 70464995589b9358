package fr.ecoquartier.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class PersonalExportTest {

    private static final Instant CLOSED = Instant.parse("2012-06-01T10:00:00Z");

    private final PrivacyDatabase db = PrivacyDatabase.shared();

    private Map<String, String> files(String id) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        db.exports.write(db.exports.subject(id).orElseThrow(), bytes);
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(
                        entry.getName().replaceAll("/\\d+-", "/"),
                        new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String mark() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void oneGetsWhatOneDidAndNothingOfOthers() throws IOException {
        String mark = mark();
        String me = db.user("sophie." + mark, "Sophie", "Bernard" + mark, "dreal");
        String other = db.user("paul." + mark, "Paul", "Autre" + mark, "dreal");
        String reference = db.dossier("OPEN", CLOSED, me, "Sophie Bernard" + mark);
        db.journal(reference, CLOSED, me, "Sophie Bernard" + mark, "DREAL", "Dossier confié à Paul Autre" + mark + ".");
        db.journal(reference, CLOSED, other, "Paul Autre" + mark, "DREAL", "Note de Paul, secrète " + mark + ".");
        db.instance(reference, me, true);
        db.jdbc.sql("""
                        insert into ecoquartier.stand_in (absent, substitute, role, from_on, until_on, named_by, named_at)
                        values (?, ?, 'DREAL', '2012-05-01', '2012-05-10', ?, ?)
                        """).params(me, other, me, PrivacyDatabase.at(CLOSED)).update();

        Map<String, String> files = files(me);

        assertThat(files.get("index.html"))
                .contains(
                        "<html lang=\"fr\">", "Données personnelles de Sophie Bernard" + mark, "Journal des dossiers");
        JsonNode journal =
                new ObjectMapper().readTree(files.get("donnees/journal.json")).get("lignes");
        assertThat(journal).hasSize(2);
        assertThat(journal.toString()).contains("densité insuffisante", "Dossier confié à une autre personne.");
        assertThat(files.get("pages/opinion.html")).contains(reference, "Avis de l&#39;instruction");
        assertThat(files.get("donnees/act-hi-taskinst.json")).contains(me);
        assertThat(files.get("donnees/stand-in.json")).contains("une autre personne");
        assertThat(files.get("donnees/act-id-user.json")).contains(me + "@example.org");
        String everything = String.join("\n", files.values());
        assertThat(everything).doesNotContain("Autre" + mark, "secrète " + mark, other, "pwd_");
    }

    @Test
    void anAccountOfAnAuthorityIsExportedWithoutItsPassword() throws IOException {
        String me = "commune." + mark();
        db.jdbc.sql("""
                        insert into ecoquartier.authority_account (id, name, email, password, authority_code, created_by)
                        values (?, 'Service urbanisme', 'urba@example.org', '{bcrypt}secret-hash', '38185', 'admin.test')
                        """).param(me).update();
        Map<String, String> files = files(me);
        assertThat(files.get("pages/authority-account.html")).contains("urba@example.org", "Service urbanisme");
        assertThat(String.join("\n", files.values())).doesNotContain("secret-hash");
    }

    @Test
    void whoStandsInForSomebodyDoesNotLearnWhyTheyAreAbsent() throws IOException {
        String mark = mark();
        String absent = db.user("lea." + mark, "Léa", "Roux" + mark, "dreal");
        String substitute = db.user("tom." + mark, "Tom", "Blanc" + mark, "dreal");
        db.jdbc
                .sql("""
                        insert into ecoquartier.stand_in (absent, substitute, role, from_on, until_on, reason, named_by, named_at)
                        values (?, ?, 'DREAL', '2012-05-01', '2012-05-10', 'Opération du genou', ?, ?)
                        """)
                .params(absent, substitute, absent, PrivacyDatabase.at(CLOSED))
                .update();
        assertThat(files(absent).get("donnees/stand-in.json")).contains("Opération du genou");
        assertThat(files(substitute).get("donnees/stand-in.json"))
                .contains("2012-05-01")
                .doesNotContain("genou");
    }

    @Test
    void mailsAndMessagesOfOneselfAreThere() throws IOException {
        String mark = mark();
        String me = db.user("zoe." + mark, "Zoé", "Morel" + mark, "dreal");
        String other = db.user("luc." + mark, "Luc", "Faure" + mark, "dreal");
        String reference = db.dossier("OPEN", CLOSED, me, "Zoé Morel" + mark);
        for (String person : new String[] {me, other}) {
            db.jdbc
                    .sql("""
                            insert into ecoquartier.mail (effect, recipient, recipient_name, address, kind, subject, body_text, body_html,
                                message_id, state)
                            values (?, ?, ?, ?, 'TASK', ?, 'Une tâche vous attend.', '<p>Une tâche vous attend.</p>', ?, 'PENDING')
                            """)
                    .params(
                            mark,
                            person,
                            person,
                            person + "@example.org",
                            "Pour " + person,
                            UUID.randomUUID().toString())
                    .update();
            db.jdbc
                    .sql("""
                            insert into ecoquartier.message (reference, key, author_id, author_name, author_role, side, text, posted_at)
                            values (?, ?, ?, ?, 'DREAL', 'REVIEWER', ?, ?)
                            """)
                    .params(
                            reference,
                            UUID.randomUUID(),
                            person,
                            person,
                            "Message de " + person,
                            PrivacyDatabase.at(CLOSED))
                    .update();
        }
        Map<String, String> files = files(me);
        assertThat(files.get("pages/mail.html"))
                .contains("Pour " + me, "Une tâche vous attend.")
                .doesNotContain(other);
        assertThat(files.get("pages/message.html")).contains("Message de " + me).doesNotContain(other);
    }

    @Test
    void textOfOthersIsWrittenAsTextAndNotAsPage() throws IOException {
        String me = db.user("eve." + mark(), "Eve", "<script>alert(1)</script>", "carrier");
        assertThat(files(me).get("index.html")).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void anAdministratorSaysWhyAndTheJournalKeepsIt() {
        String me = db.user("nadia." + mark(), "Nadia", "Petit", "carrier");
        assertThatThrownBy(() -> db.exports.asked(me, "  ", PrivacyDatabase.ADMIN))
                .isInstanceOf(PrivacyRefused.class)
                .hasMessageContaining("Dites pourquoi");
        assertThatThrownBy(() -> db.exports.asked("personne", "Demande", PrivacyDatabase.ADMIN))
                .hasMessageContaining("Aucun compte");
        db.exports.asked(me, "Demande d’accès du 3 juin", PrivacyDatabase.ADMIN);
        assertThat(db.journal.last(5)).anySatisfy(line -> {
            assertThat(line.kind()).isEqualTo(PrivacyJournal.Kind.EXPORT);
            assertThat(line.text()).contains(me);
            assertThat(line.reason()).isEqualTo("Demande d’accès du 3 juin");
        });
    }

    @Test
    void namesOfOthersAreTakenOutAsWholeWordsOnly() {
        OtherPeople others = new OtherPeople(java.util.List.of("Jean Petit", "Marie"));
        assertThat(others.mask("Vu avec JEAN PETIT et Marie ; mariée, Jean Petitjean."))
                .isEqualTo("Vu avec une autre personne et une autre personne ; mariée, Jean Petitjean.");
    }
}
