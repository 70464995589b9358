package fr.ecoquartier.pilot.calibration;

/** A confidence interval of a number without unit; bounds included. */
public record Interval(double low, double high) {

    public double width() {
        return high - low;
    }
}
