package fr.ecoquartier.modelling.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelKind;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class ModelDraftsTest {

    private static final Author ALICE = new Author("alice", "Alice Martin");
    private static final Author BRUNO = new Author("bruno", "Bruno Petit");

    @Autowired
    ModelDrafts drafts;

    @Autowired
    JdbcClient database;

    @Test
    void every_revision_is_kept_and_the_same_content_again_makes_none() throws DraftChanged {
        ModelDraft draft = draft("un");
        ModelDraft second = drafts.save(draft.id(), 1, "deux", BRUNO);
        ModelDraft same = drafts.save(draft.id(), 2, "deux", ALICE);

        assertThat(second.revision()).isEqualTo(2);
        assertThat(same.revision()).isEqualTo(2);
        assertThat(same.author()).isEqualTo(BRUNO);
        assertThat(drafts.revisions(draft.id()))
                .extracting(Revision::number, Revision::author)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, BRUNO), org.assertj.core.groups.Tuple.tuple(1, ALICE));
        assertThat(drafts.content(draft.id(), 1)).contains("un");
        assertThat(drafts.content(draft.id(), 2)).contains("deux");
    }

    @Test
    void a_draft_keeps_whatever_was_typed() throws DraftChanged {
        ModelDraft draft = draft("<not xml");
        String odd = "\u0000 é 🌳 </";
        assertThat(drafts.save(draft.id(), 1, odd, ALICE).content()).isEqualTo(odd);
        assertThat(drafts.content(draft.id(), 2)).contains(odd);
    }

    @Test
    void who_comes_second_is_told_who_and_when_and_both_contents_are_kept() throws DraftChanged {
        ModelDraft draft = draft("un");
        ModelDraft saved = drafts.save(draft.id(), 1, "de Bruno", BRUNO);

        DraftChanged changed =
                catchThrowableOfType(DraftChanged.class, () -> drafts.save(draft.id(), 1, "d’Alice", ALICE));

        assertThat(changed.changedBy()).isEqualTo(BRUNO);
        assertThat(changed.changedAt()).isEqualTo(saved.savedAt());
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(changed.state()).isEqualTo(ModelDraft.State.OPEN);
        assertThat(drafts.find(draft.id()).orElseThrow().content()).isEqualTo("de Bruno");
        assertThat(drafts.aside(changed.aside()).orElseThrow().content()).isEqualTo("d’Alice");
        assertThat(drafts.asides(draft.id())).extracting(Aside::author).containsExactly(ALICE);
    }

    @Test
    void of_two_who_save_at_once_exactly_one_wins() throws Exception {
        ModelDraft draft = draft("un");
        var start = new CountDownLatch(1);
        try (var pool = new Closing(2)) {
            Callable<Boolean> alice = () -> saves(draft, "d’Alice", ALICE, start);
            Callable<Boolean> bruno = () -> saves(draft, "de Bruno", BRUNO, start);
            List<Future<Boolean>> both = List.of(pool.submit(alice), pool.submit(bruno));
            start.countDown();
            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(true, false);
        }
        assertThat(drafts.find(draft.id()).orElseThrow().revision()).isEqualTo(2);
        assertThat(drafts.asides(draft.id())).hasSize(1);
    }

    private boolean saves(ModelDraft draft, String content, Author author, CountDownLatch start)
            throws InterruptedException {
        start.await();
        try {
            drafts.save(draft.id(), 1, content, author);
            return true;
        } catch (DraftChanged e) {
            return false;
        }
    }

    @Test
    void what_was_kept_aside_continues_in_a_draft_of_its_own_once() throws DraftChanged {
        ModelDraft draft = draft("un");
        drafts.save(draft.id(), 1, "de Bruno", BRUNO);
        long aside = catchThrowableOfType(DraftChanged.class, () -> drafts.save(draft.id(), 1, "d’Alice", ALICE))
                .aside();

        ModelDraft own = drafts.asNewDraft(aside, "Suite d’Alice", ALICE);

        assertThat(own.content()).isEqualTo("d’Alice");
        assertThat(own.key()).isEqualTo(draft.key());
        assertThat(own.resource()).isEqualTo(draft.resource());
        assertThat(drafts.asides(draft.id())).isEmpty();
        assertThatThrownBy(() -> drafts.asNewDraft(aside, "Encore", ALICE)).isInstanceOf(DraftRefused.class);
        assertThatThrownBy(() -> drafts.drop(aside, ALICE)).isInstanceOf(DraftRefused.class);
    }

    @Test
    void a_closed_draft_changes_no_more_and_what_is_still_drawn_on_it_is_kept() {
        ModelDraft draft = draft("un");
        drafts.discard(draft.id(), "Essai", BRUNO);

        DraftChanged changed =
                catchThrowableOfType(DraftChanged.class, () -> drafts.save(draft.id(), 1, "après", ALICE));

        assertThat(changed.state()).isEqualTo(ModelDraft.State.DISCARDED);
        assertThat(changed.changedBy()).isEqualTo(BRUNO);
        assertThat(drafts.aside(changed.aside()).orElseThrow().content()).isEqualTo("après");
        assertThat(drafts.discarded(draft.id()).orElseThrow().reason()).isEqualTo("Essai");
        assertThat(drafts.open()).extracting(ModelDraft::id).doesNotContain(draft.id());
        assertThatThrownBy(() -> drafts.discard(draft.id(), "Encore", ALICE)).isInstanceOf(DraftRefused.class);
    }

    @Test
    void a_draft_that_became_a_version_is_open_no_more() {
        ModelDraft draft = draft("un");
        drafts.released(List.of(draft.id()));
        assertThat(drafts.find(draft.id()).orElseThrow().state()).isEqualTo(ModelDraft.State.RELEASED);
        assertThatThrownBy(() -> drafts.discard(draft.id(), "Non", ALICE))
                .isInstanceOf(DraftRefused.class)
                .hasMessageContaining("mis en service");
    }

    @Test
    void more_than_2_MiB_is_refused_and_the_draft_stays() {
        ModelDraft draft = draft("un");
        assertThatThrownBy(() -> drafts.save(draft.id(), 1, "x".repeat(ModelDraft.LONGEST + 1), ALICE))
                .isInstanceOf(DraftRefused.class)
                .hasMessageContaining("2 Mio");
        assertThat(drafts.find(draft.id()).orElseThrow().content()).isEqualTo("un");
    }

    @Test
    void the_history_cannot_be_rewritten() {
        ModelDraft draft = draft("un");
        assertThatThrownBy(() -> database.sql(
                                "update ecoquartier.model_draft_revision set author_name = 'x' where draft = :id")
                        .param("id", draft.id())
                        .update())
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> database.sql("delete from ecoquartier.model_draft_revision where draft = :id")
                        .param("id", draft.id())
                        .update())
                .hasMessageContaining("append-only");
    }

    private ModelDraft draft(String content) {
        String key = "draft" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        return drafts.create(ModelKind.PROCESS, key, "bpmn/" + key + ".bpmn", "Essai " + key, null, content, ALICE);
    }

    /** A pool for one test. */
    private static final class Closing implements AutoCloseable {

        private final java.util.concurrent.ExecutorService pool;

        Closing(int threads) {
            pool = Executors.newFixedThreadPool(threads);
        }

        <T> Future<T> submit(Callable<T> task) {
            return pool.submit(task);
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
