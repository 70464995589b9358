package fr.ecoquartier.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** What the reference validator finds wrong with a file. */
public final class VeraPdf {

    private VeraPdf() {}

    /** Against PDF/A-3a and PDF/UA-1; empty for a file that is both. */
    public static List<String> violations(byte[] pdf) throws Exception {
        List<String> all = new java.util.ArrayList<>(violations(pdf, PDFAFlavour.PDFA_3_A));
        all.addAll(violations(pdf, PDFAFlavour.PDFUA_1));
        return all;
    }

    private static List<String> violations(byte[] pdf, PDFAFlavour flavour) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.getTotalAssertions()).isGreaterThan(100);
            return result.getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> flavour + " " + assertion.getRuleId().getClause() + " " + assertion.getMessage())
                    .distinct()
                    .toList();
        }
    }
}
