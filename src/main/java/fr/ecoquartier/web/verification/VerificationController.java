package fr.ecoquartier.web.verification;

import fr.ecoquartier.act.seal.Genuine;
import fr.ecoquartier.act.seal.Verdict;
import fr.ecoquartier.act.seal.Verifications;
import fr.ecoquartier.web.French;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * Anybody verifies a document: by its file, or by the code that its QR code leads to. Nothing is kept of what is sent,
 * and what is shown names nobody.
 */
@Controller
class VerificationController {

    private static final Pattern CODE =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 15;

    private final Verifications verifications;
    private final VerificationWords words;
    /** A file is in memory while it is read: only so many at a time. */
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    VerificationController(Verifications verifications, French french) {
        this.verifications = verifications;
        this.words = new VerificationWords(french);
    }

    @GetMapping("/verification")
    String open(Model model) {
        return page(model, null, null, null);
    }

    @PostMapping("/verification")
    String verify(
            @RequestParam(name = "fichier", required = false) MultipartFile file,
            Model model,
            HttpServletResponse response)
            throws IOException {
        return verified(file, null, model, response);
    }

    @GetMapping("/verification/{code}")
    String state(@PathVariable String code, Model model, HttpServletResponse response) {
        Optional<Genuine> genuine = find(code);
        return genuine.isPresent() ? page(model, genuine.get(), null, null) : unknown(response);
    }

    @PostMapping("/verification/{code}")
    String compare(
            @PathVariable String code,
            @RequestParam(name = "fichier", required = false) MultipartFile file,
            Model model,
            HttpServletResponse response)
            throws IOException {
        Optional<Genuine> genuine = find(code);
        return genuine.isPresent() ? verified(file, genuine.get(), model, response) : unknown(response);
    }

    private String verified(
            @Nullable MultipartFile file, @Nullable Genuine expected, Model model, HttpServletResponse response)
            throws IOException {
        if (file == null || file.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            boolean chosen = file != null
                    && file.getOriginalFilename() != null
                    && !file.getOriginalFilename().isBlank();
            return page(
                    model,
                    expected,
                    null,
                    chosen
                            ? "Ce fichier est vide : choisissez le fichier PDF à vérifier."
                            : "Choisissez un fichier PDF.");
        }
        if (!enter()) {
            response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
            response.setHeader("Retry-After", "30");
            return page(
                    model,
                    expected,
                    null,
                    "Trop de vérifications sont en cours : réessayez dans une minute. Votre fichier n’a pas été lu.");
        }
        Verdict verdict;
        try {
            verdict = verifications.verify(file.getBytes());
        } finally {
            places.release();
        }
        return page(model, expected, verdict, null);
    }

    private boolean enter() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Genuine> find(String code) {
        return CODE.matcher(code).matches() ? verifications.find(UUID.fromString(code)) : Optional.empty();
    }

    private String page(Model model, @Nullable Genuine expected, @Nullable Verdict verdict, @Nullable String problem) {
        model.addAttribute("page", words.page(expected, verdict, problem));
        return "verification/verification";
    }

    private static String unknown(HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return "verification/unknown";
    }
}
