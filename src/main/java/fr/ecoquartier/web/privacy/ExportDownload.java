package fr.ecoquartier.web.privacy;

import fr.ecoquartier.privacy.PersonalExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The zip on its way out, row by row. */
final class ExportDownload {

    private ExportDownload() {}

    static void write(PersonalExport exports, PersonalExport.Subject subject, HttpServletResponse response)
            throws IOException {
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(exports.fileName(subject))
                        .build()
                        .toString());
        exports.write(subject, response.getOutputStream());
    }
}
