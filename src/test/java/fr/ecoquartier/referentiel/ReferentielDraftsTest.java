package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.pilot.replay.Replays;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.referentiel.Difference.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@IntegrationTest
class ReferentielDraftsTest {

    private static final Author ALICE = new Author("alice", "Alice Martin", "Structure porteuse");
    private static final Author BRUNO = new Author("bruno", "Bruno Petit", "Ministère");

    @Autowired
    ReferentielDrafts drafts;

    @Autowired
    Replays replays;

    @Autowired
    Referentiels referentiels;

    @Autowired
    JdbcClient database;

    @Autowired
    RepositoryService repository;

    @Test
    void a_draft_starts_as_its_version_under_a_name_that_is_free() {
        Draft first = draft();
        Draft second = draft();

        assertThat(first.content().withVersion("2012-test")).isEqualTo(DraftContent.of(TestReferentiel.load()));
        assertThat(first.content().version())
                .startsWith("2012-test-")
                .isNotEqualTo(second.content().version());
        assertThat(first.revision()).isEqualTo(1);
        assertThat(drafts.problems(first.id())).isEmpty();
        assertThat(drafts.open()).extracting(Draft::id).contains(first.id(), second.id());
    }

    @Test
    void an_invalid_draft_is_saved_as_typed_and_says_what_is_wrong() throws Exception {
        Draft draft = draft();

        Draft saved = drafts.edit(
                draft.id(), 1, change(draft, "I06", Map.of("formula", "logements / (surfaceCessible")), ALICE);

        assertThat(saved.revision()).isEqualTo(2);
        assertThat(indicator(saved.content(), "I06").formula()).isEqualTo("logements / (surfaceCessible");
        assertThat(drafts.problems(draft.id()))
                .extracting(DraftProblem::place)
                .containsExactly("Indicateur I06, formule");
        assertThat(drafts.referentiel(draft.id())).isEmpty();
        assertThat(drafts.revisions(draft.id()))
                .extracting(DraftRevision::summary)
                .containsExactly("Indicateur I06\u00a0: modification", "Brouillon ouvert depuis la version 2012-test");
    }

    @Test
    void the_second_of_two_editors_is_told_and_both_contents_are_kept() throws Exception {
        Draft draft = draft();
        drafts.edit(draft.id(), 1, change(draft, "I06", Map.of("label", "Densité")), ALICE);

        DraftChanged told = catchThrowableOfType(
                DraftChanged.class,
                () -> drafts.edit(draft.id(), 1, change(draft, "I07", Map.of("label", "Logement social")), BRUNO));

        assertThat(told.changedBy()).isEqualTo(ALICE);
        assertThat(told.revision()).isEqualTo(2);
        assertThat(indicator(drafts.find(draft.id()).orElseThrow().content(), "I06")
                        .label())
                .isEqualTo("Densité");
        DraftAside kept = drafts.aside(told.aside()).orElseThrow();
        assertThat(kept.author()).isEqualTo(BRUNO);
        assertThat(indicator(kept.content(), "I07").label()).isEqualTo("Logement social");

        DraftMerge merge = drafts.merge(kept);
        assertThat(merge.lines()).singleElement().satisfies(line -> {
            assertThat(line.conflict()).isFalse();
            assertThat(line.place()).isEqualTo("Indicateur I07");
            assertThat(line.typed()).isEqualTo("Logement social");
        });
        Draft merged = drafts.merge(kept.id(), 2, ids(merge), BRUNO);
        assertThat(indicator(merged.content(), "I06").label()).isEqualTo("Densité");
        assertThat(indicator(merged.content(), "I07").label()).isEqualTo("Logement social");
        assertThat(drafts.asides(draft.id())).isEmpty();
    }

    @Test
    void changes_of_the_same_field_are_a_conflict_that_somebody_decides() throws Exception {
        Draft draft = draft();
        drafts.edit(draft.id(), 1, change(draft, "I06", Map.of("thresholds.urban.minimum", "55")), ALICE);
        DraftChanged told = catchThrowableOfType(
                DraftChanged.class,
                () -> drafts.edit(
                        draft.id(), 1, change(draft, "I06", Map.of("thresholds.urban.minimum", "65")), BRUNO));
        DraftMerge merge = drafts.merge(drafts.aside(told.aside()).orElseThrow());

        assertThat(merge.lines()).singleElement().satisfies(line -> {
            assertThat(line.conflict()).isTrue();
            assertThat(List.of(line.field(), line.base(), line.saved(), line.typed()))
                    .containsExactly("Seuil, Urbain", "60", "55", "65");
        });
        Draft merged = drafts.merge(told.aside(), 2, Set.of(), BRUNO);
        assertThat(indicator(merged.content(), "I06").thresholds("urban").minimum())
                .isEqualTo("55");
    }

