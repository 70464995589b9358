package fr.ecoquartier.act;

import fr.ecoquartier.document.Attachment;
import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.document.PdfRenderer;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The documents of the dossiers: made once, kept byte for byte, corrected by a new one only. */
@Service
@Transactional
public class IssuedDocuments {

    private static final String SELECT = """
            select d.*, c.id as replaced_by from ecoquartier.issued_document d
            left join ecoquartier.issued_document c on c.replaces = d.id
            """;

    private final JdbcClient jdbc;
    private final Dossiers dossiers;
    private final PdfRenderer renderer;
    private final ObjectProvider<Seal> seal;
    private final Map<DocumentKind, PaperMaker> makers = new EnumMap<>(DocumentKind.class);
    private final ApplicationEventPublisher events;
    private final Clock clock;

    IssuedDocuments(
            JdbcClient jdbc,
            Dossiers dossiers,
            PdfRenderer renderer,
            ObjectProvider<Seal> seal,
            List<PaperMaker> makers,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.dossiers = dossiers;
        this.renderer = renderer;
        this.seal = seal;
        for (PaperMaker maker : makers) {
            if (this.makers.put(maker.kind(), maker) != null) {
                throw new IllegalStateException("two makers of " + maker.kind());
            }
        }
        this.events = events;
        this.clock = clock;
    }

    /**
     * Issues a document that nobody signs. The same step issues it once, however often it runs.
     *
     * @return the document, made now or before
     */
    public IssuedDocument issue(Step step, DocumentKind kind) {
        return issue(step, kind, !kind.toBeSigned());
    }

    /**
     * Issues a document. The same step issues it once, however often it runs.
     *
     * @param signed for a kind that people sign: false for the document to be signed, true for the one that bears the
     *     signatures and has the document that was signed inside it
     * @return the document, made now or before
     */
    public IssuedDocument issue(Step step, DocumentKind kind, boolean signed) {
        if (!kind.toBeSigned() && !signed) {
            throw new IllegalArgumentException("nobody signs a " + kind);
        }
        dossiers.lock(step.reference());
        Optional<IssuedDocument> before = byEffect(step.effect());
        if (before.isPresent()) {
            return before.get();
        }
        DossierSummary dossier = dossiers.get(step.reference());
        DossierStage stage = step.stage() == null ? dossier.stage() : step.stage();
        int round = Math.max(1, dossiers.rounds(step.reference(), stage));
        Instant now = clock.instant();
        IssuedDocument made = make(dossier, step, kind, stage, round, signed, now, null, null, Actor.system());
        dossiers.journal(
                step,
                Actor.system(),
                JournalKind.DOCUMENT,
                "Document établi : « %s », version\u00a0%d.".formatted(made.title(), made.number()),
                kind == DocumentKind.OPINIONS);
        return made;
    }

    /**
     * Makes a document that replaces another one, from the dossier as it stands now.
     *
     * @throws NotPossible when it is replaced already, or when somebody signed it
     */
    public IssuedDocument correct(long id, String reason, Actor actor) throws NotPossible {
        IssuedDocument original = find(id).orElseThrow(() -> new IllegalArgumentException("no document " + id));
        dossiers.lock(original.reference());
        original = find(id).orElseThrow();
        String why = reason == null ? "" : reason.strip();
        if (why.length() < 10 || why.length() > 1000) {
            throw new NotPossible("Indiquez le motif de la correction, en 10 à 1\u00a0000 caractères.");
        }
        Optional<String> obstacle = whyNotCorrected(original);
        if (obstacle.isPresent()) {
            throw new NotPossible(obstacle.get());
        }
        Step step = new Step(
                original.reference(),
                original.stage(),
                original.step(),
                original.effect() + ":correction",
                processVersion(original.id()));
        IssuedDocument made = make(
                dossiers.get(original.reference()),
                step,
                original.kind(),
                original.stage(),
                original.round(),
                original.signed(),
                clock.instant(),
                original,
                why,
                actor);
        dossiers.journal(
                step,
                actor,
                JournalKind.DOCUMENT,
                "Document corrigé : « %s », version\u00a0%d, remplace la version\u00a0%d. Motif : %s"
                        .formatted(made.title(), made.number(), original.number(), why),
                original.kind() == DocumentKind.OPINIONS);
        return made;
    }

