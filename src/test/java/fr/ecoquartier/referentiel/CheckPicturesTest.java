package fr.ecoquartier.referentiel;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.indicator.CheckPictures;
import fr.ecoquartier.indicator.CheckReport;
import fr.ecoquartier.indicator.CheckTable;
import fr.ecoquartier.indicator.Stage;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** The pictures and the table of a check. */
class CheckPicturesTest {

    private final CheckReport good = WorkedExamples.check("urban", Stage.CONTRACT, WorkedExamples.good());
    private final CheckReport empty = WorkedExamples.check("urban", Stage.CONTRACT, Map.of());

    @Test
    void pictures_are_small_well_formed_and_have_a_text_alternative() throws Exception {
        for (CheckReport report : new CheckReport[] {good, empty}) {
            for (String svg : new String[] {CheckPictures.radarSvg(report), CheckPictures.barsSvg(report)}) {
                Document document = DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
                assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
                assertThat(document.getDocumentElement().getAttribute("aria-label"))
                        .hasSizeGreaterThan(20);
                assertThat(document.getElementsByTagName("title").getLength()).isEqualTo(1);
                assertThat(svg.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(12_000);
                assertThat(svg).doesNotContain("style=", "<script", "NaN", "Infinity");
            }
        }
        Path out = Files.createDirectories(Path.of("target", "pictures"));
        Files.writeString(out.resolve("radar.svg"), CheckPictures.radarSvg(good));
        Files.writeString(out.resolve("bars.svg"), CheckPictures.barsSvg(good));
        Files.writeString(out.resolve("check.md"), CheckTable.markdown(good));
        Files.writeString(out.resolve("empty.svg"), CheckPictures.barsSvg(empty));
        Files.writeString(out.resolve("empty-radar.svg"), CheckPictures.radarSvg(empty));
    }
}