    @Test
    void what_both_added_or_removed_finds_its_place() throws Exception {
        Draft draft = draft();
        int e06 = commitment(draft.content(), "E06").key();
        int e07 = commitment(draft.content(), "E07").key();
        DraftContent mine = new DraftEdit.Add(DraftElement.Kind.INDICATOR, e06)
                .applied(draft.content())
                .content();
        mine = new DraftEdit.Change(mine.nextKey() - 1, Map.of("code", "I90", "label", "À moi"))
                .applied(mine)
                .content();
        mine = new DraftEdit.Remove(indicator(mine, "I08").key()).applied(mine).content();
        drafts.edit(draft.id(), 1, new DraftEdit.Add(DraftElement.Kind.INDICATOR, e07), ALICE);

        DraftContent typed = mine;
        DraftChanged told = catchThrowableOfType(
                DraftChanged.class, () -> drafts.save(draft.id(), 1, typed, "Ajout et suppression", BRUNO));
        DraftMerge merge = drafts.merge(drafts.aside(told.aside()).orElseThrow());
        assertThat(merge.conflict()).isFalse();
        Draft merged = drafts.merge(told.aside(), 2, ids(merge), BRUNO);

        assertThat(commitment(merged.content(), "E06").indicators())
                .extracting(DraftContent.Indicator::code)
                .containsExactly("I06", "I90");
        assertThat(commitment(merged.content(), "E07").indicators()).hasSize(2);
        assertThat(merged.content().indicators())
                .extracting(DraftContent.Indicator::code)
                .doesNotContain("I08");
        assertThat(merged.content().indicators().stream().map(DraftContent.Indicator::key))
                .doesNotHaveDuplicates();
    }

    @Test
    void what_was_kept_aside_can_become_a_draft_of_its_own_once() throws Exception {
        Draft draft = draft();
        drafts.edit(draft.id(), 1, change(draft, "I06", Map.of("label", "A")), ALICE);
        DraftChanged told = catchThrowableOfType(
                DraftChanged.class,
                () -> drafts.edit(draft.id(), 1, change(draft, "I06", Map.of("label", "B")), BRUNO));

        Draft other = drafts.asNewDraft(told.aside(), "L’autre", BRUNO);

        assertThat(indicator(other.content(), "I06").label()).isEqualTo("B");
        assertThat(drafts.asides(draft.id())).isEmpty();
        assertThatThrownBy(() -> drafts.drop(told.aside(), BRUNO)).isInstanceOf(DraftRefused.class);
    }

    @Test
    void an_earlier_revision_comes_back_as_a_new_one() throws Exception {
        Draft draft = draft();
        drafts.edit(
                draft.id(),
                1,
                new DraftEdit.Remove(indicator(draft.content(), "I06").key()),
                ALICE);

        Draft restored = drafts.restore(draft.id(), 2, 1, ALICE);

        assertThat(restored.revision()).isEqualTo(3);
        assertThat(restored.content()).isEqualTo(draft.content());
    }

    @Test
    void a_new_code_of_an_input_is_carried_to_the_formulas() throws Exception {
        Draft draft = draft();
        int key = draft.content().inputs().stream()
                .filter(i -> i.code().equals("logements"))
                .findFirst()
                .orElseThrow()
                .key();

        Draft saved = drafts.edit(draft.id(), 1, new DraftEdit.Change(key, Map.of("code", "foyers")), ALICE);

        assertThat(indicator(saved.content(), "I06").formula()).isEqualTo("foyers / surfaceCessible");
        assertThat(indicator(saved.content(), "I07").formula()).isEqualTo("100 * logementsSociaux / foyers");
        assertThat(drafts.problems(draft.id())).isEmpty();
    }

    @Test
    void the_difference_with_the_version_in_force_names_every_change_with_both_values() throws Exception {
        Draft draft = draft();
        drafts.edit(
                draft.id(),
                1,
                change(draft, "I06", Map.of("thresholds.urban.minimum", "55,5", "formula", "logements / surface")),
                ALICE);
        DraftContent content = drafts.find(draft.id()).orElseThrow().content();
        drafts.edit(
                draft.id(), 2, new DraftEdit.Remove(indicator(content, "I23").key()), ALICE);

        assertThat(drafts.difference(draft.id()).changes())
                .filteredOn(c -> c.subject() == Difference.Subject.INDICATOR)
                .extracting(c -> c.kind() + "|" + c.code() + "|" + c.field() + "|" + c.before() + "|"
                        + (c.kind() == Kind.REMOVED ? "" : c.after()))
                .contains(
                        "CHANGED|I06|Formule|logements / surfaceCessible|logements / surface",
                        "CHANGED|I06|Seuil, Urbain|≥\u00a060|≥\u00a055,5")
                .anyMatch(line -> line.startsWith("REMOVED|I23|null|Intitulé"));
    }