    /** Why a document can no longer be corrected, as a French sentence; empty when it can. */
    @Transactional(readOnly = true)
    public Optional<String> whyNotCorrected(IssuedDocument document) {
        if (!document.current()) {
            return Optional.of(
                    "Ce document a déjà été remplacé\u00a0: corrigez la version la plus récente de la liste.");
        }
        if (document.toSign() && signedSince(document)) {
            return Optional.of(
                    "Ce document a déjà reçu une signature\u00a0: le texte signé ne peut plus être corrigé.");
        }
        return Optional.empty();
    }

    private IssuedDocument make(
            DossierSummary dossier,
            Step step,
            DocumentKind kind,
            DossierStage stage,
            int round,
            boolean signed,
            Instant now,
            @Nullable IssuedDocument corrected,
            @Nullable String reason,
            Actor actor) {
        PaperMaker maker = makers.get(kind);
        if (maker == null) {
            throw new IllegalStateException("no maker of " + kind);
        }
        int number = jdbc.sql("""
                        select coalesce(max(number), 0) + 1 from ecoquartier.issued_document
                        where reference = ? and kind = ? and stage = ? and round = ?
                        """)
                .params(dossier.reference(), kind.name(), stage.name(), round)
                .query(Integer.class)
                .single();
        Seal ours = seal.getIfAvailable();
        boolean demonstration = dossier.demonstration() || (ours != null && ours.demonstration());
        // none for a dossier whose parties signed before documents were made: they signed the text of the page
        IssuedDocument toSign = kind.toBeSigned() && signed
                ? toSign(dossier.reference(), kind, stage, round).orElse(null)
                : null;
        UUID code = UUID.randomUUID();
        Paper paper = maker.make(new PaperRequest(
                dossier,
                step,
                kind,
                stage,
                round,
                code,
                number,
                signed,
                now,
                demonstration,
                toSign,
                corrected,
                reason,
                corrected == null ? now : firstIssue(corrected)));
        Pdf pdf = renderer.render(paper.html(), toSign == null ? List.of() : List.of(attachment(toSign)));
        SealedPdf sealed = kind.sealed() && signed && ours != null
                ? ours.seal(pdf.content(), "%s, dossier %s".formatted(paper.title(), dossier.reference()))
                : null;
        Pdf file = sealed == null ? pdf : new Pdf(sealed.content(), pdf.pages());
        long id = jdbc.sql("""
                        insert into ecoquartier.issued_document (code, reference, kind, stage, round, number, signed, step, effect,
                            process_version, title, file_name, size, pages, sha256, seal, demonstration, issued_by_id, issued_by,
                            issued_at, correction_reason, replaces)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        code,
                        dossier.reference(),
                        kind.name(),
                        stage.name(),
                        round,
                        number,
                        signed,
                        step.element(),
                        step.effect(),
                        step.processVersion(),
                        paper.title(),
                        fileName(dossier.reference(), kind, stage, round, number, signed),
                        file.content().length,
                        file.pages(),
                        file.sha256(),
                        sealed == null ? null : sealed.subject(),
                        demonstration,
                        actor.id(),
                        actor.name(),
                        Timestamp.from(now),
                        reason,
                        corrected == null ? null : corrected.id())
                .query(Long.class)
                .single();
        jdbc.sql("insert into ecoquartier.issued_document_content (document, content) values (?, ?)")
                .params(id, file.content())
                .update();
        IssuedDocument made = find(id).orElseThrow();
        events.publishEvent(new DocumentIssued(made));
        return made;
    }

    private Attachment attachment(IssuedDocument signed) {
        return new Attachment(
                signed.fileName(),
                "application/pdf",
                "Le document qui a été signé, version\u00a0%d".formatted(signed.number()),
                content(signed.id()),
                signed.issuedAt());
    }

    /** {@code charte-EQ-2012-00042-v1-a-signer.pdf}, {@code rapport-de-controle-EQ-2012-00042-suivi-2-v1.pdf}. */
    static String fileName(
            String reference, DocumentKind kind, DossierStage stage, int round, int number, boolean signed) {
        StringBuilder name = new StringBuilder(kind.slug()).append('-').append(reference);
        if (!kind.toBeSigned()) {
            name.append('-').append(stage.label().toLowerCase(Locale.ROOT));
        }
        if (round > 1) {
            name.append('-').append(round);
        }
        name.append("-v").append(number);
        if (kind.toBeSigned()) {
            name.append(signed ? "-signe" : "-a-signer");
        }
        return name.append(".pdf").toString();
    }

    /** When the first document of a chain of corrections was issued. */
    private Instant firstIssue(IssuedDocument document) {
        IssuedDocument first = document;
        while (first.replaces() != null) {
            first = find(first.replaces()).orElseThrow();
        }
        return first.issuedAt();
    }

    private boolean signedSince(IssuedDocument document) {
        return jdbc.sql("""
                        select exists (select 1 from ecoquartier.signature
                            where reference = ? and stage = ? and recorded_at >= ?)
                        """)
                .params(document.reference(), document.stage().name(), Timestamp.from(document.issuedAt()))
                .query(Boolean.class)
                .single();
    }

    private @Nullable String processVersion(long id) {
        return jdbc.sql("select process_version from ecoquartier.issued_document where id = ?")
                .param(id)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** The documents of a dossier, oldest first, the replaced ones included. */
    @Transactional(readOnly = true)
    public List<IssuedDocument> of(String reference) {
        return jdbc.sql(SELECT + " where d.reference = ? order by d.id")
                .param(reference)
                .query(IssuedDocuments::document)
                .list();
    }

    /**
     * What the parties of a dossier are to sign, or have signed, in the present round of a stage: the latest that no
     * correction replaced.
     */
    @Transactional(readOnly = true)
    public Optional<IssuedDocument> toSign(String reference, DocumentKind kind) {
        DossierStage stage = kind == DocumentKind.CHARTER ? DossierStage.CHARTER : DossierStage.CONTRACT;
        return toSign(reference, kind, stage, Math.max(1, dossiers.rounds(reference, stage)));
    }

    private Optional<IssuedDocument> toSign(String reference, DocumentKind kind, DossierStage stage, int round) {
        return jdbc.sql(SELECT + """
                         where d.reference = ? and d.kind = ? and d.stage = ? and d.round = ? and not d.signed and c.id is null
                        order by d.number desc limit 1
                        """)
                .params(reference, kind.name(), stage.name(), round)
                .query(IssuedDocuments::document)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<IssuedDocument> find(long id) {
        return jdbc.sql(SELECT + " where d.id = ?")
                .param(id)
                .query(IssuedDocuments::document)
                .optional();
    }

    @Transactional(readOnly = true)
    public Optional<IssuedDocument> find(UUID code) {
        return jdbc.sql(SELECT + " where d.code = ?")
                .param(code)
                .query(IssuedDocuments::document)
                .optional();
    }

    /** The document whose file has exactly these bytes. */
    @Transactional(readOnly = true)
    public Optional<IssuedDocument> bySha256(String sha256) {
        return jdbc.sql(SELECT + " where d.sha256 = ? order by d.id limit 1")
                .param(sha256.toLowerCase(Locale.ROOT))
                .query(IssuedDocuments::document)
                .optional();
    }

    private Optional<IssuedDocument> byEffect(String effect) {
        return jdbc.sql(SELECT + " where d.effect = ?")
                .param(effect)
                .query(IssuedDocuments::document)
                .optional();
    }

    /** @throws IllegalArgumentException when there is no such document */
    @Transactional(readOnly = true)
    public byte[] content(long id) {
        return jdbc.sql("select content from ecoquartier.issued_document_content where document = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("no document " + id));
    }

    private static IssuedDocument document(ResultSet row, int n) throws SQLException {
        return new IssuedDocument(
                row.getLong("id"),
                row.getObject("code", UUID.class),
                row.getString("reference"),
                DocumentKind.valueOf(row.getString("kind")),
                DossierStage.valueOf(row.getString("stage")),
                row.getInt("round"),
                row.getInt("number"),
                row.getBoolean("signed"),
                row.getString("step"),
                row.getString("effect"),
                row.getString("title"),
                row.getString("file_name"),
                row.getLong("size"),
                row.getInt("pages"),
                row.getString("sha256"),
                row.getString("seal"),
                row.getBoolean("demonstration"),
                row.getString("issued_by"),
                row.getTimestamp("issued_at").toInstant(),
                row.getString("correction_reason"),
                row.getObject("replaces", Long.class),
                row.getObject("replaced_by", Long.class));
    }
}
