package fr.ecoquartier.pilot.calibration;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.indicator.Decimals;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignJson;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.Changed;
import fr.ecoquartier.referentiel.Author;
import fr.ecoquartier.referentiel.Draft;
import fr.ecoquartier.referentiel.DraftChanged;
import fr.ecoquartier.referentiel.DraftContent;
import fr.ecoquartier.referentiel.DraftRefused;
import fr.ecoquartier.referentiel.Referentiel;
import fr.ecoquartier.referentiel.Referentiel.Thresholds;
import fr.ecoquartier.referentiel.ReferentielDrafts;
import fr.ecoquartier.referentiel.Referentiels;
import fr.ecoquartier.referentiel.TypedFigure;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes the decisions of a campaign into a draft of the référentiel. What somebody changed in the draft by hand stays
 * unless a decision says otherwise; what only a person can do (new words) is listed.
 */
@Service
@Transactional(rollbackFor = NotPossible.class)
public class CalibrationTransfers {

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Clock clock;
    private final Calibrations calibrations;
    private final Campaigns campaigns;
    private final Referentiels referentiels;
    private final ReferentielDrafts drafts;

    CalibrationTransfers(
            JdbcClient jdbc,
            CampaignJson json,
            Clock clock,
            Calibrations calibrations,
            Campaigns campaigns,
            Referentiels referentiels,
            ReferentielDrafts drafts) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.calibrations = calibrations;
        this.campaigns = campaigns;
        this.referentiels = referentiels;
        this.drafts = drafts;
    }

    /**
     * Writes the decisions into the draft of the last transfer while it is open, else into a new one that starts from the
     * version under test.
     *
     * @throws NotPossible when nothing is decided, or the draft changed at the same moment
     */
    public Transfer transfer(String campaignId, Actor actor) throws NotPossible {
        Campaign campaign = campaigns.get(campaignId);
        Map<String, CalibrationDecision> decisions = calibrations.decisions(campaignId);
        if (decisions.isEmpty()) {
            throw new NotPossible("Rien n’est encore décidé : décidez d’au moins un indicateur.");
        }
        Referentiel tested = referentiels
                .find(campaign.referentiel())
                .orElseThrow(() -> new IllegalStateException("no stored version " + campaign.referentiel()));
        Author author = new Author(actor.id(), actor.name(), actor.role());
        Draft draft = latest(campaignId)
                .flatMap(last -> drafts.find(last.draft()))
                .filter(Draft::open)
                .orElseGet(() -> drafts.create(tested.version(), "Calage de la campagne " + campaignId, author));
        List<String> done = new ArrayList<>();
        List<String> byHand = new ArrayList<>();
        DraftContent content = draft.content();
        for (CalibrationDecision decision : decisions.values()) {
            Referentiel.Indicator indicator =
                    tested.indicator(decision.indicator()).orElseThrow();
            content = apply(content, decision, indicator, done, byHand);
        }
        content = withoutUnused(content, tested, done);
        content.dimensions().stream()
                .flatMap(dimension -> dimension.commitments().stream())
                .filter(commitment -> commitment.indicators().isEmpty())
                .forEach(commitment -> byHand.add("L’engagement %s %s n’a plus d’indicateur : donnez-lui-en un autre."
                        .formatted(commitment.code(), Phrases.quote(commitment.label()))));
        if (!content.equals(draft.content())) {
            try {
                draft = drafts.save(
                        draft.id(), draft.revision(), content, "Décisions de la campagne " + campaignId, author);
            } catch (DraftChanged changed) {
                throw new Changed(
                        "Le brouillon vient d’être modifié par quelqu’un d’autre : rien n’a été reporté. Recommencez.");
            } catch (DraftRefused refused) {
                throw new NotPossible(refused.getMessage());
            }
        }
        jdbc.sql("""
                        insert into ecoquartier.calibration_transfer (campaign, draft, report, author_id, author_name, done_at)
                        values (?, ?, ?::jsonb, ?, ?, ?)""")
                .params(
                        campaignId,
                        draft.id(),
                        json.write(new Transfer.Report(draft.revision(), done, byHand)),
                        actor.id(),
                        actor.name(),
                        Timestamp.from(clock.instant()))
                .update();
        campaigns.journal(
                campaignId,
                null,
                CampaignEvent.CALIBRATION,
                "Décisions reportées dans le brouillon « %s » (révision %d) : %s, %s à la main."
                        .formatted(
                                draft.title(),
                                draft.revision(),
                                Phrases.count(done.size(), "changement", "changements"),
                                Phrases.count(byHand.size(), "point à traiter", "points à traiter")),
                actor);
        return latest(campaignId).orElseThrow();
    }

    private static DraftContent apply(
            DraftContent content,
            CalibrationDecision decision,
            Referentiel.Indicator tested,
            List<String> done,
            List<String> byHand) {
        String name = tested.code() + " " + Phrases.quote(tested.label());
        Optional<DraftContent.Indicator> written = content.indicators().stream()
                .filter(i -> i.code().equals(tested.code()))
                .findFirst();
        if (written.isEmpty()) {
            if (decision.choice() != ProposalKind.DROP) {
                byHand.add(name
                        + " : absent du brouillon alors que la décision est « %s »."
                                .formatted(decision.choice().label().toLowerCase(Locale.FRENCH)));
            }
            return content;
        }
        switch (decision.choice()) {
            case MOVE -> {
                decision.thresholds()
                        .forEach((context, to) -> done.add("%s, contexte %s : seuil %s, cible %s."
                                .formatted(
                                        name,
                                        Referentiel.contextLabel(context).toLowerCase(Locale.FRENCH),
                                        Decimals.french(to.minimum()),
                                        Decimals.french(to.target()))));
                return content.withIndicator(tested.code(), i -> moved(i, decision.thresholds()));
            }
            case OPTIONAL -> {
                if (tested.mandatory()) {
                    done.add(name + " : n’est plus obligatoire.");
                    return content.withIndicator(tested.code(), CalibrationTransfers::optional);
                }
                byHand.add(
                        name
                                + " : il n’est pas obligatoire ; pour que son absence ne bloque plus un dossier, précisez quand il s’applique.");
            }
            case REWORD -> byHand.add(name + " : à reformuler. " + decision.reason());
            case DROP -> {
                done.add(name + " : supprimé.");
                return without(content, tested.code());
            }
            case KEEP -> {
                if (!sameThresholds(written.get(), tested)) {
                    byHand.add(name
                            + " : ses seuils diffèrent dans le brouillon alors que la décision est de le conserver.");
                }
            }
        }
        return content;
    }

    private static DraftContent.Indicator moved(DraftContent.Indicator i, Map<String, Thresholds> to) {
        return new DraftContent.Indicator(
                i.key(),
                i.code(),
                i.label(),
                i.unit(),
                i.decimals(),
                i.formula(),
                i.appliesWhen(),
                i.lowerIsBetter(),
                i.mandatory(),
                i.thresholds().stream()
                        .map(t -> to.containsKey(t.context())
                                ? new DraftContent.Thresholds(
                                        t.context(),
                                        TypedFigure.write(to.get(t.context()).minimum()),
                                        TypedFigure.write(to.get(t.context()).target()))
                                : t)
                        .toList());
    }

    private static DraftContent.Indicator optional(DraftContent.Indicator i) {
        return new DraftContent.Indicator(
                i.key(),
                i.code(),
                i.label(),
                i.unit(),
                i.decimals(),
                i.formula(),
                i.appliesWhen(),
                i.lowerIsBetter(),
                false,
                i.thresholds());
    }

    private static boolean sameThresholds(DraftContent.Indicator written, Referentiel.Indicator tested) {
        return tested.thresholds().entrySet().stream().allMatch(entry -> {
            DraftContent.Thresholds now = written.thresholds(entry.getKey());
            return same(now.minimum(), entry.getValue().minimum())
                    && same(now.target(), entry.getValue().target());
        });
    }

    private static boolean same(String typed, BigDecimal number) {
        return TypedFigure.read(typed).filter(n -> n.compareTo(number) == 0).isPresent();
    }

    private static DraftContent without(DraftContent content, String code) {
        return content.withDimensions(content.dimensions().stream()
                .map(d -> new DraftContent.Dimension(
                        d.key(),
                        d.code(),
                        d.label(),
                        d.commitments().stream()
                                .map(c -> new DraftContent.Commitment(
                                        c.key(),
                                        c.code(),
                                        c.label(),
                                        c.indicators().stream()
                                                .filter(i -> !i.code().equals(code))
                                                .toList()))
                                .toList()))
                .toList());
    }

    /** Inputs that only removed indicators used need not be collected any more. */
    private static DraftContent withoutUnused(DraftContent content, Referentiel tested, List<String> done) {
        Set<String> left = new HashSet<>();
        content.indicators().forEach(i -> left.add(i.code()));
        Set<String> gone = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (Referentiel.Indicator indicator : tested.indicators()) {
            (left.contains(indicator.code()) ? used : gone).addAll(indicator.formulaInputs());
        }
        gone.removeAll(used);
        List<DraftContent.Input> inputs = content.inputs().stream()
                .filter(input -> !gone.contains(input.code())
                        || input.required()
                        || mentioned(content, input.code())
                        || content.inputs().stream()
                                .anyMatch(other -> !gone.contains(other.code())
                                        && other.atMost().equals(input.code())))
                .toList();
        content.inputs().stream()
                .filter(input -> !inputs.contains(input))
                .forEach(input -> done.add("Donnée " + Phrases.quote(input.label()) + " : n’est plus demandée."));
        return inputs.size() == content.inputs().size() ? content : content.withInputs(inputs);
    }

    /** Somebody uses it in a formula that they wrote in the draft. */
    private static boolean mentioned(DraftContent content, String input) {
        return content.indicators().stream()
                .anyMatch(i -> (i.formula() + " " + i.appliesWhen()).matches("(?s).*\\b" + input + "\\b.*"));
    }

    /** The last one. */
    @Transactional(readOnly = true)
    public Optional<Transfer> latest(String campaign) {
        return jdbc.sql("select * from ecoquartier.calibration_transfer where campaign = ? order by id desc limit 1")
                .param(campaign)
                .query(this::transfer)
                .optional();
    }

    private Transfer transfer(ResultSet row, int n) throws SQLException {
        return new Transfer(
                row.getLong("id"),
                row.getString("campaign"),
                row.getLong("draft"),
                row.getString("author_name"),
                row.getTimestamp("done_at").toInstant(),
                json.read(row.getString("report"), Transfer.Report.class));
    }
}