    @Test
    @Transactional
    void adoption_is_for_good_in_force_on_every_node_journaled_and_brings_its_forms() throws Exception {
        Draft draft = draft();
        String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
        drafts.edit(draft.id(), 1, change(draft, "I06", Map.of("thresholds.urban.minimum", "55,50")), ALICE);
        Referentiels otherNode = new Referentiels(database, event -> {}, "", "");
        assertThat(catchThrowableOfType(DraftRefused.class, () -> drafts.adopt(draft.id(), name, BRUNO)))
                .as("never replayed on the dossiers")
                .hasMessageContaining("relecture");
        replays.run(draft.id(), name, Progress.none());

        Referentiel adopted = drafts.adopt(draft.id(), name, BRUNO);

        assertThat(otherNode.inForce()).isEqualTo(adopted);
        assertThat(adopted.version()).isEqualTo(name);
        assertThat(adopted.indicator("I06")
                        .orElseThrow()
                        .thresholds()
                        .get("urban")
                        .minimum())
                .isEqualByComparingTo("55.5");
        assertThat(referentiels.inForce().version())
                .as("the configured version wins")
                .isEqualTo("2012-test");
        assertThat(referentiels.adoptions()).first().satisfies(adoption -> {
            assertThat(adoption.version()).isEqualTo(name);
            assertThat(adoption.author()).isEqualTo(BRUNO);
            assertThat(adoption.draft()).isEqualTo(draft.id());
        });
        assertThat(drafts.find(draft.id()).orElseThrow().status()).isEqualTo(DraftStatus.ADOPTED);
        assertThat(repository
                        .createDeploymentQuery()
                        .deploymentName("Formulaires du référentiel " + name)
                        .count())
                .isEqualTo(1);
        assertThatThrownBy(() -> drafts.save(draft.id(), 2, draft.content(), "x", ALICE))
                .isInstanceOf(DraftRefused.class)
                .hasMessageContaining("a été adopté");
        assertThatThrownBy(() -> drafts.adopt(draft.id(), null, BRUNO)).isInstanceOf(DraftRefused.class);

        drafts.putInForce("2012-test", BRUNO);
        assertThat(otherNode.inForce().version()).isEqualTo("2012-test");
    }

    @Test
    @Transactional
    void a_file_dropped_after_an_adoption_waits_for_the_ministry(@TempDir Path folder) throws Exception {
        drafts.putInForce("2012-test", BRUNO);
        String name = "t-" + UUID.randomUUID().toString().substring(0, 8);
        Files.writeString(
                folder.resolve("next.yaml"), TestReferentiel.text().replace("version: 2012-test", "version: " + name));

        Referentiels restarted = new Referentiels(database, event -> {}, folder.toString(), "");

        assertThat(restarted.find(name)).isPresent();
        assertThat(restarted.inForce().version()).isEqualTo("2012-test");
    }

    @Test
    void an_invalid_draft_is_not_adopted_and_every_problem_is_given() throws Exception {
        Draft draft = draft();
        drafts.edit(
                draft.id(),
                1,
                change(draft, "I06", Map.of("formula", "logements / emplois", "unit", "lgt/ha", "label", "")),
                ALICE);

        DraftRefused refused = catchThrowableOfType(DraftRefused.class, () -> drafts.adopt(draft.id(), null, BRUNO));

        assertThat(refused.problems())
                .extracting(DraftProblem::field)
                .containsExactlyInAnyOrder("formula", "unit", "label");
        assertThat(drafts.find(draft.id()).orElseThrow().open()).isTrue();
        assertThat(catchThrowableOfType(DraftRefused.class, () -> drafts.adopt(draft().id(), "2012-test", BRUNO))
                        .problems())
                .extracting(DraftProblem::field)
                .containsExactly("version");
    }

    @Test
    void the_history_cannot_be_changed() {
        draft();
        for (String statement : new String[] {
            "update ecoquartier.referentiel_draft_revision set summary = 'x'",
            "delete from ecoquartier.referentiel_draft_revision",
            "truncate ecoquartier.referentiel_adoption"
        }) {
            assertThatThrownBy(() -> database.sql(statement).update())
                    .as(statement)
                    .hasMessageContaining("append-only");
        }
    }

    private Draft draft() {
        return drafts.create("2012-test", "Essai", ALICE);
    }

    private static DraftEdit change(Draft draft, String code, Map<String, String> fields) {
        return new DraftEdit.Change(indicator(draft.content(), code).key(), fields);
    }

    private static DraftContent.Indicator indicator(DraftContent content, String code) {
        return content.indicators().stream()
                .filter(i -> i.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static DraftContent.Commitment commitment(DraftContent content, String code) {
        List<DraftContent.Commitment> all = new ArrayList<>();
        content.dimensions().forEach(d -> all.addAll(d.commitments()));
        return all.stream().filter(c -> c.code().equals(code)).findFirst().orElseThrow();
    }

    private static Set<String> ids(DraftMerge merge) {
        return merge.lines().stream().map(DraftMerge.Line::id).collect(Collectors.toSet());
    }
}
