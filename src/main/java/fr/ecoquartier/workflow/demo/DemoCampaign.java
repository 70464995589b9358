package fr.ecoquartier.workflow.demo;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.LabelProcess;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.OpenTask;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignParameters;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.CandidateOrigin;
import fr.ecoquartier.pilot.Candidates;
import fr.ecoquartier.pilot.Changed;
import fr.ecoquartier.pilot.NewCampaign;
import fr.ecoquartier.pilot.NewCandidate;
import fr.ecoquartier.pilot.OperationStage;
import fr.ecoquartier.pilot.Pilot;
import fr.ecoquartier.pilot.PilotProcess;
import fr.ecoquartier.pilot.PilotState;
import fr.ecoquartier.pilot.Pilots;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.Quota;
import fr.ecoquartier.pilot.sample.Weights;
import fr.ecoquartier.referentiel.Referentiels;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Makes two demonstration campaigns by driving the real processes, after the dossiers and a step at a time: one whose
 * pilots were all tested and whose calibration waits for the carrier structure, one that takes applications. All in it
 * is invented.
 */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "ecoquartier.demo.campaign", matchIfMissing = true)
class DemoCampaign {

    private static final Logger log = LoggerFactory.getLogger(DemoCampaign.class);

    private static final Actor MINISTRY = new Actor("ministere.demo", "Claire Moreau", Role.MINISTRY.label());
    private static final Actor CARRIER = new Actor("structure.demo", "Olivier Lambert", Role.CARRIER.label());
    private static final String PARTNER = "partenaire.demo";
    private static final Map<String, Map<String, Object>> REFUSAL = Map.of(
            "checkAdmissibility",
            Map.of(
                    "admissibility", "refusal",
                    "reason",
                            "Le périmètre présenté réunit deux opérations sans lien : chacune doit faire l'objet de son dossier."));
    private static final String STOP = "proposeCalibration";
    private static final int DROPS_OUT = 4;
    private static final int REFUSED = 7;
    private static final int SILENT_PARTNER = 2;

    private final JdbcClient jdbc;
    private final ProcessEngine engine;
    private final ObjectProvider<DemoDossiers> demoDossiers;
    private final DemoPeople people;
    private final DemoPilots demoPilots;
    private final Campaigns campaigns;
    private final Candidates candidates;
    private final Pilots pilots;
    private final PilotProcess process;
    private final LabelProcess label;
    private final Referentiels referentiels;
    private final Clock clock;
    private volatile boolean pending;

    DemoCampaign(
            JdbcClient jdbc,
            ProcessEngine engine,
            ObjectProvider<DemoDossiers> demoDossiers,
            DemoPeople people,
            DemoPilots demoPilots,
            Campaigns campaigns,
            Candidates candidates,
            Pilots pilots,
            PilotProcess process,
            LabelProcess label,
            Referentiels referentiels,
            Clock clock) {
        this.jdbc = jdbc;
        this.engine = engine;
        this.demoDossiers = demoDossiers;
        this.people = people;
        this.demoPilots = demoPilots;
        this.campaigns = campaigns;
        this.candidates = candidates;
        this.pilots = pilots;
        this.process = process;
        this.label = label;
        this.referentiels = referentiels;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        pending = jdbc.sql("select count(*) from ecoquartier.demo_campaign where done")
                        .query(Integer.class)
                        .single()
                == 0;
    }

    /** One step of every pilot of the campaign. */
    @Scheduled(fixedDelay = 300)
    void step() {
        if (!pending || demoDossiers.stream().anyMatch(demo -> !demo.ready())) {
            return;
        }
        try {
            if (advance()) {
                openToApplications();
                jdbc.sql("update ecoquartier.demo_campaign set done = true where key = 'played'")
                        .update();
                pending = false;
                log.info("the demonstration campaigns are ready");
            }
        } catch (Exception e) {
            log.warn("the demonstration campaign stays where it is: {}", e.getMessage(), e);
            pending = false;
        }
    }

    /** Answers true when the campaign waits for its calibration. */
    private boolean advance() throws NotPossible, Changed {
        String campaign = jdbc.sql("select campaign from ecoquartier.demo_campaign where key = 'played'")
                .query(String.class)
                .optional()
                .orElse(null);
        if (campaign == null) {
            open();
            return false;
        }
        for (Task task : campaignTasks(campaign)) {
            if (task.getTaskDefinitionKey().equals(STOP)) {
                return true;
            }
            complete(task);
        }
        for (Pilot pilot : pilots.of(campaign)) {
            if (pilot.state() == PilotState.RUNNING && pilot.reference() != null) {
                advance(pilot);
            }
        }
        return false;
    }

    private void open() throws NotPossible, Changed {
        String version = referentiels.inForce().version();
        String campaign = process.open(
                new NewCampaign(
                        "Tests de 2012 (démonstration)",
                        version,
                        LocalDate.now(clock).plusDays(30),
                        12,
                        List.of(PARTNER),
                        true),
                MINISTRY);
        jdbc.sql("insert into ecoquartier.demo_campaign (key, campaign) values ('played', ?)")
                .param(campaign)
                .update();
        for (NewCandidate candidate : read()) {
            candidates.apply(campaign, candidate, DemoPeople.authority(candidate.authorityCode()));
        }
        Campaign opened = campaigns.get(campaign);
        campaigns.saveParameters(campaign, opened.revision(), parameters(campaign), CARRIER);
        process.closeApplications(campaign, "Toutes les candidatures attendues sont reçues.", MINISTRY);
    }

