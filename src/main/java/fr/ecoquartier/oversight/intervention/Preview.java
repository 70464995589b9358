package fr.ecoquartier.oversight.intervention;

import java.util.List;

/**
 * What an intervention will do, in French sentences, before it is confirmed.
 *
 * @param ends what is stopped or given up
 * @param begins what begins or changes
 * @param notes what else to know
 */
public record Preview(String title, List<String> ends, List<String> begins, List<String> notes) {}
