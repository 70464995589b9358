package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.referentiel.Referentiels;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The campaigns: opening, parameters, status and journal. */
@Service
@Transactional
public class Campaigns {

    /** The largest sample that may be asked for. */
    public static final int MAX_SIZE = 100;

    private static final int MAX_NAME = 200;
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Clock clock;
    private final Referentiels referentiels;
    private final int year;

    Campaigns(
            JdbcClient jdbc,
            CampaignJson json,
            Clock clock,
            Referentiels referentiels,
            @Value("${ecoquartier.label.year:2012}") int year) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.referentiels = referentiels;
        this.year = year;
    }

    /** A thing that is wrong in what was typed, at its field. */
    public record Problem(String field, String message) {}

    /** What is wrong with a campaign that somebody wants to open; empty when it can be opened. */
    @Transactional(readOnly = true)
    public List<Problem> problems(NewCampaign campaign) {
        List<Problem> problems = new ArrayList<>();
        String name = campaign.name() == null ? "" : campaign.name().strip();
        if (name.length() < 3 || name.length() > MAX_NAME) {
            problems.add(new Problem("name", "Donnez un nom à la campagne, de 3 à 200 caractères."));
        }
        if (referentiels.find(campaign.referentiel()).isEmpty()) {
            problems.add(new Problem("referentiel", "Choisissez la version du référentiel à tester."));
        }
        LocalDate until = campaign.applicationsUntil();
        if (until == null) {
            problems.add(
                    new Problem("applicationsUntil", "Indiquez le dernier jour des candidatures, comme 15/10/2012."));
        } else if (until.isBefore(today())) {
            problems.add(new Problem("applicationsUntil", "Le dernier jour des candidatures est déjà passé."));
        }
        if (campaign.size() < 1 || campaign.size() > MAX_SIZE) {
            problems.add(new Problem("size", "Indiquez le nombre de pilotes, de 1 à %d.".formatted(MAX_SIZE)));
        }
        return problems;
    }

    /**
     * Opens a campaign; applications may come in.
     *
     * @return its id, {@code CT-2012-01}
     * @throws NotPossible with the first of {@link #problems}
     */
    public String open(NewCampaign campaign, Actor actor) throws NotPossible {
        List<Problem> problems = problems(campaign);
        if (!problems.isEmpty()) {
            throw new NotPossible(problems.get(0).message());
        }
        long number = jdbc.sql("select nextval('ecoquartier.campaign_number')")
                .query(Long.class)
                .single();
        String id = "CT-%d-%02d".formatted(year, number);
        long seed = Long.parseLong(campaign.applicationsUntil().format(DateTimeFormatter.BASIC_ISO_DATE));
        CampaignParameters parameters = CampaignParameters.first(campaign.size(), campaign.committee());
        jdbc.sql("""
                        insert into ecoquartier.campaign (id, name, status, referentiel, applications_until, parameters, seed,
                            demonstration, opened_by, opened_at)
                        values (?, ?, 'OPEN', ?, ?, ?::jsonb, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        campaign.name().strip(),
                        campaign.referentiel(),
                        campaign.applicationsUntil(),
                        json.write(parameters),
                        seed,
                        campaign.demonstration(),
                        actor.id(),
                        Timestamp.from(clock.instant()))
                .update();
        journal(
                id,
                null,
                CampaignEvent.OPENED,
                "Campagne ouverte : version « %s » du référentiel, %d\u00a0%s, candidatures jusqu’au %s. Graine publiée pour départager les ex æquo : %d."
                        .formatted(
                                campaign.referentiel(),
                                campaign.size(),
                                campaign.size() < 2 ? "pilote attendu" : "pilotes attendus",
                                campaign.applicationsUntil().format(DateTimeFormatter.ofPattern("dd/MM/yyyy")),
                                seed),
                actor);
        return id;
    }

    @Transactional(readOnly = true)
    public Optional<Campaign> find(String id) {
        return jdbc.sql("select * from ecoquartier.campaign where id = ?")
                .param(id)
                .query(this::campaign)
                .optional();
    }

    /** @throws IllegalArgumentException when there is no such campaign */
    @Transactional(readOnly = true)
    public Campaign get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no campaign " + id));
    }

    /** All of them, the last opened first. */
    @Transactional(readOnly = true)
    public List<Campaign> list() {
        return jdbc.sql("select * from ecoquartier.campaign order by opened_at desc, id desc")
                .query(this::campaign)
                .list();
    }

    /** Those an authority may still apply to today. */
    @Transactional(readOnly = true)
    public List<Campaign> openToApplications() {
        return list().stream().filter(this::takesApplications).toList();
    }

    /** Whether an authority may still apply. */
    public boolean takesApplications(Campaign campaign) {
        return campaign.status() == CampaignStatus.OPEN
                && !campaign.applicationsUntil().isBefore(today());
    }

    /**
     * Saves the parameters of the sample.
     *
     * @param expectedRevision the revision that the person saw
     * @throws Changed when somebody else saved since
     * @throws NotPossible once the sample is decided
     */
    public void saveParameters(String id, int expectedRevision, CampaignParameters parameters, Actor actor)
            throws NotPossible {
        Campaign campaign = lock(id);
        if (!campaign.beforeDecision()) {
            throw new NotPossible("L’échantillon est décidé : ses paramètres ne changent plus.");
        }
        if (campaign.revision() != expectedRevision) {
            throw new Changed(
                    "Quelqu’un d’autre a enregistré des paramètres entre-temps ; les vôtres n’ont pas été enregistrés.");
        }
        if (parameters.size() < 1 || parameters.size() > MAX_SIZE) {
            throw new NotPossible("Indiquez le nombre de pilotes, de 1 à %d.".formatted(MAX_SIZE));
        }
        store(id, parameters);
        journal(
                id,
                null,
                CampaignEvent.PARAMETERS,
                "Paramètres de l’échantillon enregistrés (révision %d).".formatted(expectedRevision + 1),
                actor);
    }

    /**
     * The campaign enters a status; the same effect never takes place twice, and a campaign that is over stays so.
     *
     * @param text the sentence for the journal
     */
    public void moveTo(String id, CampaignStatus status, String effect, CampaignEvent event, String text, Actor actor) {
        Campaign campaign = lock(id);
        if (campaign.over() || !journal(id, effect, event, text, actor)) {
            return;
        }
        boolean over = status == CampaignStatus.ADOPTED || status == CampaignStatus.CANCELLED;
        jdbc.sql("update ecoquartier.campaign set status = ?, closed_at = ? where id = ?")
                .params(status.name(), over ? Timestamp.from(clock.instant()) : null, id)
                .update();
    }

    /**
     * Adds a line to the journal.
     *
     * @param effect key of the step's effect, told once; null outside of a step
     * @return false when this effect was told already
     */
    public boolean journal(String id, @Nullable String effect, CampaignEvent event, String text, Actor actor) {
        return journal(id, effect, event, text, null, actor);
    }

    /** As {@link #journal(String, String, CampaignEvent, String, Actor)}, about one candidate. */
    public boolean journal(
            String id,
            @Nullable String effect,
            CampaignEvent event,
            String text,
            @Nullable Long candidate,
            Actor actor) {
        return jdbc.sql("""
                        insert into ecoquartier.campaign_journal (campaign, effect, at, actor_id, actor_name, actor_role, kind, text,
                            candidate)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                        .params(
                                id,
                                effect,
                                Timestamp.from(clock.instant()),
                                actor.id(),
                                actor.name(),
                                actor.role(),
                                event.name(),
                                text,
                                candidate)
                        .update()
                > 0;
    }

    /** The whole journal, oldest first. */
    @Transactional(readOnly = true)
    public List<CampaignEntry> journal(String id) {
        return jdbc.sql("select * from ecoquartier.campaign_journal where campaign = ? order by id")
                .param(id)
                .query(Campaigns::entry)
                .list();
    }

    /** The journal, without what concerns candidates of other regions than these. */
    @Transactional(readOnly = true)
    public List<CampaignEntry> journal(String id, Set<String> regions) {
        Set<Long> seen = new HashSet<>(jdbc.sql("select id, region_code from ecoquartier.candidate where campaign = ?")
                .param(id)
                .query((row, n) -> regions.contains(row.getString("region_code")) ? row.getLong("id") : -1L)
                .list());
        return journal(id).stream()
                .filter(entry -> entry.candidate() == null || seen.contains(entry.candidate()))
                .toList();
    }

    /** The campaign, locked until the transaction ends: its seats and parameters change one at a time. */
    Campaign lock(String id) {
        return jdbc.sql("select * from ecoquartier.campaign where id = ? for update")
                .param(id)
                .query(this::campaign)
                .optional()
                .orElseThrow(() -> new IllegalArgumentException("no campaign " + id));
    }

    /** Other parameters, which whoever has the present ones before them must read again. */
    void store(String id, CampaignParameters parameters) {
        jdbc.sql("update ecoquartier.campaign set parameters = ?::jsonb, revision = revision + 1 where id = ?")
                .params(json.write(parameters), id)
                .update();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    private Campaign campaign(ResultSet row, int n) throws SQLException {
        return new Campaign(
                row.getString("id"),
                row.getString("name"),
                CampaignStatus.valueOf(row.getString("status")),
                row.getString("referentiel"),
                row.getObject("applications_until", LocalDate.class),
                json.read(row.getString("parameters"), CampaignParameters.class),
                row.getLong("seed"),
                row.getInt("revision"),
                row.getBoolean("demonstration"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "closed_at"),
                row.getObject("retained_run", Long.class));
    }

    private static CampaignEntry entry(ResultSet row, int n) throws SQLException {
        return new CampaignEntry(
                row.getLong("id"),
                row.getString("campaign"),
                Rows.instant(row, "at"),
                new Actor(row.getString("actor_id"), row.getString("actor_name"), row.getString("actor_role")),
                CampaignEvent.valueOf(row.getString("kind")),
                row.getString("text"),
                row.getObject("candidate", Long.class));
    }
}
