package fr.ecoquartier.act.seal;

import fr.ecoquartier.act.ActDelays;
import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.act.seal.SealedFile.Form;
import fr.ecoquartier.act.seal.SealedFile.Integrity;
import fr.ecoquartier.act.seal.Verdict.Finding;
import fr.ecoquartier.act.seal.Verdict.Seen;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.Proceedings;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Tells anybody whether a file is a document of ours and what it is worth today. It keeps nothing of what it is asked,
 * and says nothing that names a person.
 */
@Service
public class Verifications {

    private static final String CONFIRMATION = "confirmation";
    private static final String LABELLED = "labelled";

    private final SealReader reader;
    private final IssuedDocuments documents;
    private final Dossiers dossiers;
    private final Proceedings proceedings;
    private final ActDelays delays;
    private final JdbcClient jdbc;
    private final Clock clock;

    Verifications(
            SealReader reader,
            IssuedDocuments documents,
            Dossiers dossiers,
            Proceedings proceedings,
            ActDelays delays,
            JdbcClient jdbc,
            Clock clock) {
        this.reader = reader;
        this.documents = documents;
        this.dossiers = dossiers;
        this.proceedings = proceedings;
        this.delays = delays;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The document with this code, when it is of a kind that anybody may be told of. */
    public Optional<Genuine> find(UUID code) {
        return documents
                .find(code)
                .filter(document -> document.kind().publicKind())
                .map(this::genuine);
    }

    /** What a file is; whoever has the very file of a document may be told of it, whatever its kind. */
    public Verdict verify(byte[] content) {
        SealedFile file = reader.read(content);
        Map<String, Known> known = known();
        List<Seen> seals = file.seals().stream()
                .map(seal -> {
                    Known ours = known.get(seal.certificate());
                    return new Seen(seal, ours != null, ours != null && ours.demonstration());
                })
                .toList();
        Optional<IssuedDocument> exact = documents.bySha256(file.sha256());
        if (exact.isPresent()) {
            return verdict(Finding.AUTHENTIC, file, genuine(exact.get()), seals);
        }
        Finding finding = finding(file.form(), seals, known);
        Genuine before = finding == Finding.ADDED_AFTER
                ? seals.stream()
                        .filter(seen -> seen.ours() && seen.seal().integrity() == Integrity.ADDED_AFTER)
                        .map(seen -> documents.bySha256(seen.seal().sealedSha256()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(this::genuine)
                        .orElse(null)
                : null;
        return verdict(finding, file, before, seals);
    }

    private static Verdict verdict(Finding finding, SealedFile file, @Nullable Genuine genuine, List<Seen> seals) {
        return new Verdict(finding, file.sha256(), file.size(), genuine, seals);
    }

    private static Finding finding(Form form, List<Seen> seals, Map<String, Known> known) {
        return switch (form) {
            case NOT_PDF -> Finding.NOT_PDF;
            case ENCRYPTED -> Finding.ENCRYPTED;
            case UNREADABLE -> Finding.UNREADABLE;
            case UNSIGNED -> Finding.UNSIGNED;
            case SIGNED -> seals.stream().anyMatch(Seen::ours) ? ofOurs(seals) : ofOthers(seals, known);
        };
    }

    /** The best that a seal of ours proves. */
    private static Finding ofOurs(List<Seen> seals) {
        return seals.stream()
                .filter(Seen::ours)
                .map(seen -> seen.seal().integrity())
                .min(Comparator.naturalOrder())
                .map(integrity -> switch (integrity) {
                    case INTACT -> Finding.SEALED_BUT_UNKNOWN;
                    case ADDED_AFTER -> Finding.ADDED_AFTER;
                    case CHANGED -> Finding.CHANGED;
                    case FORGED -> Finding.FORGED;
                })
                .orElseThrow();
    }

    private static Finding ofOthers(List<Seen> seals, Map<String, Known> known) {
        boolean sameName = seals.stream()
                .anyMatch(seen -> known.values().stream()
                        .anyMatch(ours ->
                                ours.subject().equalsIgnoreCase(seen.seal().subject())));
        return sameName ? Finding.SAME_NAME : Finding.OTHERS;
    }

    private Genuine genuine(IssuedDocument document) {
        DossierSummary dossier = dossiers.get(document.reference());
        boolean certificate = document.kind() == DocumentKind.CERTIFICATE;
        LocalDate until = certificate && document.stage() == DossierStage.AWARD ? until(document) : null;
        Optional<IssuedDocument> latest = latest(document);
        return new Genuine(
                document,
                dossier.operation(),
                dossier.authorityName(),
                standing(document, dossier.status(), latest.isPresent(), until),
                certificate ? number(document) : null,
                until,
                latest.map(other -> new Genuine.Latest(other.code(), other.number(), other.issuedAt()))
                        .orElse(null),
                document.demonstration(),
                dossier.test());
    }

    private Standing standing(
            IssuedDocument document, DossierStatus status, boolean another, @Nullable LocalDate until) {
        if (!document.current()) {
            return Standing.REPLACED;
        }
        if (document.toSign()) {
            return Standing.TO_SIGN;
        }
        if (!document.kind().publicKind()) {
            return Standing.INFORMATIVE;
        }
        if (another) {
            return Standing.SUPERSEDED;
        }
        return switch (status) {
            case LABEL_WITHDRAWN -> Standing.LABEL_WITHDRAWN;
            case TERMINATED -> Standing.TERMINATED;
            case WITHDRAWN -> Standing.DOSSIER_WITHDRAWN;
            case ABANDONED -> Standing.ABANDONED;
            case REFUSED -> Standing.REFUSED;
            default -> until != null && until.isBefore(today()) ? Standing.EXPIRED : Standing.VALID;
        };
    }

    /** The document to rely on instead: the last of its corrections, the signed one, or the act that came after it. */
    private Optional<IssuedDocument> latest(IssuedDocument document) {
        List<IssuedDocument> all = documents.of(document.reference());
        if (!document.current()) {
            Map<Long, IssuedDocument> byId =
                    all.stream().collect(Collectors.toMap(IssuedDocument::id, Function.identity()));
            IssuedDocument last = document;
            while (last != null && last.replacedBy() != null) {
                last = byId.get(last.replacedBy());
            }
            return Optional.ofNullable(last);
        }
        if (!document.kind().publicKind()) {
            return Optional.empty();
        }
        return all.stream()
                .filter(other -> other.id() > document.id() && other.kind() == document.kind())
                .filter(other -> other.signed() && other.current())
                .reduce((first, second) -> second);
    }

    /** As the certificate says: reference, label or confirmation, and which time. */
    private static String number(IssuedDocument document) {
        return document.reference() + (document.stage() == DossierStage.CONFIRMATION ? "-C" : "-L") + document.round();
    }

    /** When the label has to be confirmed: the decision and the delay that follows it. */
    private LocalDate until(IssuedDocument document) {
        ZonedDateTime decided = proceedings.decisions(document.reference()).stream()
                .filter(decision -> decision.stage() == document.stage()
                        && decision.outcome().equals(LABELLED))
                .filter(decision -> !decision.decidedAt().isAfter(document.issuedAt()))
                .reduce((first, second) -> second)
                .map(Decision::decidedAt)
                .orElse(document.issuedAt())
                .atZone(ActWords.PARIS);
        String iso = delayAt(document.issuedAt());
        return (iso.contains("T") ? decided.plus(Duration.parse(iso)) : decided.plus(Period.parse(iso))).toLocalDate();
    }

    /** The delay in force when the certificate was made, which is the one that it bears, whatever was decided since. */
    private String delayAt(Instant then) {
        return jdbc.sql("""
                        select coalesce(
                            (select c.after from ecoquartier.delay_change c where c.key = :key and c.at <= :then
                             order by c.id desc limit 1),
                            (select c.before from ecoquartier.delay_change c where c.key = :key order by c.id limit 1))
                        """)
                .param("key", CONFIRMATION)
                .param("then", Timestamp.from(then))
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElseGet(() -> delays.iso(CONFIRMATION));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ActWords.PARIS);
    }

    private Map<String, Known> known() {
        return jdbc
                .sql("select sha256, subject, demonstration from ecoquartier.seal_certificate")
                .query((row, n) ->
                        new Known(row.getString("sha256"), row.getString("subject"), row.getBoolean("demonstration")))
                .list()
                .stream()
                .collect(Collectors.toMap(Known::sha256, Function.identity()));
    }

    private record Known(String sha256, String subject, boolean demonstration) {}
}
