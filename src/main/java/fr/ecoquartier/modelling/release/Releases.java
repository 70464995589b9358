package fr.ecoquartier.modelling.release;

import fr.ecoquartier.modelling.Author;
import fr.ecoquartier.modelling.ModelCatalogue;
import fr.ecoquartier.modelling.ModelFile;
import fr.ecoquartier.modelling.ModelKind;
import fr.ecoquartier.modelling.ModelVersion;
import fr.ecoquartier.modelling.check.Finding;
import fr.ecoquartier.modelling.check.Finding.Severity;
import fr.ecoquartier.modelling.check.ModelChecks;
import fr.ecoquartier.modelling.check.ModelXml;
import fr.ecoquartier.modelling.draft.ModelDraft;
import fr.ecoquartier.modelling.draft.ModelDrafts;
import fr.ecoquartier.modelling.release.Release.Origin;
import fr.ecoquartier.modelling.release.Release.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/**
 * Puts models into service: asked for by one administrator, approved by another, deployed together with what belongs to
 * them. The engine's rows, our journal and the state of the drafts are one transaction, so whatever interrupts it, the
 * versions in service stay those that were, and the request stays to be decided.
 */
@Service
public class Releases {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'à' HH:mm", Locale.FRENCH).withZone(ZoneId.of("Europe/Paris"));

    /** What stops the return to a version that was in service before; our conventions may be younger than it is. */
    private static final Set<String> STOPS_A_RETURN =
            Set.of("notReadable", "size", "fileType", "notAllowed", "reference", "engine", "missingForm");

    private final ReleaseStore store;
    private final ModelDrafts drafts;
    private final ModelCatalogue catalogue;
    private final ModelChecks checks;
    private final ModelDeployer deployer;
    private final ReleaseSettings settings;
    private final Clock clock;
    private final PlatformTransactionManager transactions;

