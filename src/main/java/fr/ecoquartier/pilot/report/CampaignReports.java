package fr.ecoquartier.pilot.report;

import fr.ecoquartier.document.Pdf;
import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.pilot.Campaign;
import fr.ecoquartier.pilot.CampaignEvent;
import fr.ecoquartier.pilot.CampaignJson;
import fr.ecoquartier.pilot.Campaigns;
import fr.ecoquartier.pilot.functioning.Functioning;
import fr.ecoquartier.pilot.functioning.FunctioningResults;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/**
 * The reports of campaigns. Each version is written once, from what is known at that moment, and stays as it is: a later
 * correction is a new version with its own number.
 */
@Service
@Transactional
public class CampaignReports {

    private final JdbcClient jdbc;
    private final CampaignJson json;
    private final Clock clock;
    private final Campaigns campaigns;
    private final FunctioningResults functioning;
    private final List<ReportChapter> chapters;
    private final ReportSummary summary;
    private final ReportPrinting printing;

    CampaignReports(
            JdbcClient jdbc,
            CampaignJson json,
            Clock clock,
            Campaigns campaigns,
            FunctioningResults functioning,
            List<ReportChapter> chapters,
            ReportSummary summary,
            ReportPrinting printing) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
        this.campaigns = campaigns;
        this.functioning = functioning;
        this.chapters = List.copyOf(chapters);
        this.summary = summary;
        this.printing = printing;
    }

    /** Writes the next version; the same effect writes one version only. */
    public StoredReport write(String campaignId, String effect) {
        Optional<StoredReport> known = byEffect(effect);
        if (known.isPresent()) {
            return known.get();
        }
        int number = of(campaignId).size() + 1;
        ReportContent content = content(campaignId, "Version " + number);
        Pdf pdf = printing.print(content);
        jdbc.sql("""
                        insert into ecoquartier.campaign_report (campaign, number, effect, content, pdf, sha256, pages, written_at)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?, ?)
                        """)
                .params(
                        campaignId,
                        number,
                        effect,
                        json.write(content),
                        pdf.content(),
                        pdf.sha256(),
                        pdf.pages(),
                        Timestamp.from(content.asOf()))
                .update();
        campaigns.journal(
                campaignId,
                effect,
                CampaignEvent.REPORT,
                "Rapport de campagne établi, version %d, %d pages, SHA-256 %s."
                        .formatted(number, pdf.pages(), pdf.sha256()),
                Actor.system());
        return byEffect(effect).orElseThrow();
    }

    /** Every version, oldest first. */
    @Transactional(readOnly = true)
    public List<StoredReport> of(String campaign) {
        return jdbc.sql(SELECT + " where r.campaign = ? order by r.number")
                .param(campaign)
                .query(CampaignReports::report)
                .list();
    }

    @Transactional(readOnly = true)
    public Optional<StoredReport> find(String campaign, int number) {
        return jdbc.sql(SELECT + " where r.campaign = ? and r.number = ?")
                .params(campaign, number)
                .query(CampaignReports::report)
                .optional();
    }

    /** The file of a version, exactly as it was written. */
    @Transactional(readOnly = true)
    public Optional<byte[]> file(String campaign, int number) {
        return jdbc.sql("select pdf from ecoquartier.campaign_report where campaign = ? and number = ?")
                .params(campaign, number)
                .query(byte[].class)
                .optional();
    }

    /** What a version says, exactly as it was written. */
    @Transactional(readOnly = true)
    public Optional<ReportContent> content(String campaign, int number) {
        return jdbc.sql("select content from ecoquartier.campaign_report where campaign = ? and number = ?")
                .params(campaign, number)
                .query(String.class)
                .optional()
                .map(text -> json.read(text, ReportContent.class));
    }

    /** What the report would say now. Kept nowhere. */
    @Transactional(readOnly = true)
    public ReportContent draft(String campaign) {
        return content(campaign, "Projet");
    }

    /** The draft as a file, marked as such. Kept nowhere. */
    @Transactional(readOnly = true)
    public Pdf draftFile(String campaign) {
        return printing.print(draft(campaign));
    }

    /** What the next version must say besides; the same effect is kept once. */
    public void remark(String campaign, String text, String effect, Actor actor) {
        int added = jdbc.sql("""
                        insert into ecoquartier.campaign_report_remark
                            (campaign, effect, text, author_id, author_name, author_role, given_at)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(campaign, effect, text, actor.id(), actor.name(), actor.role(), now())
                .update();
        if (added > 0) {
            campaigns.journal(campaign, effect, CampaignEvent.REPORT, "Complément au rapport : " + text, actor);
        }
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    public List<StoredReport.Remark> remarks(String campaign) {
        return jdbc.sql("select * from ecoquartier.campaign_report_remark where campaign = ? order by id")
                .param(campaign)
                .query((row, n) -> new StoredReport.Remark(
                        row.getString("text"),
                        actor(row),
                        row.getTimestamp("given_at").toInstant()))
                .list();
    }

    /** The ministry adopts the last version or returns it; the same effect is kept once. */
    public void decide(String campaign, boolean adopted, String reason, String effect, Actor actor) {
        List<StoredReport> versions = of(campaign);
        if (versions.isEmpty()) {
            throw new IllegalStateException("no report of " + campaign + " to decide about");
        }
        int number = versions.get(versions.size() - 1).number();
        int added = jdbc.sql("""
                        insert into ecoquartier.campaign_report_decision
                            (campaign, number, effect, outcome, reason, author_id, author_name, author_role, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (effect) do nothing
                        """)
                .params(
                        campaign,
                        number,
                        effect,
                        adopted ? "ADOPTED" : "RETURNED",
                        reason,
                        actor.id(),
                        actor.name(),
                        actor.role(),
                        now())
                .update();
        if (added > 0) {
            campaigns.journal(
                    campaign,
                    effect,
                    CampaignEvent.REPORT,
                    "Rapport, version %d, %s. Motif : %s".formatted(number, adopted ? "adopté" : "renvoyé", reason),
                    actor);
        }
    }

    private ReportContent content(String campaignId, String version) {
        Campaign campaign = campaigns.get(campaignId);
        List<ReportContent.Chapter> written = new ArrayList<>();
        Supplier<Functioning> known = SingletonSupplier.of(() -> functioning.of(campaignId));
        chapters.forEach(chapter -> written.add(chapter.of(campaign, known)));
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new ReportContent(
                campaignId,
                "Rapport de la campagne de tests « " + campaign.name() + " »",
                version,
                asOf,
                summary.of(campaign, remarks(campaignId)),
                written);
    }

    private Optional<StoredReport> byEffect(String effect) {
        return jdbc.sql(SELECT + " where r.effect = ?")
                .param(effect)
                .query(CampaignReports::report)
                .optional();
    }

    private static final String SELECT = """
            select r.campaign, r.number, r.written_at, r.sha256, r.pages, octet_length(r.pdf) as size,
                d.outcome, d.reason, d.author_id, d.author_name, d.author_role, d.decided_at
            from ecoquartier.campaign_report r
            left join lateral (select * from ecoquartier.campaign_report_decision d
                where d.campaign = r.campaign and d.number = r.number order by d.id desc limit 1) d on true""";

    private static StoredReport report(ResultSet row, int n) throws SQLException {
        String outcome = row.getString("outcome");
        return new StoredReport(
                row.getString("campaign"),
                row.getInt("number"),
                row.getTimestamp("written_at").toInstant(),
                row.getString("sha256"),
                row.getLong("size"),
                row.getInt("pages"),
                outcome == null
                        ? null
                        : new StoredReport.Decision(
                                outcome.equals("ADOPTED"),
                                row.getString("reason"),
                                actor(row),
                                row.getTimestamp("decided_at").toInstant()));
    }

    private static Actor actor(ResultSet row) throws SQLException {
        return new Actor(row.getString("author_id"), row.getString("author_name"), row.getString("author_role"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
