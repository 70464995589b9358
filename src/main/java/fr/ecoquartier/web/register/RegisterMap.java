package fr.ecoquartier.web.register;

import fr.ecoquartier.register.Departement;
import fr.ecoquartier.register.Departements;
import fr.ecoquartier.register.RegisterCounts;
import fr.ecoquartier.register.RegisterState;
import fr.ecoquartier.web.French;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cartogram: one square of equal size for each département, so that Paris and its suburbs are as easy to hit as the
 * Landes; the fuller the colour, the more operations.
 */
final class RegisterMap {

    static final int CELL = 44;
    private static final int GAP = 3;
    private static final int STEPS = 4;

    /**
     * A square.
     *
     * @param step 0 for none, then 1 to 4
     * @param address null when there is nothing to lead to
     */
    record Tile(
            String code,
            String label,
            int x,
            int y,
            int size,
            long count,
            int step,
            boolean chosen,
            @Nullable String address) {

        /** « Isère (38) : 3 opérations », as it is read aloud. */
        public String title() {
            String number = count == 0 ? "aucune opération" : new French().count(count, "opération", "opérations");
            return label + " (" + code + ")\u00a0: " + number;
        }

        /** The same as a link. */
        public String name() {
            return chosen ? title() + ", choisi\u00a0: voir tous les départements" : title();
        }

        public int middle() {
            return x + size / 2;
        }
    }

    /** A line of the table beside. */
    record Row(
            Departement departement,
            long count,
            long charters,
            long contracts,
            long labels,
            long ended,
            String address) {}

    /** What a colour stands for: « 3 à 5 ». */
    record Step(int step, String text) {}

    private final List<Tile> tiles = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    RegisterMap(Departements departements, RegisterCounts counts, RegisterCriteria criteria) {
        long most = departements.all().stream()
                .mapToLong(one -> counts.in(one.code()))
                .max()
                .orElse(0);
        String chosen = criteria.asked().get("departement");
        for (Departement one : departements.all()) {
            long count = counts.in(one.code());
            boolean selected = one.code().equals(chosen);
            String address = count == 0 && !selected
                    ? null
                    : criteria.address("/registre", "departement", selected ? null : one.code());
            tiles.add(new Tile(
                    one.code(),
                    one.label(),
                    one.column() * CELL,
                    one.row() * CELL,
                    CELL - GAP,
                    count,
                    step(count, most),
                    selected,
                    address));
            if (count > 0) {
                rows.add(new Row(
                        one,
                        count,
                        counts.in(one.code(), RegisterState.CHARTER_SIGNED),
                        counts.in(one.code(), RegisterState.CONTRACT_SIGNED),
                        counts.in(one.code(), RegisterState.LABELLED) + counts.in(one.code(), RegisterState.CONFIRMED),
                        counts.in(one.code(), RegisterState.LABEL_WITHDRAWN)
                                + counts.in(one.code(), RegisterState.TERMINATED)
                                + counts.in(one.code(), RegisterState.WITHDRAWN),
                        criteria.address("/registre", "departement", one.code())));
            }
        }
        steps.addAll(legend(most));
    }

    /** What each colour stands for when the fullest département has so many; colours that none can have are left out. */
    static List<Step> legend(long most) {
        List<Step> legend = new ArrayList<>();
        French french = new French();
        for (int step = 1; step <= STEPS; step++) {
            long from = most * (step - 1) / STEPS + 1;
            long to = most * step / STEPS;
            if (from <= to) {
                String first = french.whole(from);
                legend.add(new Step(step, from == to ? first : first + " à " + french.whole(to)));
            }
        }
        return legend;
    }

    /** The same shares as the legend: a count is in the step whose upper bound it does not exceed. */
    static int step(long count, long most) {
        for (int step = 1; step <= STEPS && count > 0; step++) {
            if (count <= most * step / STEPS) {
                return step;
            }
        }
        return 0;
    }

    public List<Tile> tiles() {
        return tiles;
    }

    /** The départements that have operations. */
    public List<Row> rows() {
        return rows;
    }

    public List<Step> steps() {
        return steps;
    }

    public int width() {
        return tiles.stream().mapToInt(tile -> tile.x() + CELL).max().orElse(CELL);
    }

    public int height() {
        return tiles.stream().mapToInt(tile -> tile.y() + CELL).max().orElse(CELL);
    }
}
