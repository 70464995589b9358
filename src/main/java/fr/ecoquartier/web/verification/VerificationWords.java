package fr.ecoquartier.web.verification;

import fr.ecoquartier.act.ActWords;
import fr.ecoquartier.act.DocumentKind;
import fr.ecoquartier.act.IssuedDocument;
import fr.ecoquartier.act.seal.Genuine;
import fr.ecoquartier.act.seal.SealedFile.FoundSeal;
import fr.ecoquartier.act.seal.Standing;
import fr.ecoquartier.act.seal.Verdict;
import fr.ecoquartier.act.seal.Verdict.Seen;
import fr.ecoquartier.web.French;
import fr.ecoquartier.web.verification.VerificationPage.Answer;
import fr.ecoquartier.web.verification.VerificationPage.SealRow;
import fr.ecoquartier.web.verification.VerificationPage.Sheet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a verification found, in words for somebody who does not know what a signature is made of. */
final class VerificationWords {

    private static final String OK = "ok";
    private static final String WARN = "warn";
    private static final String BAD = "bad";
    private static final String NB = "\u00a0";

    private final French french;

    VerificationWords(French french) {
        this.french = french;
    }

    VerificationPage page(@Nullable Genuine expected, @Nullable Verdict verdict, @Nullable String problem) {
        return new VerificationPage(
                expected == null
                        ? "/verification"
                        : "/verification/" + expected.document().code(),
                problem == null ? null : ActWords.typeset(problem),
                verdict == null ? null : answer(verdict, expected),
                expected == null ? null : sheet(expected));
    }

    private Answer answer(Verdict verdict, @Nullable Genuine expected) {
        Genuine genuine = verdict.genuine();
        boolean other = expected != null
                && (genuine == null
                        || genuine.document().id() != expected.document().id());
        List<String> sentences = new ArrayList<>();
        if (other) {
            sentences.add("Ce fichier n’est pas le document auquel ce code mène. Comparez-les"
                    + " : seul le document décrit sur cette page porte ce code.");
        }
        sentences.addAll(sentences(verdict));
        return new Answer(
                other && verdict.finding() == Verdict.Finding.AUTHENTIC ? WARN : tone(verdict),
                other && verdict.finding() == Verdict.Finding.AUTHENTIC
                        ? "Document authentique, mais ce n’est pas celui de ce code"
                        : title(verdict),
                sentences.stream().map(ActWords::typeset).toList(),
                genuine == null ? null : sheet(genuine),
                verdict.seals().stream().map(this::row).toList(),
                verdict.sha256(),
                french.size(verdict.size()));
    }

    private static String tone(Verdict verdict) {
        Genuine genuine = verdict.genuine();
        return switch (verdict.finding()) {
            case AUTHENTIC ->
                genuine != null && genuine.standing().inForce() && !genuine.test() && !genuine.demonstration()
                        ? OK
                        : WARN;
            case SEALED_BUT_UNKNOWN, OTHERS, UNSIGNED, ENCRYPTED, UNREADABLE, NOT_PDF -> WARN;
            case ADDED_AFTER, CHANGED, FORGED, SAME_NAME -> BAD;
        };
    }

    private static String title(Verdict verdict) {
        return switch (verdict.finding()) {
            case AUTHENTIC -> "Document authentique et intact";
            case SEALED_BUT_UNKNOWN -> "Sceau intact, mais document inconnu";
            case ADDED_AFTER -> "Document modifié après avoir été scellé";
            case CHANGED -> "Document modifié" + NB + ": le sceau est rompu";
            case FORGED -> "Sceau contrefait ou abîmé";
            case SAME_NAME -> "Imitation de notre sceau";
            case OTHERS -> "Signé par quelqu’un d’autre";
            case UNSIGNED -> "Aucun sceau, document non reconnu";
            case ENCRYPTED -> "Fichier protégé par un mot de passe";
            case UNREADABLE -> "Fichier PDF illisible";
            case NOT_PDF -> "Ce fichier n’est pas un PDF";
        };
    }

