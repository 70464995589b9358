package fr.ecoquartier.pilot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.pilot.run.Progress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SamplePicturesTest {

    @Test
    void everyValueHasTwoBarsWithTheirShares() throws Exception {
        List<Applicant> applicants = Samplings.applicants(20, 4, 3);
        SampleResult result = SampleSelection.select(Samplings.request(applicants, 5, List.of()), Progress.none());

        Document svg = read(SamplePictures.againstCandidatesSvg(result));

        assertThat(svg.getDocumentElement().getAttribute("role")).isEqualTo("img");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Échantillon et candidatures");
        // a ground, two for the legend, two for every value
        assertThat(svg.getElementsByTagName("rect").getLength())
                .isEqualTo(3 + 2 * result.shares().size());
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("Périurbain")
                .contains("40\u00a0% (8)")
                .contains("40\u00a0% (2)");
    }

    @Test
    void namesAreEscapedAndNothingRuns() throws Exception {
        List<Applicant> applicants = Samplings.applicants(6, 4, 1);
        String region = applicants.get(0).value(Attribute.REGION);
        SampleRequest request = new SampleRequest(
                applicants, 2, 0, List.of(), Set.of(), Set.of(), Weights.equal(), 1, Map.of(region, "<script>&\"x\""));

        String svg = SamplePictures.againstCandidatesSvg(SampleSelection.select(request, Progress.none()));

        assertThat(read(svg).getElementsByTagName("script").getLength()).isZero();
        assertThat(svg).doesNotContain("style=");
    }

    @Test
    void withoutASampleThereIsNoPicture() throws Exception {
        List<Applicant> applicants = Samplings.applicants(6, 4, 1);
        SampleRequest request = Samplings.request(applicants, 2, List.of(Quota.atLeast(Attribute.REGION, "94", 1)));

        assertThat(SamplePictures.againstCandidatesSvg(SampleSelection.select(request, Progress.none())))
                .isEmpty();
    }

    private static Document read(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