    private CampaignParameters parameters(String campaign) {
        Map<Attribute, Integer> weights = new LinkedHashMap<>();
        Stream.of(Attribute.values()).forEach(attribute -> weights.put(attribute, 2));
        weights.put(Attribute.CONTEXT, 5);
        weights.put(Attribute.POPULATION_CLASS, 4);
        Set<Long> grenoble = Set.of(candidates.of(campaign).stream()
                .filter(candidate -> candidate.authorityCode().equals("38185"))
                .findFirst()
                .orElseThrow()
                .id());
        return new CampaignParameters(
                12,
                6,
                List.of(
                        Quota.atLeast(Attribute.CONTEXT, "rural", 3),
                        Quota.atLeast(Attribute.CONTEXT, "suburban", 3),
                        Quota.atLeast(Attribute.CONTEXT, "urban", 3),
                        new Quota(Attribute.POPULATION_CLASS, "under2000", 1, 3),
                        Quota.atLeast(Attribute.POPULATION_CLASS, "under200000", 2),
                        Quota.atMost(Attribute.POPULATION_CLASS, "more", 2),
                        Quota.atLeast(Attribute.AGENDA_21, "yes", 5),
                        Quota.atLeast(Attribute.HQE_AMENAGEMENT, "yes", 3),
                        Quota.atLeast(Attribute.STAGE, "delivered", 1),
                        Quota.atLeast(Attribute.STAGE, "works", 4),
                        Quota.atMost(Attribute.REGION, "82", 2)),
                grenoble,
                Set.of(),
                new Weights(weights),
                List.of(PARTNER));
    }

    private void openToApplications() throws NotPossible {
        process.open(
                new NewCampaign(
                        "Seconde campagne de tests (démonstration)",
                        referentiels.inForce().version(),
                        LocalDate.now(clock).plusDays(60),
                        6,
                        List.of(PARTNER),
                        true),
                MINISTRY);
    }

    private List<Task> campaignTasks(String campaign) {
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(campaign)
                .list();
    }

    private void complete(Task task) {
        String group = engine.getTaskService().getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getGroupId)
                .filter(id -> id != null)
                .findFirst()
                .orElse(Role.PARTNER.group());
        String person = task.getAssignee() != null
                ? task.getAssignee()
                : group.equals(Role.MINISTRY.group()) ? MINISTRY.id() : CARRIER.id();
        people.complete(
                task.getId(),
                task.getAssignee(),
                person,
                group,
                task.getTenantId(),
                switch (task.getTaskDefinitionKey()) {
                    case "commentSample" ->
                        Map.of(
                                "opinion", "favourable",
                                "reason",
                                        "L'échantillon couvre les trois contextes et laisse une place aux petites communes.");
                    case "decideSample" ->
                        Map.of(
                                "sampleDecision", "retained",
                                "reason", "L'échantillon respecte tous les quotas et le comité y est favorable.");
                    default ->
                        throw new IllegalStateException("no demonstration answer for " + task.getTaskDefinitionKey());
                });
    }

    private void advance(Pilot pilot) throws NotPossible {
        Optional<OpenTask> next = demoPilots.next(pilot, task -> true);
        if (next.isEmpty()) {
            return;
        }
        OpenTask task = next.get();
        if (pilot.seat() == DROPS_OUT && task.step().equals("enterPlannedMeasures") && isFirstInItsSeat(pilot)) {
            label.withdraw(
                    pilot.reference(),
                    "Le conseil municipal a reporté l'opération après les élections.",
                    DemoPeople.authority(pilot.candidate().authorityCode()));
            return;
        }
        if (task.step().equals("rateAsPartner") && pilot.seat() == SILENT_PARTNER) {
            demoPilots.passDeadline(task);
            return;
        }
        demoPilots.complete(pilot, task, pilot.seat() == REFUSED ? REFUSAL : Map.of());
    }

    private boolean isFirstInItsSeat(Pilot pilot) {
        return pilots.of(pilot.campaign()).stream()
                .filter(other -> other.seat() == pilot.seat())
                .allMatch(other -> other.id() >= pilot.id());
    }

    private static List<NewCandidate> read() {
        try (Reader file = new InputStreamReader(
                        new ClassPathResource("demo/candidates.csv").getInputStream(), StandardCharsets.UTF_8);
                CSVParser rows = CSVFormat.DEFAULT
                        .builder()
                        .setDelimiter(';')
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(file)) {
            return rows.stream().map(DemoCampaign::candidate).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NewCandidate candidate(CSVRecord row) {
        return new NewCandidate(
                row.get("Code INSEE"),
                switch (row.get("Contexte")) {
                    case "rural" -> "rural";
                    case "urbain" -> "urban";
                    default -> "suburban";
                },
                row.get("Agenda 21").equals("oui"),
                row.get("HQE Aménagement").equals("oui"),
                row.get("Opération"),
                Stream.of(OperationStage.values())
                        .filter(stage -> stage.label().equals(row.get("Stade")))
                        .findFirst()
                        .orElseThrow(),
                row.get("Motivation"),
                CandidateOrigin.IMPORTED);
    }
}
