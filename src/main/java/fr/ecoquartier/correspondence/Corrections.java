package fr.ecoquartier.correspondence;

import fr.ecoquartier.dossier.Actor;
import fr.ecoquartier.dossier.CorrectionRequest;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.NotPossible;
import fr.ecoquartier.dossier.Proceedings;
import fr.ecoquartier.dossier.Step;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The points of correction requests: prepared task by task, sent with the request in the transaction that completes the
 * task, answered one by one and sent back all at once. What was sent is never changed.
 */
@Service
@Transactional
public class Corrections {

    /** The most points that a request may have. */
    public static final int MOST_POINTS = 50;

    /** The most characters of what is missing, and of an answer. */
    public static final int LONGEST = 4000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Dossiers dossiers;
    private final Proceedings proceedings;
    private final Targets targets;
    private final KeptTexts texts;

    Corrections(
            JdbcClient jdbc,
            Clock clock,
            Dossiers dossiers,
            Proceedings proceedings,
            Targets targets,
            KeptTexts texts) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.dossiers = dossiers;
        this.proceedings = proceedings;
        this.targets = targets;
        this.texts = texts;
    }

    // preparing

    /** The points prepared for a task, in the order in which they were added. */
    @Transactional(readOnly = true)
    public List<PreparedPoint> prepared(String taskId) {
        record Row(long id, String reference, Subject subject) {}
        List<Row> rows = jdbc.sql("select * from ecoquartier.prepared_point where task_id = ? order by id")
                .param(taskId)
                .query((row, n) -> new Row(row.getLong("id"), row.getString("reference"), subject(row)))
                .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Subject, Target> known = targets.of(rows.get(0).reference()).stream()
                .flatMap(group -> group.targets().stream())
                .collect(Collectors.toMap(Target::subject, target -> target, (one, same) -> one));
        Map<String, KeptText> typed =
                texts.at(rows.stream().map(row -> missingOf(row.id())).toList());
        return rows.stream()
                .map(row -> new PreparedPoint(
                        row.id(),
                        row.subject(),
                        known.get(row.subject()),
                        typed.getOrDefault(missingOf(row.id()), KeptText.NONE)))
                .toList();
    }

    /** The general sentence typed so far for the request of a task. */
    @Transactional(readOnly = true)
    public KeptText general(String taskId) {
        return texts.at(generalOf(taskId));
    }

    /** The date typed so far for the answer to the request of a task, as typed. */
    @Transactional(readOnly = true)
    public KeptText dueOn(String taskId) {
        return texts.at(dueOnOf(taskId));
    }

    /** As {@link #dueOn}, when what was typed is a date. */
    @Transactional(readOnly = true)
    public Optional<LocalDate> dueDate(String taskId) {
        try {
            String typed = dueOn(taskId).text().strip();
            return typed.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(typed));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Adds a point.
     *
     * @throws NotPossible when the dossier has no such thing, when a point is about it already, or when there are too many
     */
    public PreparedPoint add(String taskId, String reference, Subject subject, Actor actor) throws NotPossible {
        Target target = targets.find(reference, subject)
                .orElseThrow(() -> new NotPossible("Choisissez dans la liste ce que le point concerne."));
        List<PreparedPoint> already = prepared(taskId);
        if (already.size() >= MOST_POINTS) {
            throw new NotPossible(
                    "Une demande compte au plus %d points : réunissez-en plusieurs en un seul.".formatted(MOST_POINTS));
        }
        Optional<Long> id = jdbc.sql("""
                        insert into ecoquartier.prepared_point (task_id, reference, kind, subject, added_by, added_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing returning id
                        """)
                .params(taskId, reference, subject.kind().name(), subject.code(), actor.id(), now())
                .query(Long.class)
                .optional();
        return new PreparedPoint(
                id.orElseThrow(() ->
                        new NotPossible("Un point concerne déjà « %s » : complétez-le.".formatted(target.label()))),
                subject,
                target,
                KeptText.NONE);
    }

    /** Takes a prepared point away, with what was typed for it. */
    public void remove(String taskId, long point) {
        int removed = jdbc.sql("delete from ecoquartier.prepared_point where id = ? and task_id = ?")
                .params(point, taskId)
                .update();
        if (removed > 0) {
            texts.drop(Set.of(missingOf(point)));
        }
    }

    /**
     * Keeps what is typed for a point.
     *
     * @param seen the revision that the person had before them
     * @throws NotPossible when the point is gone, sent or taken away by somebody else
     */
    public KeptText write(String taskId, long point, String typed, int seen, Actor actor) throws NotPossible {
        return texts.keep(missingOf(point), referenceOfPrepared(taskId, point), typed, seen, actor);
    }

    /** Puts what was kept aside in the place of the other, or forgets it. */
    public KeptText settle(String taskId, long point, boolean useAside, Actor actor) throws NotPossible {
        referenceOfPrepared(taskId, point);
        return useAside ? texts.swap(missingOf(point), actor) : texts.forgetAside(missingOf(point));
    }

    private String referenceOfPrepared(String taskId, long point) throws NotPossible {
        return jdbc.sql("select reference from ecoquartier.prepared_point where id = ? and task_id = ? for key share")
                .params(point, taskId)
                .query(String.class)
                .optional()
                .orElseThrow(() -> new NotPossible(
                        "Ce point n’est plus en préparation : il a été retiré, ou la demande est partie."));
    }

    /** Keeps the general sentence as it is typed. */
    public KeptText writeGeneral(String taskId, String reference, String typed, int seen, Actor actor)
            throws NotPossible {
        return texts.keep(generalOf(taskId), reference, typed, seen, actor);
    }

    /** As {@link #settle}, for the general sentence. */
    public KeptText settleGeneral(String taskId, boolean useAside, Actor actor) {
        return useAside ? texts.swap(generalOf(taskId), actor) : texts.forgetAside(generalOf(taskId));
    }

    /** Keeps the date as it is typed; the last one counts. */
    public KeptText writeDueOn(String taskId, String reference, String typed, Actor actor) throws NotPossible {
        return texts.keep(dueOnOf(taskId), reference, typed, KeptTexts.WHATEVER_WAS_SEEN, actor);
    }

    /** Why the points cannot be sent as they are, in French; empty when they can. */
    @Transactional(readOnly = true)
    public List<String> problems(String taskId) {
        List<String> problems = new ArrayList<>();
        int position = 0;
        for (PreparedPoint point : prepared(taskId)) {
            position++;
            if (point.target() == null) {
                problems.add("le point %d vise une pièce qui n’est plus au dossier : retirez-le".formatted(position));
            } else if (point.missing().blank()) {
                problems.add("le point %d (« %s ») ne dit pas ce qui manque : complétez-le ou retirez-le"
                        .formatted(position, point.target().label()));
            } else if (Typed.length(point.missing().text().strip()) > LONGEST) {
                problems.add("le point %d (« %s ») dépasse %s caractères : raccourcissez-le"
                        .formatted(position, point.target().label(), Typed.number(LONGEST)));
            }
            if (point.missing().aside() != null) {
                problems.add("le point %d a deux textes, de deux personnes : choisissez-en un".formatted(position));
            }
        }
        return problems;
    }

    /** The prepared points of a task become those of a request; what was prepared is then gone. */
    public void send(String taskId, long request) {
        jdbc.sql("select id from ecoquartier.prepared_point where task_id = ? for update")
                .param(taskId)
                .query(Long.class)
                .list();
        int position = 0;
        for (PreparedPoint point : prepared(taskId)) {
            Target target = point.target();
            if (target == null) {
                continue;
            }
            jdbc.sql("""
                            insert into ecoquartier.correction_point (request, position, kind, subject, label, value, missing)
                            values (?, ?, ?, ?, ?, ?, ?) on conflict (request, position) do nothing
                            """)
                    .params(
                            request,
                            ++position,
                            point.subject().kind().name(),
                            point.subject().code(),
                            target.label(),
                            target.value(),
                            point.missing().text().strip())
                    .update();
        }
        drop(taskId);
    }

    /** The task went another way: what was prepared has no use any more. */
    public void drop(String taskId) {
        List<Long> points = jdbc.sql("delete from ecoquartier.prepared_point where task_id = ? returning id")
                .param(taskId)
                .query(Long.class)
                .list();
        texts.drop(Stream.concat(
                        Stream.of(generalOf(taskId), dueOnOf(taskId)),
                        points.stream().map(Corrections::missingOf))
                .toList());
    }

    // answering

    /** The points of all requests of a dossier, by the request's id. */
    @Transactional(readOnly = true)
    public Map<Long, List<SentPoint>> of(String reference) {
        List<SentPoint> points = jdbc.sql("""
                        select p.*, a.answer, a.new_value, a.answered_by_name, a.answered_at
                        from ecoquartier.correction_point p join ecoquartier.correction_request r on r.id = p.request
                        left join ecoquartier.correction_point_answer a on a.point = p.id
                        where r.reference = ? order by p.request, p.position
                        """)
                .param(reference)
                .query((row, n) -> new SentPoint(
                        row.getLong("id"),
                        row.getLong("request"),
                        row.getInt("position"),
                        subject(row),
                        row.getString("label"),
                        row.getString("value"),
                        row.getString("missing"),
                        row.getString("answer"),
                        row.getString("new_value"),
                        row.getString("answered_by_name"),
                        KeptTexts.instant(row, "answered_at"),
                        KeptText.NONE,
                        KeptText.NONE))
                .list();
        Map<String, KeptText> typed = texts.at(points.stream()
                .flatMap(point -> Stream.of(answerOf(point.id()), valueOf(point.id())))
                .toList());
        return points.stream()
                .map(point -> new SentPoint(
                        point.id(),
                        point.request(),
                        point.position(),
                        point.subject(),
                        point.label(),
                        point.value(),
                        point.missing(),
                        point.answer(),
                        point.newValue(),
                        point.answeredByName(),
                        point.answeredAt(),
                        typed.getOrDefault(answerOf(point.id()), KeptText.NONE),
                        typed.getOrDefault(valueOf(point.id()), KeptText.NONE)))
                .collect(Collectors.groupingBy(SentPoint::request, LinkedHashMap::new, Collectors.toList()));
    }

    /** The points that wait for an answer: those of the open requests. */
    @Transactional(readOnly = true)
    public List<SentPoint> open(String reference) {
        Set<Long> open = proceedings.corrections(reference).stream()
                .filter(CorrectionRequest::open)
                .map(CorrectionRequest::id)
                .collect(Collectors.toSet());
        return of(reference).entrySet().stream()
                .filter(entry -> open.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    /**
     * Keeps what the authority types in answer to a point.
     *
     * @throws NotPossible when the point does not wait for an answer of this dossier
     */
    public KeptText answer(String reference, long point, String typed, int seen, Actor actor) throws NotPossible {
        requireOpen(reference, point);
        return texts.keep(answerOf(point), reference, typed, seen, actor);
    }

    /** As {@link #settle}, for an answer. */
    public KeptText settleAnswer(String reference, long point, boolean useAside, Actor actor) throws NotPossible {
        requireOpen(reference, point);
        return useAside ? texts.swap(answerOf(point), actor) : texts.forgetAside(answerOf(point));
    }

    /**
     * Keeps the value that the authority would put in the place of a field's, as it answers a point about it.
     *
     * @throws NotPossible when the point does not wait for an answer of this dossier, or its subject is not corrected here
     */
    public KeptText correct(String reference, long point, String typed, int seen, Actor actor) throws NotPossible {
        requireOpen(reference, point);
        if (open(reference).stream().noneMatch(one -> one.id() == point && one.correctable() != null)) {
            throw new NotPossible("Ce que ce point concerne ne se corrige pas ici.");
        }
        return texts.keep(valueOf(point), reference, typed, seen, actor);
    }

    /** As {@link #settle}, for the value of a field. */
    public KeptText settleCorrection(String reference, long point, boolean useAside, Actor actor) throws NotPossible {
        requireOpen(reference, point);
        return useAside ? texts.swap(valueOf(point), actor) : texts.forgetAside(valueOf(point));
    }

    private void requireOpen(String reference, long point) throws NotPossible {
        // waits for the sending of the answers, if it is under way
        jdbc.sql("""
                        select r.id from ecoquartier.correction_request r join ecoquartier.correction_point p on p.request = r.id
                        where p.id = ? and r.reference = ? and r.answered_at is null for share of r
                        """)
                .params(point, reference)
                .query(Long.class)
                .optional()
                .orElseThrow(() -> new NotPossible("Ce point n’attend plus de réponse : les réponses sont parties."));
    }

    /** Why the answers cannot be sent back as they are, in French; empty when they can. */
    @Transactional(readOnly = true)
    public List<String> problemsOfAnswers(String reference) {
        List<String> problems = new ArrayList<>();
        for (SentPoint point : open(reference)) {
            String name = "le point %d (« %s »)".formatted(point.position(), point.label());
            if (point.draft().blank()) {
                problems.add(name + " n’a pas encore de réponse");
            } else if (Typed.length(point.draft().text().strip()) > LONGEST) {
                problems.add(name
                        + " a une réponse de plus de %s caractères : raccourcissez-la"
                                .formatted(Typed.number(LONGEST)));
            }
            if (point.draft().aside() != null) {
                problems.add(name + " a deux réponses, de deux personnes : choisissez-en une");
            }
            if (point.newValueDraft().aside() != null) {
                problems.add(name + " a deux nouvelles valeurs, de deux personnes : choisissez-en une");
            }
            OperationField field = point.correctable();
            String value = point.newValueDraft().text().strip();
            String problem = field == null || value.isEmpty() ? null : field.problem(value, today());
            if (problem != null) {
                problems.add("la nouvelle valeur du point %d (« %s ») %s"
                        .formatted(point.position(), point.label(), problem));
            }
        }
        if (problems.isEmpty()) {
            Map<String, Object> stated = new LinkedHashMap<>(dossiers.details(reference));
            stated.putAll(newValues(open(reference)));
            LocalDate start = OperationField.asDay(stated.get(OperationField.EXPECTED_START.key()));
            LocalDate end = OperationField.asDay(stated.get(OperationField.EXPECTED_END.key()));
            if (start != null && end != null && end.isBefore(start)) {
                problems.add("la livraison prévue ne peut pas précéder le démarrage");
            }
        }
        return problems;
    }

    private static Map<String, Object> newValues(List<SentPoint> points) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (SentPoint point : points) {
            String value = point.newValueDraft().text().strip();
            if (point.correctable() != null && !value.isEmpty()) {
                values.put(point.subject().code(), value);
            }
        }
        return values;
    }

    /**
     * Sends back the answers to every open point, and puts the values that came with them in the place of those they
     * correct; to be called before the requests themselves are answered.
     */
    public void sendBack(Step step, Actor actor) {
        List<SentPoint> open = open(step.reference());
        for (SentPoint point : open) {
            String value = point.newValueDraft().text().strip();
            jdbc.sql("""
                            insert into ecoquartier.correction_point_answer
                                (point, answer, new_value, answered_by, answered_by_name, answered_at)
                            values (?, ?, ?, ?, ?, ?) on conflict (point) do nothing
                            """)
                    .params(
                            point.id(),
                            point.draft().text().strip(),
                            point.correctable() == null || value.isEmpty() ? null : value,
                            actor.id(),
                            actor.name(),
                            now())
                    .update();
        }
        Map<String, Object> values = newValues(open);
        if (!values.isEmpty()) {
            String fields = values.keySet().stream()
                    .map(key -> OperationField.ofKey(key).orElseThrow().label())
                    .map("« %s »"::formatted)
                    .collect(Collectors.joining(", "));
            dossiers.amend(step, values, "Présentation de l’opération corrigée : %s.".formatted(fields), actor);
        }
        texts.drop(open.stream()
                .flatMap(point -> Stream.of(answerOf(point.id()), valueOf(point.id())))
                .toList());
    }

    private static Subject subject(ResultSet row) throws SQLException {
        return new Subject(PointKind.valueOf(row.getString("kind")), row.getString("subject"));
    }

    private static String missingOf(long point) {
        return "point:" + point;
    }

    private static String generalOf(String taskId) {
        return "request:" + taskId;
    }

    private static String dueOnOf(String taskId) {
        return "due:" + taskId;
    }

    private static String answerOf(long point) {
        return "answer:" + point;
    }

    private static String valueOf(long point) {
        return "value:" + point;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Paris"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
