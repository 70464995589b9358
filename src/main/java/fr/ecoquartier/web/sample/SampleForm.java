package fr.ecoquartier.web.sample;

import fr.ecoquartier.pilot.CampaignParameters;
import fr.ecoquartier.pilot.sample.Attribute;
import fr.ecoquartier.pilot.sample.InvalidRequest.Problem;
import fr.ecoquartier.pilot.sample.Quota;
import fr.ecoquartier.pilot.sample.Weights;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The parameters of a sample as somebody typed them: nothing is lost, right or wrong. */
public final class SampleForm {

    private static final int MAXIMUM_ROWS = 100;
    private static final int MAXIMUM_LENGTH = 40;

    /**
     * A line of the quota editor.
     *
     * @param value attribute and value, {@code context/urban}; empty when none is chosen yet
     */
    public record Row(String value, String minimum, String maximum) {

        boolean empty() {
            return value.isEmpty() && minimum.isEmpty() && maximum.isEmpty();
        }
    }

    private final int revision;
    private final String size;
    private final String reserve;
    private final List<Row> rows;
    private final Set<Long> in;
    private final Set<Long> out;
    private final Map<String, String> weights;
    private final String search;
    private final List<Problem> problems = new ArrayList<>();

    private SampleForm(
            int revision,
            String size,
            String reserve,
            List<Row> rows,
            Set<Long> in,
            Set<Long> out,
            Map<String, String> weights,
            String search) {
        this.revision = revision;
        this.size = size;
        this.reserve = reserve;
        this.rows = rows;
        this.in = in;
        this.out = out;
        this.weights = weights;
        this.search = search;
    }

    static SampleForm of(CampaignParameters parameters, int revision) {
        Map<String, String> weights = new LinkedHashMap<>();
        for (Attribute attribute : Attribute.values()) {
            weights.put(attribute.code(), String.valueOf(parameters.weights().of(attribute)));
        }
        return new SampleForm(
                revision,
                String.valueOf(parameters.size()),
                String.valueOf(parameters.reserve()),
                new ArrayList<>(parameters.quotas().stream()
                        .map(q -> new Row(key(q), text(q.minimum()), text(q.maximum())))
                        .toList()),
                new LinkedHashSet<>(parameters.mustBeIn().stream().sorted().toList()),
                new LinkedHashSet<>(parameters.mustNotBeIn().stream().sorted().toList()),
                weights,
                "");
    }

    static SampleForm typed(MultiValueMap<String, String> typed) {
        List<String> values = typed.getOrDefault("valeur", List.of());
        List<String> minima = typed.getOrDefault("minimum", List.of());
        List<String> maxima = typed.getOrDefault("maximum", List.of());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), MAXIMUM_ROWS); i++) {
            rows.add(new Row(at(values, i), at(minima, i), at(maxima, i)));
        }
        Map<String, String> weights = new LinkedHashMap<>();
        for (Attribute attribute : Attribute.values()) {
            weights.put(attribute.code(), one(typed, "poids-" + attribute.code()));
        }
        Integer revision = whole(one(typed, "revision"));
        return new SampleForm(
                revision == null ? 0 : revision,
                one(typed, "taille"),
                one(typed, "reserve"),
                rows,
                ids(typed, "impose"),
                ids(typed, "exclu"),
                weights,
                one(typed, "q"));
    }

    private static String key(Quota quota) {
        return quota.attribute().code() + "/" + quota.value();
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    private static String at(List<String> values, int index) {
        return index < values.size() ? cut(values.get(index)) : "";
    }

    private static String one(MultiValueMap<String, String> typed, String name) {
        String value = typed.getFirst(name);
        return value == null ? "" : cut(value);
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.length() > MAXIMUM_LENGTH ? stripped.substring(0, MAXIMUM_LENGTH) : stripped;
    }

    private static Set<Long> ids(MultiValueMap<String, String> typed, String name) {
        Set<Long> ids = new LinkedHashSet<>();
        for (String text : typed.getOrDefault(name, List.of())) {
            if (text.matches("\\d{1,18}")) {
                ids.add(Long.valueOf(text));
            }
        }
        return ids;
    }

    private static @Nullable Integer whole(String text) {
        return text.matches("[-−+]?\\d{1,6}") ? Integer.valueOf(text.replace('−', '-')) : null;
    }

    /** The parameters typed; {@link #problems} says what is no number and no choice. */
    CampaignParameters parameters(List<String> committee) {
        problems.clear();
        List<Quota> quotas = new ArrayList<>();
        rows.removeIf(Row::empty);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String field = "quotas[" + i + "].";
            int slash = row.value().indexOf('/');
            Optional<Attribute> attribute =
                    slash < 0 ? Optional.empty() : Attribute.ofCode(row.value().substring(0, slash));
            if (attribute.isEmpty()) {
                problems.add(new Problem(field + "value", "Choisissez la valeur que ce quota compte."));
            }
            quotas.add(new Quota(
                    attribute.orElse(Attribute.CONTEXT),
                    row.value().substring(slash + 1),
                    optional(field + "minimum", row.minimum()),
                    optional(field + "maximum", row.maximum())));
        }
        Map<Attribute, Integer> parsed = new EnumMap<>(Attribute.class);
        for (Attribute attribute : Attribute.values()) {
            parsed.put(attribute, number("weights." + attribute.code(), weights.getOrDefault(attribute.code(), "")));
        }
        return new CampaignParameters(
                number("size", size), number("reserve", reserve), quotas, in, out, new Weights(parsed), committee);
    }

    /** What could not be read, once {@link #parameters} was asked for. */
    List<Problem> problems() {
        return problems;
    }

    private int number(String field, String text) {
        Integer number = whole(text);
        if (number == null) {
            problems.add(new Problem(
                    field,
                    text.isEmpty()
                            ? "Indiquez un nombre entier."
                            : "«\u00a0%s\u00a0» n’est pas un nombre entier.".formatted(text)));
            return 0;
        }
        return number;
    }

    private @Nullable Integer optional(String field, String text) {
        return text.isEmpty() ? null : Integer.valueOf(number(field, text));
    }

    void addRow() {
        if (rows.size() < MAXIMUM_ROWS) {
            rows.add(new Row("", "", ""));
        }
    }

    void removeRow(int index) {
        if (index >= 0 && index < rows.size()) {
            rows.remove(index);
        }
    }

    void impose(long candidate) {
        out.remove(candidate);
        in.add(candidate);
    }

    void exclude(long candidate) {
        in.remove(candidate);
        out.add(candidate);
    }

    void free(long candidate) {
        in.remove(candidate);
        out.remove(candidate);
    }

    /** The same values, to be saved over this revision. */
    SampleForm over(int newRevision) {
        return new SampleForm(newRevision, size, reserve, rows, in, out, weights, search);
    }

    public int revision() {
        return revision;
    }

    public String size() {
        return size;
    }

    public String reserve() {
        return reserve;
    }

    public List<Row> rows() {
        return rows;
    }

    public Set<Long> in() {
        return in;
    }

    public Set<Long> out() {
        return out;
    }

    public String weight(String attribute) {
        return weights.getOrDefault(attribute, "");
    }

    public String search() {
        return search;
    }
}
