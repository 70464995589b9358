package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierSummary;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** A dossier to take away, for everybody who sees it. */
@Controller
class ArchiveController {

    private final VisibleDossiers visible;
    private final DossierArchive archive;

    ArchiveController(VisibleDossiers visible, DossierArchive archive) {
        this.visible = visible;
        this.archive = archive;
    }

    @GetMapping("/dossiers/{reference}/archive.zip")
    void archive(@PathVariable String reference, HttpServletResponse response) throws IOException {
        DossierSummary dossier = visible.get(reference);
        response.setContentType("application/zip");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(dossier.reference() + ".zip")
                        .build()
                        .toString());
        archive.write(dossier, visible.person(), response.getOutputStream());
    }
}
