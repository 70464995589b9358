package fr.ecoquartier.pilot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The columns of a table of candidates, with the headings that are understood, accents, case and punctuation forgiven. */
public enum CandidateColumn {
    CODE(
            "Code INSEE ou SIREN",
            "code",
            "code insee",
            "insee",
            "siren",
            "code siren",
            "code collectivite",
            "code de la collectivite",
            "code insee siren"),
    NAME(
            "Collectivité",
            "nom",
            "nom de la collectivite",
            "nom collectivite",
            "commune",
            "ville",
            "epci",
            "intercommunalite",
            "collectivite candidate"),
    DEPARTEMENT("Département", "dept", "dep", "dpt", "code departement", "numero de departement"),
    OPERATION(
            "Opération",
            "nom de l operation",
            "nom operation",
            "operation candidate",
            "projet",
            "nom du projet",
            "ecoquartier"),
    CONTEXT("Contexte", "contexte de l operation", "contexte urbain", "type de contexte"),
    AGENDA_21("Agenda 21", "agenda21", "a21", "agenda 21 local"),
    HQE("HQE Aménagement", "hqe", "hqe amt", "demarche hqe amenagement", "demarche hqe"),
    STAGE(
            "Avancement de l’opération",
            "avancement",
            "stade",
            "stade de l operation",
            "stade d avancement",
            "etat d avancement",
            "phase",
            "etape"),
    MOTIVATION("Motivation", "motivations", "motivation de la candidature", "lettre de motivation"),
    POPULATION("Population", "habitants", "nombre d habitants", "population municipale", "nb habitants");

    private final String heading;
    private final List<String> synonyms;

    CandidateColumn(String heading, String... synonyms) {
        this.heading = heading;
        this.synonyms = List.of(synonyms);
    }

    /** The heading of the template. */
    public String heading() {
        return heading;
    }

    static Optional<CandidateColumn> ofHeading(String text) {
        String folded = Rows.fold(text);
        return Arrays.stream(values())
                .filter(column -> Rows.fold(column.heading).equals(folded) || column.synonyms.contains(folded))
                .findFirst();
    }
}