    Releases(
            ReleaseStore store,
            ModelDrafts drafts,
            ModelCatalogue catalogue,
            ModelChecks checks,
            ModelDeployer deployer,
            ReleaseSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.drafts = drafts;
        this.catalogue = catalogue;
        this.checks = checks;
        this.deployer = deployer;
        this.settings = settings;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Whether a second administrator has to approve. */
    public boolean needsApproval() {
        return settings.approval();
    }

    /** What would be deployed and what the checks say of it, with drafts as they are now. */
    public Preview preview(List<Long> draftIds) {
        List<ModelDraft> chosen = find(draftIds);
        List<ReleasedDraft> frozen = chosen.stream().map(Releases::frozen).toList();
        List<ModelFile> own = chosen.stream().map(ModelDraft::file).toList();
        List<Finding> findings = new ArrayList<>(fitness(chosen, frozen));
        if (checks.readable(own)) {
            List<ModelFile> files = deployer.complete(own);
            findings.addAll(ofOwn(checks.check(files), own));
            findings.addAll(deployer.conflicts(files, names(own)));
            return new Preview(frozen, files, sorted(findings));
        }
        findings.addAll(checks.check(own));
        return new Preview(frozen, own, sorted(findings));
    }

    /**
     * What the checks say of drafts together, for whoever is still drawing; forms and decisions that they name and that are
     * drafts themselves are taken as if they went into service with them.
     *
     * @param typed content that is not saved yet, by number of the draft
     */
    public List<Finding> check(List<Long> draftIds, Map<Long, String> typed) {
        List<Finding> findings = new ArrayList<>();
        List<ModelFile> own = new ArrayList<>();
        for (ModelDraft draft : find(draftIds)) {
            String content = typed.getOrDefault(draft.id(), draft.content());
            own.add(new ModelFile(draft.resource(), content));
            base(frozen(draft), content).stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .forEach(findings::add);
        }
        if (!checks.readable(own)) {
            findings.addAll(checks.check(own));
            return sorted(findings);
        }
        List<ModelFile> together = new ArrayList<>(own);
        together.addAll(companions(own));
        Set<String> names = names(own);
        checks.check(deployer.complete(together)).stream()
                .filter(finding -> names.contains(finding.file()))
                .forEach(findings::add);
        return sorted(findings);
    }

    /** Forms and decisions that these files name and that are open drafts: they would go into service together. */
    private List<ModelFile> companions(List<ModelFile> own) {
        Set<String> named = new HashSet<>();
        own.stream()
                .filter(file -> ModelKind.ofFile(file.name()).orElse(null) == ModelKind.PROCESS)
                .flatMap(file -> ModelXml.elements(ModelXml.parse(file)))
                .forEach(element -> {
                    named.add(ModelXml.camunda(element, "formRef"));
                    named.add(ModelXml.camunda(element, "decisionRef"));
                });
        Map<String, ModelFile> found = new LinkedHashMap<>();
        Set<String> names = names(own);
        drafts.open().stream()
                .filter(draft -> draft.kind() != ModelKind.PROCESS && named.contains(draft.key()))
                .map(ModelDraft::file)
                .filter(file -> !names.contains(file.name()) && checks.readable(List.of(file)))
                .forEach(file -> found.putIfAbsent(file.name(), file));
        return List.copyOf(found.values());
    }

    /** What {@link #preview} answers. */
    public record Preview(List<ReleasedDraft> drafts, List<ModelFile> files, List<Finding> findings) {

        /** Whether it may be asked for. */
        public boolean releasable() {
            return !ModelChecks.stops(findings);
        }
    }

    /**
     * Asks for the deployment of drafts as they are now. What was found and does not stop it counts as accepted by the
     * author. Without approval it is deployed at once.
     *
     * @throws NotReleasable when something stops it; nothing was stored
     */
    public Release request(List<Long> draftIds, String reason, Author author) throws NotReleasable {
        long id = inTransaction(() -> {
            store.lockDeployments();
            Preview preview = preview(draftIds);
            if (!preview.releasable()) {
                throw new NotReleasable(
                        "La mise en service n’est pas demandée : des points bloquants restent à corriger.",
                        preview.findings());
            }
            Instant now = clock.instant();
            long created = store.insert(
                    Origin.DRAFTS, reason, author, now, preview.drafts(), preview.files(), preview.findings());
            store.journal(created, JournalLine.Kind.REQUESTED, author, now, reason);
            return created;
        });
        if (settings.approval()) {
            return get(id);
        }
        try {
            return approve(id, 1, author);
        } catch (AlreadyDecided | OwnRelease e) {
            return get(id);
        }
    }

    /**
     * Approves and deploys, in one transaction. The checks run again: the world may have changed since the request.
     *
     * @param expectedRevision the release as the approver has seen it
     * @throws NotReleasable when something stops it now; the request stays open
     * @throws AlreadyDecided when somebody was faster
     * @throws OwnRelease when the author approves and a second administrator has to
     * @throws DeploymentFailed when the engine refuses; the request stays open and says so
     */
    public Release approve(long id, int expectedRevision, Author approver)
            throws NotReleasable, AlreadyDecided, OwnRelease {
        try {
            return this.<Release, NotReleasable, AlreadyDecided, OwnRelease>inTransaction(
                    () -> deploy(id, expectedRevision, approver));
        } catch (DeploymentFailed e) {
            inTransaction(() -> {
                store.lock(id);
                store.failed(id, e.getMessage());
                store.journal(id, JournalLine.Kind.FAILED, approver, clock.instant(), e.getMessage());
                return id;
            });
            throw e;
        }
    }

    private Release deploy(long id, int expectedRevision, Author approver)
            throws NotReleasable, AlreadyDecided, OwnRelease {
        store.lockDeployments();
        Release release = undecided(id, expectedRevision);
        if (settings.approval() && release.author().id().equals(approver.id())) {
            throw new OwnRelease("Vous avez demandé cette mise en service : une autre personne, administratrice elle"
                    + " aussi, doit l’approuver.");
        }
        List<Finding> findings = sorted(again(release));
        if (ModelChecks.stops(findings)) {
            throw new NotReleasable(
                    "La mise en service n’est pas possible : la situation a changé depuis la demande.", findings);
        }
        Instant now = clock.instant();
        store.findings(id, "APPROVAL", findings);
        store.journal(
                id,
                JournalLine.Kind.APPROVED,
                approver,
                now,
                settings.approval() ? "Approuvée" : "Sans deuxième approbation : le réglage ne la demande pas");
        ModelDeployer.Deployed deployed = deployer.deploy(name(id), release.files());
        Set<String> own = release.drafts().stream()
                .map(draft -> draft.kind() + " " + draft.key())
                .collect(Collectors.toSet());
        List<DeployedVersion> versions = deployed.versions().stream()
                .map(version -> carried(version, !own.contains(version.kind() + " " + version.key())))
                .sorted(Comparator.comparing(DeployedVersion::carried)
                        .thenComparing(DeployedVersion::kind)
                        .thenComparing(DeployedVersion::key))
                .toList();
        store.deployed(id, approver, now, deployed.deploymentId(), versions);
        store.journal(id, JournalLine.Kind.DEPLOYED, approver, now, words(versions));
        drafts.released(release.drafts().stream()
                .filter(draft -> drafts.find(draft.draft())
                        .filter(current -> current.revision() == draft.revision())
                        .isPresent())
                .map(ReleasedDraft::draft)
                .toList());
        return get(id);
    }

    /** Says no, with a reason. */
    public Release refuse(long id, int expectedRevision, String reason, Author by) throws AlreadyDecided, OwnRelease {
        return closing(() -> {
            Release release = undecided(id, expectedRevision);
            if (release.author().id().equals(by.id())) {
                throw new OwnRelease("Vous avez demandé cette mise en service : retirez-la plutôt que de la refuser.");
            }
            Instant now = clock.instant();
            store.closed(id, State.REFUSED, by, now, reason);
            store.journal(id, JournalLine.Kind.REFUSED, by, now, reason);
            return get(id);
        });
    }

    /** Takes a request back; any administrator may, the drafts stay open. */
    public Release withdraw(long id, int expectedRevision, String reason, Author by) throws AlreadyDecided {
        try {
            return closing(() -> {
                undecided(id, expectedRevision);
                Instant now = clock.instant();
                store.closed(id, State.WITHDRAWN, by, now, reason);
                store.journal(id, JournalLine.Kind.WITHDRAWN, by, now, reason);
                return get(id);
            });
        } catch (OwnRelease e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Makes an earlier version of a model the latest again, with its own forms, at once: it only restores what was in
     * service before. Running instances stay where they are.
     *
     * @throws NotReleasable when that version cannot run any more, or is in service already
     */
    public Release rollBack(ModelKind kind, String key, int toVersion, String reason, Author author)
            throws NotReleasable {
        return inTransaction(() -> {
            store.lockDeployments();
            ModelVersion wanted = catalogue
                    .version(kind, key, toVersion)
                    .orElseThrow(() -> new NoSuchElementException("no version " + toVersion + " of " + key));
            ModelVersion latest = catalogue.versions(kind, key).get(0);
            if (latest.version() == toVersion || content(latest).equals(content(wanted))) {
                throw new NotReleasable(
                        "La version %d en service depuis le %s%s a déjà le contenu de la version %d."
                                .formatted(
                                        latest.version(),
                                        MOMENT.format(latest.deployedAt()),
                                        latest.deployedBy() == null ? "" : " (" + latest.deployedBy() + ")",
                                        toVersion),
                        List.of());
            }
            List<ModelFile> files = deployer.bundle(kind, key, toVersion);
            List<Finding> findings = checks.check(files);
            if (findings.stream()
                    .anyMatch(finding ->
                            finding.severity() == Severity.ERROR && STOPS_A_RETURN.contains(finding.rule()))) {
                throw new NotReleasable(
                        "La version " + toVersion + " ne peut plus être mise en service.", sorted(findings));
            }
            Instant now = clock.instant();
            long id = store.insert(Origin.ROLL_BACK, reason, author, now, List.of(), files, sorted(findings));
            ModelDeployer.Deployed deployed = deployer.deploy(name(id), files);
            List<DeployedVersion> versions = deployed.versions().stream()
                    .map(version -> carried(
                            version, version.kind() != kind || !version.key().equals(key)))
                    .sorted(Comparator.comparing(DeployedVersion::carried))
                    .toList();
            store.deployed(id, author, now, deployed.deploymentId(), versions);
            store.journal(
                    id,
                    JournalLine.Kind.ROLLED_BACK,
                    author,
                    now,
                    "%s « %s » : retour à la version %d (%s). %s"
                            .formatted(kind.label(), wanted.name(), toVersion, words(versions), reason));
            return get(id);
        });
    }

    /**
     * Writes down what the application deployed itself, in the caller's transaction.
     *
     * @param note what came, in French
     */
    public void brought(String deploymentId, List<DeployedVersion> versions, List<ModelFile> files, String note) {
        Author application = APPLICATION;
        Instant now = clock.instant();
        long id = store.insert(Origin.APPLICATION, note, application, now, List.of(), files, List.of());
        store.deployed(id, application, now, deploymentId, versions);
        store.journal(id, JournalLine.Kind.BROUGHT, application, now, note);
    }

    /** The author of what comes with the application. */
    public static final Author APPLICATION = new Author("application", "L’application");

    /** One deployment at a time, on whichever node: held until the caller's transaction ends. */
    public void lockDeployments() {
        store.lockDeployments();
    }

    public Optional<Release> find(long id) {
        return inTransaction(() -> store.find(id));
    }

    /** All releases without the content of their files, the last first. */
    public List<Release> journal() {
        return inTransaction(store::all);
    }

    /** Who did what, in the order of time. */
    public List<JournalLine> lines() {
        return inTransaction(() -> store.journal(null));
    }

    public List<JournalLine> lines(long release) {
        return inTransaction(() -> store.journal(release));
    }

    /** What the checks said when it was approved, and the approver accepted. */
    public List<Finding> acceptedAtApproval(long release) {
        return inTransaction(() -> store.findings(release, "APPROVAL"));
    }

    /** The request that waits for a decision about a draft. */
    public Optional<Long> waitingFor(long draft) {
        return inTransaction(() -> store.openWith(draft));
    }

    /** What would stop it now, or be accepted: for the page of whoever decides. */
    public List<Finding> now(Release release) {
        return inTransaction(() -> sorted(again(release)));
    }

    private List<Finding> again(Release release) {
        List<Finding> findings = new ArrayList<>();
        Set<String> own = release.drafts().stream().map(ReleasedDraft::resource).collect(Collectors.toSet());
        List<ModelFile> chosen = release.files().stream()
                .filter(file -> own.contains(file.name()))
                .toList();
        for (ReleasedDraft draft : release.drafts()) {
            ModelFile file = chosen.stream()
                    .filter(candidate -> candidate.name().equals(draft.resource()))
                    .findFirst()
                    .orElseThrow();
            findings.addAll(base(draft, file.content()));
            drafts.find(draft.draft())
                    .filter(current -> current.revision() != draft.revision())
                    .ifPresent(current -> findings.add(new Finding(
                            draft.resource(),
                            null,
                            null,
                            Severity.INFO,
                            "draftWentOn",
                            "Le brouillon est à la révision %d ; la demande porte sur la révision %d."
                                    .formatted(current.revision(), draft.revision()),
                            "C’est la révision %d qui sera mise en service ; le brouillon restera ouvert."
                                    .formatted(draft.revision()))));
        }
        if (!new HashSet<>(deployer.complete(chosen)).equals(new HashSet<>(release.files()))) {
            findings.add(
                    new Finding(
                            chosen.get(0).name(),
                            null,
                            null,
                            Severity.ERROR,
                            "bundleChanged",
                            "Un formulaire, une décision ou un processus qui accompagne cette mise en service a changé depuis la"
                                    + " demande.",
                            "Retirez la demande et demandez-la de nouveau : elle reprendra ce qui est en service aujourd’hui."));
        }
        findings.addAll(ofOwn(checks.check(release.files()), chosen));
        findings.addAll(deployer.conflicts(release.files(), own));
        return findings;
    }

    /** Whether these drafts may be released at all, before anybody looks at what they contain. */
    private List<Finding> fitness(List<ModelDraft> chosen, List<ReleasedDraft> frozen) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            ModelDraft draft = chosen.get(i);
            if (!draft.open()) {
                findings.add(new Finding(
                        draft.resource(),
                        null,
                        null,
                        Severity.ERROR,
                        "draftClosed",
                        "Le brouillon « " + draft.title() + " » n’est plus ouvert ("
                                + draft.state().label().toLowerCase(Locale.FRENCH) + ").",
                        "Reprenez un brouillon de la version en service."));
            }
            store.openWith(draft.id())
                    .ifPresent(open -> findings.add(new Finding(
                            draft.resource(),
                            null,
                            null,
                            Severity.ERROR,
                            "alreadyRequested",
                            "La mise en service n° " + open + " demande déjà ce brouillon.",
                            "Attendez sa décision ou retirez-la.")));
            findings.addAll(base(frozen.get(i), draft.content()));
        }
        return findings;
    }

    /** Whether somebody put something else into service since the draft began. */
    private List<Finding> base(ReleasedDraft draft, String content) {
        ModelVersion latest = catalogue.versions(draft.kind(), draft.key()).stream()
                .findFirst()
                .orElse(null);
        if (latest == null) {
            return List.of();
        }
        String inService = content(latest);
        if (inService.equals(content)) {
            return List.of(new Finding(
                    draft.resource(),
                    null,
                    null,
                    Severity.INFO,
                    "unchanged",
                    "Ce brouillon est identique à la version " + latest.version() + " en service.",
                    "La mise en service ferait une nouvelle version de même contenu."));
        }
        boolean sameBase = draft.baseVersion() != null
                && (draft.baseVersion() == latest.version()
                        || catalogue
                                .content(draft.kind(), draft.key(), draft.baseVersion())
                                .filter(inService::equals)
                                .isPresent());
        if (sameBase || store.made(draft.draft(), draft.kind(), draft.key(), latest.version())) {
            return List.of();
        }
        String who = latest.deployedBy() == null ? "" : " par " + latest.deployedBy();
        return List.of(new Finding(
                draft.resource(),
                null,
                null,
                Severity.ERROR,
                "newerVersion",
                draft.baseVersion() == null
                        ? "Un modèle « %s » existe déjà : version %d, en service depuis le %s%s."
                                .formatted(draft.key(), latest.version(), MOMENT.format(latest.deployedAt()), who)
                        : "La version %d a été mise en service le %s%s, après la version %d d’où part ce brouillon."
                                .formatted(
                                        latest.version(), MOMENT.format(latest.deployedAt()), who, draft.baseVersion()),
                draft.baseVersion() == null
                        ? "Donnez un autre identifiant au nouveau modèle, ou partez de la version en service."
                        : "La mettre en service effacerait ces changements : reprenez un brouillon de la version "
                                + latest.version() + " et reportez-y les vôtres."));
    }

    private String content(ModelVersion version) {
        return catalogue
                .content(version.kind(), version.key(), version.version())
                .orElse("");
    }

    /** What is in service already was accepted when it came: only what stops it is said of what comes along. */
    private static List<Finding> ofOwn(List<Finding> findings, List<ModelFile> own) {
        Set<String> names = names(own);
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR || names.contains(finding.file()))
                .toList();
    }

