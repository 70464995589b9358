package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.territory.Territories;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Candidates from a CSV file or an XLSX workbook: read, shown with every fault named, and taken in one transaction once the
 * person confirms. What was read is kept for that person until then, a day at most.
 */
@Service
@Transactional
public class CandidateImports {

    private static final Duration KEPT = Duration.ofHours(24);
    private static final Set<CandidateColumn> NEEDED = EnumSet.of(
            CandidateColumn.OPERATION,
            CandidateColumn.CONTEXT,
            CandidateColumn.AGENDA_21,
            CandidateColumn.HQE,
            CandidateColumn.STAGE);

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Clock clock;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Territories territories;

    CandidateImports(
            JdbcClient jdbc,
            CampaignJson json,
            Clock clock,
            Campaigns campaigns,
            Candidates candidates,
            Territories territories) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.territories = territories;
    }

    /** Which column of the file is which, and what was not understood. */
    private record Headings(Map<CandidateColumn, Integer> places, List<String> ignored) {}

    /**
     * Reads a file and keeps what was read for its sender.
     *
     * @throws UnreadableFile when it is not a table of candidates at all
     */
    public ImportPreview read(String campaignId, String fileName, byte[] content, String owner) throws UnreadableFile {
        Campaign campaign = campaigns.get(campaignId);
        Sheet sheet = Sheet.of(content);
        Headings headings = headings(sheet);
        Map<String, Candidate> known = new HashMap<>();
        for (Candidate candidate : candidates.of(campaignId)) {
            if (!candidate.withdrawn()) {
                known.put(key(candidate.authorityCode(), candidate.operation()), candidate);
            }
        }
        CandidateReader reader = new CandidateReader(territories);
        Map<String, Integer> earlier = new HashMap<>();
        List<ImportRow> rows = new ArrayList<>();
        for (Sheet.Row row : sheet.rows().subList(1, sheet.rows().size())) {
            rows.add(understand(campaign, row, headings.places(), reader, known, earlier));
        }
        if (rows.isEmpty()) {
            throw new UnreadableFile(
                    "Le fichier n’a que des intitulés de colonnes : il n’y a aucune candidature à lire.");
        }
        ImportPreview preview = new ImportPreview(
                UUID.randomUUID(), campaignId, fileName, sheet.format(), headings.ignored(), rows, clock.instant());
        jdbc.sql("delete from ecoquartier.candidate_import where created_at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
        jdbc.sql("""
                        insert into ecoquartier.candidate_import (id, campaign, owner, content, created_at)
                        values (?, ?, ?, ?::jsonb, ?)
                        """)
                .params(preview.id(), campaignId, owner, json.write(preview), Timestamp.from(clock.instant()))
                .update();
        return preview;
    }

    private static Headings headings(Sheet sheet) throws UnreadableFile {
        if (sheet.rows().isEmpty()) {
            throw new UnreadableFile("Le fichier est vide.");
        }
        Map<CandidateColumn, Integer> places = new EnumMap<>(CandidateColumn.class);
        List<String> ignored = new ArrayList<>();
        List<String> cells = sheet.rows().get(0).cells();
        for (int i = 0; i < cells.size(); i++) {
            String heading = cells.get(i).strip();
            Optional<CandidateColumn> column = CandidateColumn.ofHeading(heading);
            if (column.isPresent()) {
                if (places.putIfAbsent(column.get(), i) != null) {
                    throw new UnreadableFile("La colonne «\u00a0%s\u00a0» figure deux fois : n’en gardez qu’une."
                            .formatted(column.get().heading()));
                }
            } else if (!heading.isEmpty()) {
                ignored.add(heading);
            }
        }
        List<String> missing = NEEDED.stream()
                .filter(column -> !places.containsKey(column))
                .map(column -> "«\u00a0" + column.heading() + "\u00a0»")
                .collect(Collectors.toCollection(ArrayList::new));
        if (!places.containsKey(CandidateColumn.CODE) && !places.containsKey(CandidateColumn.NAME)) {
            missing.add(
                    0,
                    "«\u00a0Code INSEE ou SIREN\u00a0» (ou «\u00a0Collectivité\u00a0» et «\u00a0Département\u00a0»)");
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFile(
                    "La première ligne doit donner les intitulés des colonnes ; il y manque : %s. Partez du modèle, ou ajoutez ces colonnes."
                            .formatted(String.join(", ", missing)));
        }
        return new Headings(places, ignored);
    }

    private ImportRow understand(
            Campaign campaign,
            Sheet.Row row,
            Map<CandidateColumn, Integer> places,
            CandidateReader reader,
            Map<String, Candidate> known,
            Map<String, Integer> earlier) {
        Map<CandidateColumn, String> cells = new EnumMap<>(CandidateColumn.class);
        places.forEach((column, place) -> cells.put(column, row.cell(place)));
        CandidateReader.Reading reading = reader.read(cells);
        String operation = cells.getOrDefault(CandidateColumn.OPERATION, "").strip();
        String typed = Arrays.asList(
                        cells.getOrDefault(CandidateColumn.NAME, ""), cells.getOrDefault(CandidateColumn.CODE, ""))
                .stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        String authority =
                reading.authority() == null ? typed : reading.authority().name();
        List<CellFault> faults = new ArrayList<>(reading.faults());
        NewCandidate candidate = reading.candidate();
        if (candidate != null) {
            for (Campaigns.Problem problem : candidates.problems(campaign, candidate)) {
                faults.add(new CellFault(column(problem.field()), "", problem.message()));
            }
        }
        if (candidate == null || !faults.isEmpty()) {
            return new ImportRow(row.line(), ImportRow.State.FAULTY, authority, operation, null, faults, row.doubt());
        }
        String key = key(candidate.authorityCode(), candidate.operation());
        Integer first = earlier.putIfAbsent(key, row.line());
        if (first != null) {
            return new ImportRow(
                    row.line(),
                    ImportRow.State.REPEATED,
                    authority,
                    candidate.operation(),
                    candidate,
                    List.of(),
                    "Même collectivité et même opération qu’à la ligne %d.".formatted(first));
        }
        Candidate same = known.get(key);
        if (same != null) {
            String note = "Candidature du %s, %s."
                    .formatted(
                            java.time.LocalDate.ofInstant(same.appliedAt(), java.time.ZoneId.of("Europe/Paris"))
                                    .format(java.time.format.DateTimeFormatter.ofPattern("dd/MM/yyyy")),
                            same.origin().label().toLowerCase(java.util.Locale.FRENCH));
            return new ImportRow(
                    row.line(),
                    ImportRow.State.KNOWN,
                    authority,
                    candidate.operation(),
                    candidate,
                    List.of(),
                    row.doubt() == null ? note : row.doubt() + " " + note);
        }
        return new ImportRow(
                row.line(),
                row.doubt() == null ? ImportRow.State.SOUND : ImportRow.State.DOUBTFUL,
                authority,
                candidate.operation(),
                candidate,
                List.of(),
                row.doubt());
    }

    private static CandidateColumn column(String field) {
        return switch (field) {
            case "context" -> CandidateColumn.CONTEXT;
            case "stage" -> CandidateColumn.STAGE;
            case "motivation" -> CandidateColumn.MOTIVATION;
            case "operation" -> CandidateColumn.OPERATION;
            default -> CandidateColumn.CODE;
        };
    }

    private static String key(String authorityCode, String operation) {
        return authorityCode + '|' + Rows.fold(operation);
    }

    /** What this person had read; empty once confirmed, given up or too old. */
    @Transactional(readOnly = true)
    public Optional<ImportPreview> find(UUID id, String owner) {
        return jdbc.sql("select content from ecoquartier.candidate_import where id = ? and owner = ?")
                .params(id, owner)
                .query(String.class)
                .optional()
                .map(content -> json.read(content, ImportPreview.class));
    }

    /**
     * The person gives up: nothing of the file is taken.
     *
     * @return false when there was nothing to give up any more
     */
    public boolean discard(UUID id, String owner) {
        return jdbc.sql("delete from ecoquartier.candidate_import where id = ? and owner = ?")
                        .params(id, owner)
                        .update()
                > 0;
    }

    private static NotPossible gone() {
        return new NotPossible(
                "Cet aperçu n’existe plus : il a déjà été importé, ou il date de plus d’une journée. Renvoyez le fichier.");
    }

    /**
     * Takes the sound rows, all or none.
     *
     * @param update candidates that are there already take what the file says, instead of being left as they are
     * @param doubtful rows that are encoded otherwise than the rest are taken as they are read
     * @throws NotPossible when what was read is no longer there, or the sample is decided
     */
    @Transactional(rollbackFor = NotPossible.class)
    public ImportOutcome confirm(UUID id, boolean update, boolean doubtful, Actor actor) throws NotPossible {
        ImportPreview preview = find(id, actor.id()).orElseThrow(CandidateImports::gone);
        Campaign campaign = campaigns.lock(preview.campaign());
        if (!discard(id, actor.id())) { // the same file confirmed a moment ago
            throw gone();
        }
        if (!campaign.beforeDecision()) {
            throw new NotPossible("L’échantillon est décidé : aucune candidature ne peut plus être ajoutée.");
        }
        int added = 0;
        int updated = 0;
        for (ImportRow row : preview.rows()) {
            NewCandidate candidate = row.candidate();
            boolean taken = switch (row.state()) {
                case SOUND, KNOWN -> true;
                case DOUBTFUL -> doubtful;
                case REPEATED, FAULTY -> false;
            };
            if (candidate == null || !taken) {
                continue;
            }
            // somebody may have applied since the file was read
            Optional<Candidate> same =
                    candidates.duplicate(campaign.id(), candidate.authorityCode(), candidate.operation());
            if (same.isEmpty()) {
                candidates.insert(campaign.id(), candidate, actor);
                added++;
            } else if (update) {
                candidates.update(same.get().id(), candidate);
                campaigns.journal(
                        campaign.id(),
                        null,
                        CampaignEvent.APPLICATION,
                        "%s : la candidature pour «\u00a0%s\u00a0» est actualisée d’après le fichier «\u00a0%s\u00a0»."
                                .formatted(same.get().authorityName(), candidate.operation(), preview.fileName()),
                        same.get().id(),
                        actor);
                updated++;
            }
        }
        ImportOutcome outcome = new ImportOutcome(added, updated, preview.rows().size() - added - updated);
        campaigns.journal(
                campaign.id(),
                null,
                CampaignEvent.IMPORT,
                "Import du fichier «\u00a0%s\u00a0» : %s, %s, %s."
                        .formatted(
                                preview.fileName(),
                                count(added, "candidature ajoutée", "candidatures ajoutées"),
                                count(updated, "mise à jour", "mises à jour"),
                                count(outcome.leftOut(), "ligne laissée de côté", "lignes laissées de côté")),
                actor);
        return outcome;
    }

    private static String count(int number, String one, String many) {
        return number + "\u00a0" + (number < 2 ? one : many);
    }
}
