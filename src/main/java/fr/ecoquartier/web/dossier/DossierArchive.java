package fr.ecoquartier.web.dossier;

import fr.ecoquartier.access.Person;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.IssuedDocuments;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Evidence;
import fr.ecoquartier.dossier.EvidenceFiles;
import fr.ecoquartier.dossier.EvidenceMark;
import fr.ecoquartier.dossier.JournalEntry;
import fr.ecoquartier.web.FileTypes;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.Sheets;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/**
 * A dossier as one zip: what its page says to this person, every version of every piece and the issued documents, with an
 * index that tells the fingerprint of each file. It is written as it is read; a file that is not what its fingerprint says
 * breaks the archive off.
 */
@Component
class DossierArchive {

    private static final List<String> FILE_TITLES = List.of(
            "Rattaché à",
            "Version",
            "En cours",
            "Fichier",
            "Chemin dans l’archive",
            "Taille (octets)",
            "SHA-256",
            "Ajouté par",
            "Ajouté le",
            "Étape",
            "Ce que la pièce prouve",
            "Avis",
            "Motif",
            "Remarque");

    private final DossierViews views;
    private final PieceViews pieces;
    private final EvidenceFiles files;
    private final IssuedDocuments documents;
    private final French french;
    private final Clock clock;
    private final ITemplateEngine templates;
    private final ApplicationContext application;

    DossierArchive(
            DossierViews views,
            PieceViews pieces,
            EvidenceFiles files,
            IssuedDocuments documents,
            French french,
            Clock clock,
            ITemplateEngine templates,
            ApplicationContext application) {
        this.views = views;
        this.pieces = pieces;
        this.files = files;
        this.documents = documents;
        this.french = french;
        this.clock = clock;
        this.templates = templates;
        this.application = application;
    }

    /** Writes what the person may see of the dossier; the caller has checked that they see it. */
    void write(DossierSummary dossier, Person person, OutputStream out) throws IOException {
        DossierView view = views.of(dossier, person);
        Names names = new Names(dossier.reference());
        Map<Evidence, ArchiveEntry> evidence = evidence(dossier, view.ratesAlone(), names);
        Map<IssuedDocument, ArchiveEntry> issued = issued(view, person, names);
        // closing it after a failure would give an unfinished archive the look of a whole one
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        index(zip, names, view, evidence, issued);
        zip.setLevel(Deflater.NO_COMPRESSION);
        for (Map.Entry<IssuedDocument, ArchiveEntry> document : issued.entrySet()) {
            add(
                    zip,
                    document.getValue(),
                    new ByteArrayInputStream(documents.content(document.getKey().id())));
        }
        for (Map.Entry<Evidence, ArchiveEntry> piece : evidence.entrySet()) {
            if (piece.getValue().path() != null) {
                add(zip, piece.getValue(), files.open(piece.getKey()));
            }
        }
        zip.finish();
        zip.flush();
    }

    private Map<Evidence, ArchiveEntry> evidence(DossierSummary dossier, boolean alone, Names names) {
        Map<Evidence, ArchiveEntry> entries = new LinkedHashMap<>();
        pieces.of(dossier, !alone, piece -> false)
                .groups()
                .forEach(group -> group.commitments().forEach(commitment -> {
                    int n = 0;
                    for (PieceView piece : commitment.pieces()) {
                        n++;
                        entries.put(piece.shown().evidence(), entry(commitment, n, piece, piece.shown(), names));
                        for (PieceView.Version older : piece.older()) {
                            entries.put(older.evidence(), entry(commitment, n, piece, older, names));
                        }
                    }
                }));
        return entries;
    }

    private static ArchiveEntry entry(
            PieceView.Commitment commitment, int n, PieceView piece, PieceView.Version version, Names names) {
        Evidence evidence = version.evidence();
        String path = evidence.quarantined()
                ? null
                : names.path(
                        "pieces/" + FileTypes.safe(commitment.code()),
                        "%d-v%d-%s".formatted(n, evidence.version(), evidence.fileName()));
        Optional<EvidenceMark> mark = version.marks().stream().findFirst();
        boolean current = version == piece.shown() && !evidence.quarantined();
        return new ArchiveEntry(
                commitment.label(),
                evidence.version(),
                current,
                evidence.fileName(),
                path,
                names.link(path),
                evidence.size(),
                evidence.sha256(),
                evidence.addedBy(),
                evidence.addedAt(),
                evidence.stage().label(),
                evidence.proves(),
                mark.map(one -> one.mark().label())
                        .orElse(current && piece.state() != null ? piece.state().label() : null),
                mark.map(EvidenceMark::reason).orElse(null),
                "Antivirus : " + version.scan()
                        + (evidence.quarantined() ? ". Le fichier n’est pas dans l’archive" : ""));
    }

    private Map<IssuedDocument, ArchiveEntry> issued(DossierView view, Person person, Names names) {
        Map<IssuedDocument, ArchiveEntry> entries = new LinkedHashMap<>();
        for (IssuedDocument document :
                DossierViews.readable(documents.of(view.summary().reference()), view, person)) {
            String path = names.path("documents", document.fileName());
            entries.put(
                    document,
                    new ArchiveEntry(
                            document.kind().label(),
                            document.number(),
                            document.current(),
                            document.title(),
                            path,
                            names.link(path),
                            document.size(),
                            document.sha256(),
                            document.issuedBy(),
                            document.issuedAt(),
                            document.stage().label(),
                            null,
                            null,
                            document.correctionReason(),
                            document.seal() == null ? "Sans sceau" : "Sceau\u00a0: " + document.seal()));
        }
        return entries;
    }