    private List<String> sentences(Verdict verdict) {
        return switch (verdict.finding()) {
            case AUTHENTIC ->
                List.of(
                        verdict.seals().isEmpty()
                                ? "Ce fichier est, à l’octet près, un document établi par le service du label. Il ne porte pas"
                                        + " de sceau" + NB + ": il est reconnu à son empreinte."
                                : "Ce fichier est, à l’octet près, un document établi et scellé par le service du label.");
            case SEALED_BUT_UNKNOWN ->
                List.of(
                        "Le fichier porte le sceau du service et n’a pas changé depuis, mais il ne fait pas partie des"
                                + " documents conservés ici.",
                        "Il peut s’agir d’un document qui n’a jamais été remis. Demandez une copie à la personne qui vous l’a"
                                + " transmis, ou vérifiez le code QR qu’il porte.");
            case ADDED_AFTER ->
                List.of(
                        "Quelque chose a été ajouté au fichier après le sceau (%s)".formatted(added(verdict)) + NB
                                + ": ce que vous lisez n’est peut-être pas ce qui a été scellé.",
                        verdict.genuine() == null
                                ? "Ne vous y fiez pas" + NB + ": demandez le document d’origine."
                                : "Le document d’origine, avant cet ajout, est décrit ci-dessous. Ne vous fiez qu’à lui.");
            case CHANGED ->
                List.of(
                        "Le contenu du fichier n’est plus celui qui a été scellé par le service du label.",
                        "Ne vous y fiez pas" + NB
                                + ": demandez le document d’origine, ou suivez son code QR pour savoir ce"
                                + " qu’il disait.");
            case FORGED ->
                List.of(
                        "Le fichier porte le certificat du service, mais la signature n’a pas été faite avec sa clé, ou elle a"
                                + " été abîmée.",
                        "Ne vous y fiez pas.");
            case SAME_NAME ->
                List.of(
                        "Le certificat porte le même nom que celui du service du label, mais ce n’est pas le sien" + NB
                                + ": n’importe qui peut fabriquer un certificat à ce nom.",
                        "Ne vous y fiez pas.");
            case OTHERS ->
                List.of(
                        "Le fichier porte une signature, mais pas le sceau du service du label. Cette page ne se prononce pas"
                                + " sur la valeur de cette signature.");
            case UNSIGNED ->
                List.of(
                        "Ce fichier ne porte aucun sceau et n’est pas, à l’octet près, un document du label.",
                        "Un document imprimé puis numérisé, ou enregistré de nouveau par un logiciel, perd son sceau"
                                + NB + ": vérifiez plutôt le fichier d’origine, ou le code QR du certificat.");
            case ENCRYPTED ->
                List.of(
                        "Un fichier chiffré ne peut pas être vérifié, et aucun document du label ne l’est. Demandez le fichier"
                                + " d’origine.");
            case UNREADABLE ->
                List.of(
                        "Le fichier commence comme un PDF, mais il est abîmé ou incomplet. Téléchargez-le de nouveau, ou"
                                + " demandez le fichier d’origine.");
            case NOT_PDF ->
                List.of(
                        "Son contenu n’est pas celui d’un PDF, quel que soit son nom. Les documents du label sont tous des"
                                + " fichiers PDF.");
        };
    }

    private static String added(Verdict verdict) {
        long bytes = verdict.seals().stream()
                .filter(Seen::ours)
                .mapToLong(seen -> seen.seal().added())
                .max()
                .orElse(0);
        return bytes == 1 ? "1" + NB + "octet" : "%,d octets".formatted(bytes).replaceAll("[\\s,]", NB);
    }

    private SealRow row(Seen seen) {
        FoundSeal seal = seen.seal();
        String subject = seal.subject().isEmpty() ? "Signataire illisible" : seal.subject();
        String certificate = seen.ours()
                ? seen.demonstration()
                        ? "Certificat de démonstration du service, sans valeur"
                        : "Certificat du service du label"
                : seal.issuer().isEmpty() || seal.issuer().equals(seal.subject())
                        ? "Certificat inconnu du service"
                        : "Certificat inconnu du service, émis par " + seal.issuer();
        return new SealRow(
                subject,
                certificate,
                seal.statedAt() == null ? "Non indiquée" : french.dateTime(seal.statedAt()),
                switch (seal.integrity()) {
                    case INTACT -> "Intact";
                    case ADDED_AFTER -> "Suivi d’un ajout";
                    case CHANGED -> "Rompu" + NB + ": contenu modifié";
                    case FORGED -> "Signature fausse ou illisible";
                },
                switch (seal.integrity()) {
                    case INTACT -> seen.ours() ? OK : "neutral";
                    case ADDED_AFTER -> WARN;
                    case CHANGED, FORGED -> BAD;
                });
    }