    private static Set<String> names(List<ModelFile> files) {
        return files.stream().map(ModelFile::name).collect(Collectors.toSet());
    }

    private List<ModelDraft> find(List<Long> ids) {
        return new LinkedHashSet<>(ids)
                .stream()
                        .map(id ->
                                drafts.find(id).orElseThrow(() -> new NoSuchElementException("no model draft " + id)))
                        .toList();
    }

    private static ReleasedDraft frozen(ModelDraft draft) {
        return new ReleasedDraft(
                draft.id(),
                draft.kind(),
                draft.key(),
                draft.resource(),
                draft.title(),
                draft.baseVersion(),
                draft.revision());
    }

    private static List<Finding> sorted(List<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    private Release undecided(long id, int expectedRevision) throws AlreadyDecided {
        store.lock(id);
        Release release = get(id);
        if (!release.open()) {
            throw new AlreadyDecided(decided(release), release);
        }
        if (release.revision() != expectedRevision) {
            throw new AlreadyDecided("La demande a changé depuis que vous l’avez ouverte : relisez-la.", release);
        }
        return release;
    }

    private static String decided(Release release) {
        String verb = switch (release.state()) {
            case DEPLOYED -> "approuvé cette demande, qui est en service";
            case REFUSED -> "refusé cette demande";
            default -> "retiré cette demande";
        };
        Author by = release.decidedBy() == null ? release.author() : release.decidedBy();
        Instant at = release.decidedAt() == null ? release.requestedAt() : release.decidedAt();
        return "%s a déjà %s le %s.".formatted(by.name(), verb, MOMENT.format(at));
    }

    private static DeployedVersion carried(DeployedVersion version, boolean carried) {
        return new DeployedVersion(
                version.kind(), version.key(), version.version(), version.definitionId(), version.before(), carried);
    }

    private static String name(long id) {
        return "Mise en service n° " + id;
    }

    private static String words(List<DeployedVersion> versions) {
        String own = versions.stream()
                .filter(version -> !version.carried())
                .map(version -> version.key() + " version " + version.version())
                .collect(Collectors.joining(", "));
        long carried = versions.stream().filter(DeployedVersion::carried).count();
        return carried == 0
                ? own
                : own
                        + (carried == 1
                                ? ", avec un fichier lié inchangé"
                                : ", avec " + carried + " fichiers liés inchangés");
    }

    private Release get(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchElementException("no release " + id));
    }

    private interface Step<T, X extends Exception, Y extends Exception, Z extends Exception> {
        @Nullable
        T run() throws X, Y, Z;
    }

    private <T> T closing(Step<T, AlreadyDecided, OwnRelease, RuntimeException> step)
            throws AlreadyDecided, OwnRelease {
        return inTransaction(step);
    }

    /** Any exception rolls back, also those that callers must handle. */
    private <T, X extends Exception, Y extends Exception, Z extends Exception> T inTransaction(Step<T, X, Y, Z> step)
            throws X, Y, Z {
        TransactionStatus status = transactions.getTransaction(
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRED));
        T result;
        try {
            result = step.run();
        } catch (Throwable e) {
            transactions.rollback(status);
            throw e;
        }
        transactions.commit(status);
        return result;
    }
}
