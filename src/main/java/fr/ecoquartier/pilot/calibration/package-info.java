/**
 * Calibration: what the pilots' figures and the evaluators' ratings say about every indicator, and what to do with it.
 * {@link fr.ecoquartier.pilot.calibration.Calibration} is pure statistics over records; {@code Calibrations} gathers,
 * stores and keeps the decisions.
 */
@org.springframework.modulith.NamedInterface("calibration")
package fr.ecoquartier.pilot.calibration;