    private Sheet sheet(Genuine genuine) {
        IssuedDocument document = genuine.document();
        String mark = genuine.test()
                ? "Document de test, sans valeur"
                : genuine.demonstration() ? "Document de démonstration, sans valeur" : null;
        Genuine.Latest latest = genuine.latest();
        return new Sheet(
                document.kind().label(),
                document.title(),
                genuine.number(),
                document.reference(),
                genuine.operation(),
                genuine.authority(),
                document.round() == 1
                        ? document.stage().label()
                        : "%s (%d)".formatted(document.stage().label(), document.round()),
                "Version" + NB + document.number(),
                french.dateTime(document.issuedAt()),
                genuine.validUntil() == null ? null : french.date(genuine.validUntil()),
                document.seal() == null ? "Non scellé" : document.seal(),
                document.sha256(),
                standing(genuine),
                genuine.standing().inForce() ? mark == null ? OK : WARN : bad(genuine.standing()) ? BAD : WARN,
                explanation(genuine),
                mark,
                latest == null ? null : latest.code().toString(),
                latest == null ? null : "Version" + NB + latest.number() + " du " + french.date(latest.issuedAt()));
    }

    private static boolean bad(Standing standing) {
        return standing == Standing.LABEL_WITHDRAWN
                || standing == Standing.TERMINATED
                || standing == Standing.DOSSIER_WITHDRAWN
                || standing == Standing.REFUSED
                || standing == Standing.ABANDONED;
    }

    private static String standing(Genuine genuine) {
        return switch (genuine.standing()) {
            case INFORMATIVE -> "Document de la procédure";
            case VALID -> "En vigueur";
            case TO_SIGN -> "À signer, pas encore un acte";
            case REPLACED -> "Remplacé par une correction";
            case SUPERSEDED -> "Remplacé par un acte plus récent";
            case EXPIRED -> "Échu";
            case LABEL_WITHDRAWN ->
                genuine.document().kind() == DocumentKind.CERTIFICATE
                        ? "Label retiré"
                        : "Plus en vigueur" + NB + ": label retiré";
            case TERMINATED -> "Contrat résilié";
            case DOSSIER_WITHDRAWN -> "Plus en vigueur" + NB + ": dossier retiré";
            case ABANDONED -> "Plus en vigueur" + NB + ": procédure abandonnée";
            case REFUSED -> "Plus en vigueur" + NB + ": demande refusée";
        };
    }

    private String explanation(Genuine genuine) {
        return switch (genuine.standing()) {
            case INFORMATIVE ->
                "Ce document rend compte de la procédure" + NB + "; il ne donne aucun droit par lui-même.";
            case VALID ->
                switch (genuine.document().kind()) {
                    case CERTIFICATE ->
                        genuine.validUntil() == null
                                ? "Le label de cette opération est confirmé."
                                : "Le label de cette opération est en cours de validité" + NB
                                        + "; il doit être confirmé avant le " + french.date(genuine.validUntil()) + ".";
                    case CHARTER -> "La charte est signée et la procédure se poursuit.";
                    default -> "Le contrat est signé et en vigueur.";
                };
            case TO_SIGN ->
                "Ce document a été préparé pour être signé" + NB
                        + "; il n’engage personne par lui-même. Seul le document signé fait foi.";
            case REPLACED -> "Une correction a remplacé cette version" + NB + ": fiez-vous à la plus récente.";
            case SUPERSEDED -> "Un acte plus récent de même nature l’a remplacé" + NB + ": fiez-vous à celui-ci.";
            case EXPIRED ->
                "La date de confirmation du label est passée et sa confirmation n’est pas prononcée à ce jour.";
            case LABEL_WITHDRAWN -> "Le label de cette opération n’a pas été confirmé" + NB + ": il est retiré.";
            case TERMINATED -> "Le contrat de cette opération a été résilié.";
            case DOSSIER_WITHDRAWN -> "La collectivité a retiré son dossier.";
            case ABANDONED -> "La procédure a été abandonnée avant son terme.";
            case REFUSED -> "La procédure s’est terminée par un refus.";
        };
    }
}
