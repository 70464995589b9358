package fr.ecoquartier.pilot;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.NotPossible;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The committee of partners of a campaign, who comment the sample before the ministry decides. */
@Service("campaignCommittee") // the plain name is what models call
@Transactional
public class Committee {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Campaigns campaigns;

    Committee(JdbcClient jdbc, Clock clock, Campaigns campaigns) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.campaigns = campaigns;
    }

    /** The accounts of its members. */
    @Transactional(readOnly = true)
    public List<String> members(String campaign) {
        return campaigns.get(campaign).parameters().committee();
    }

    /**
     * Other partners make the committee; those who are asked already still answer.
     *
     * @param members accounts, with the names that the journal tells
     * @throws NotPossible once the sample is decided
     */
    @Transactional(rollbackFor = NotPossible.class)
    public void change(String id, Map<String, String> members, Actor actor) throws NotPossible {
        Campaign campaign = campaigns.lock(id);
        CampaignParameters now = campaign.parameters();
        List<String> accounts = List.copyOf(members.keySet());
        if (Set.copyOf(now.committee()).equals(Set.copyOf(accounts))) {
            return;
        }
        if (!campaign.beforeDecision()) {
            throw new NotPossible("L’échantillon est décidé : son comité ne change plus.");
        }
        campaigns.store(
                id,
                new CampaignParameters(
                        now.size(),
                        now.reserve(),
                        now.quotas(),
                        now.mustBeIn(),
                        now.mustNotBeIn(),
                        now.weights(),
                        accounts));
        campaigns.journal(
                id,
                null,
                CampaignEvent.PARAMETERS,
                members.isEmpty()
                        ? "Le comité des partenaires n’a plus aucun membre."
                        : "Comité des partenaires : %s.".formatted(String.join(", ", members.values())),
                actor);
    }

    /** A member comments the sample of a run; the same effect is recorded once. */
    public void comment(String campaign, long run, CommitteeOpinion opinion, String text, String effect, Actor actor) {
        int recorded = jdbc.sql("""
                        insert into ecoquartier.committee_comment (campaign, run, effect, opinion, text, author_id, author_name,
                            author_role, given_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        campaign,
                        run,
                        effect,
                        opinion.name(),
                        text,
                        actor.id(),
                        actor.name(),
                        actor.role(),
                        Timestamp.from(clock.instant()))
                .update();
        if (recorded > 0) {
            campaigns.journal(
                    campaign,
                    effect,
                    CampaignEvent.COMMENT,
                    "Avis du comité sur l’échantillon : %s."
                            .formatted(opinion.label().toLowerCase()),
                    actor);
        }
    }

    /** What was said of the sample of a run, in the order in which it was said. */
    @Transactional(readOnly = true)
    public List<CommitteeComment> comments(String campaign, long run) {
        return jdbc.sql("select * from ecoquartier.committee_comment where campaign = ? and run = ? order by id")
                .params(campaign, run)
                .query((row, n) -> new CommitteeComment(
                        row.getString("campaign"),
                        row.getLong("run"),
                        CommitteeOpinion.valueOf(row.getString("opinion")),
                        row.getString("text"),
                        new Actor(
                                row.getString("author_id"), row.getString("author_name"), row.getString("author_role")),
                        Rows.instant(row, "given_at")))
                .list();
    }
}
