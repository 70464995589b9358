package fr.ecoquartier.web;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files that the application makes for somebody to take away; what they say is as private as the page they come from. */
public final class Downloads {

    public static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");
    public static final MediaType XLSX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private Downloads() {}

    /** @param name of plain letters, digits, points and hyphens */
    public static ResponseEntity<byte[]> of(byte[] content, MediaType type, String name) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(content);
    }

    /** A file that somebody gave us, sent as it is read; a browser keeps it and never runs anything that is in it. */
    public static ResponseEntity<Resource> given(InputStream content, long size, String mediaType, String name) {
        return given(content, size, mediaType, name, ContentDisposition.attachment(), "default-src 'none'; sandbox");
    }

    /** As {@link #given}, for what a browser may show by itself: images and PDF, as such and nothing else. */
    public static ResponseEntity<Resource> shown(InputStream content, long size, String mediaType, String name) {
        // the viewer of PDF files of a browser does not start in a sandbox; nothing but the file is loaded all the same
        return given(
                content,
                size,
                mediaType,
                name,
                ContentDisposition.inline(),
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    }

    private static ResponseEntity<Resource> given(
            InputStream content,
            long size,
            String mediaType,
            String name,
            ContentDisposition.Builder disposition,
            String policy) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(mediaType))
                .contentLength(size)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", policy)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        disposition
                                .filename(name, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new InputStreamResource(content));
    }
}
