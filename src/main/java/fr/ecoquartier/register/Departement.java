package fr.ecoquartier.register;

/**
 * A département of the 27 regions of 2012, with its tile in the cartogram.
 *
 * @param code {@code 38}, {@code 2A}, {@code 974}
 * @param column from 0, west to east
 * @param row from 0, north to south
 */
public record Departement(String code, String label, int column, int row) {}
