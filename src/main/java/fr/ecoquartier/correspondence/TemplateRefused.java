package fr.ecoquartier.correspondence;

import java.util.Map;

/** A text template cannot be written as asked; the messages are French, by field. */
public class TemplateRefused extends Exception {

    private final transient Map<String, String> problems;

    TemplateRefused(Map<String, String> problems) {
        super(String.join(" ", problems.values()));
        this.problems = problems;
    }

    public Map<String, String> problems() {
        return problems;
    }
}
