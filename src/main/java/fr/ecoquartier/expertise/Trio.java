package fr.ecoquartier.expertise;

import java.util.List;

/** The account names of the three members; the national expert writes the synthesis. */
public record Trio(String national, String local, String external) {

    public List<String> members() {
        return List.of(national, local, external);
    }
}
