package fr.ecoquartier.web.privacy;

import fr.ecoquartier.privacy.PersonalExport;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The zip, whole before its first byte leaves: who reads slowly holds no connection to the database. */
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
        Path whole = Files.createTempFile("donnees-", ".zip");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(whole))) {
                exports.write(subject, out);
            }
            response.setContentLengthLong(Files.size(whole));
            Files.copy(whole, response.getOutputStream());
        } finally {
            Files.delete(whole);
        }
    }
}