    private void index(
            ZipOutputStream zip,
            Names names,
            DossierView view,
            Map<Evidence, ArchiveEntry> evidence,
            Map<IssuedDocument, ArchiveEntry> issued)
            throws IOException {
        List<JournalEntry> journal = new ArrayList<>(view.journal());
        Collections.reverse(journal);
        text(zip, names.fixed("index.html"), writer -> {
            Context context = new Context(Locale.FRENCH);
            context.setVariable(
                    ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                    new ThymeleafEvaluationContext(application, null));
            context.setVariable("view", view);
            // no link into the application, which the reader of a file may not reach
            context.setVariable("archived", true);
            context.setVariable("evidence", evidence.values());
            context.setVariable("issued", issued.values());
            context.setVariable("journal", journal);
            context.setVariable("now", clock.instant());
            templates.process("dossier/archive", context, writer);
        });
        sheet(zip, names.fixed("pieces.csv"), FILE_TITLES, rows(evidence));
        sheet(zip, names.fixed("documents.csv"), FILE_TITLES, rows(issued));
        List<String> figures = new ArrayList<>(List.of("Donnée", "Unité"));
        figures.addAll(view.figureKinds());
        sheet(
                zip,
                names.fixed("donnees.csv"),
                figures,
                view.figures().stream().map(DossierArchive::row).toList());
        sheet(
                zip,
                names.fixed("decisions.csv"),
                List.of("Date", "Étape", "Décision", "Motif", "Conditions", "Par", "Processus", "Référentiel"),
                view.decisions().stream()
                        .map(decision -> Arrays.asList(
                                french.dateTime(decision.decidedAt()),
                                decision.stage().label(),
                                decision.outcomeLabel(),
                                decision.reason(),
                                decision.conditions(),
                                decision.authorName(),
                                decision.processVersion(),
                                decision.referentiel()))
                        .toList());
        sheet(
                zip,
                names.fixed("journal.csv"),
                List.of("Date", "Étape", "Nature", "Texte", "Par", "Rôle"),
                journal.stream()
                        .map(entry -> List.of(
                                french.dateTime(entry.at()),
                                entry.stage().label(),
                                entry.kind().label(),
                                entry.text(),
                                entry.actor().name(),
                                entry.actor().role()))
                        .toList());
        text(zip, names.fixed("SHA256SUMS"), writer -> {
            for (Map<?, ArchiveEntry> part : List.of(issued, evidence)) {
                for (ArchiveEntry entry : part.values()) {
                    if (entry.path() != null) {
                        String within = entry.path().substring(entry.path().indexOf('/') + 1);
                        writer.write(entry.sha256() + "  " + within + "\n");
                    }
                }
            }
        });
    }

    private static List<String> row(DossierView.FigureLine line) {
        List<String> row = new ArrayList<>(List.of(line.label(), line.unit() == null ? "" : line.unit()));
        row.addAll(line.values());
        return row;
    }

    private List<List<Object>> rows(Map<?, ArchiveEntry> entries) {
        return entries.values().stream()
                .map(entry -> Arrays.<Object>asList(
                        entry.group(),
                        entry.version(),
                        entry.current() ? "oui" : "non",
                        entry.name(),
                        entry.path(),
                        entry.size(),
                        entry.sha256(),
                        entry.addedBy(),
                        french.dateTime(entry.addedAt()),
                        entry.stage(),
                        entry.proves(),
                        entry.mark(),
                        entry.reason(),
                        entry.remark()))
                .toList();
    }

    private interface Writing {
        void to(Writer writer) throws IOException;
    }

    private static void text(ZipOutputStream zip, String path, Writing writing) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        Writer writer = new OutputStreamWriter(new Open(zip), StandardCharsets.UTF_8);
        writing.to(writer);
        writer.flush();
        zip.closeEntry();
    }

    private static void sheet(ZipOutputStream zip, String path, List<String> titles, List<? extends List<?>> rows)
            throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        try (Sheets sheet = Sheets.csv(new Open(zip), titles)) {
            rows.forEach((Consumer<List<?>>) sheet::row);
        }
        zip.closeEntry();
    }

    private static void add(ZipOutputStream zip, ArchiveEntry entry, InputStream content) throws IOException {
        ZipEntry file = new ZipEntry(entry.path());
        file.setTime(entry.addedAt().toEpochMilli());
        zip.putNextEntry(file);
        MessageDigest sha256 = sha256();
        try (InputStream in = new DigestInputStream(content, sha256)) {
            in.transferTo(zip);
        }
        zip.closeEntry();
        if (!HexFormat.of().formatHex(sha256.digest()).equals(entry.sha256())) {
            throw new IOException("the stored file is not what its fingerprint says: " + entry.path());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names within the archive that every system accepts and that no two files share, capitals or not. */
    private static final class Names {

        private final String folder;
        private final Set<String> taken = new HashSet<>();

        Names(String reference) {
            this.folder = reference + "/";
        }

        String fixed(String name) {
            return folder + name;
        }

        String path(String within, String name) {
            String safe = FileTypes.safe(name);
            String candidate = safe.isEmpty() ? "fichier" : safe;
            for (int n = 2; !taken.add((within + "/" + candidate).toLowerCase(Locale.ROOT)); n++) {
                candidate = n + "-" + (safe.isEmpty() ? "fichier" : safe);
            }
            return folder + within + "/" + candidate;
        }

        /** From the index, which stands beside the folders. */
        String link(String path) {
            return path == null ? null : UriUtils.encodePath(path.substring(folder.length()), StandardCharsets.UTF_8);
        }
    }

    /** The archive goes on after one of its parts is written. */
    private static final class Open extends FilterOutputStream {

        Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
