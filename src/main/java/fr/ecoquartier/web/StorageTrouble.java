package fr.ecoquartier.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Locale;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;

/**
 * Why something could not be stored, in words for whoever sent it: no room left on a disk, a transfer that broke off, a
 * database that does not answer. Nothing of what was sent is kept in any of these cases.
 */
public record StorageTrouble(HttpStatus status, String title, String sentence) {

    private static final StorageTrouble FULL = new StorageTrouble(
            HttpStatus.INSUFFICIENT_STORAGE,
            "Espace insuffisant",
            "Le fichier n’a pas pu être enregistré : la plateforme manque de place. Rien n’en a été gardé. L’administrateur doit libérer de l’espace ; recommencez ensuite.");
    private static final StorageTrouble UNREACHABLE = new StorageTrouble(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Enregistrement impossible",
            "Le fichier n’a pas pu être enregistré : la base de données ne répond pas. Rien n’en a été gardé. Recommencez dans quelques minutes.");
    private static final StorageTrouble BROKEN_OFF = new StorageTrouble(
            HttpStatus.BAD_REQUEST,
            "Envoi interrompu",
            "Le fichier n’a pas été reçu en entier. Rien n’en a été gardé. Vérifiez votre connexion, puis recommencez.");

    /** Whether a failure is one of those told here. */
    public static boolean concerns(RuntimeException failure) {
        return failure instanceof DataAccessException
                || failure instanceof TransactionException
                || failure instanceof UncheckedIOException;
    }

    /** What a failure means to the person who sent the file. */
    public static StorageTrouble of(Throwable failure) {
        boolean database = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (full(cause)) {
                return FULL;
            }
            database |= cause instanceof SQLException
                    || cause instanceof DataAccessException
                    || cause instanceof TransactionException;
        }
        return database ? UNREACHABLE : BROKEN_OFF;
    }

    /** Systems say it in their own language; PostgreSQL has a class of errors for it. */
    private static boolean full(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return String.valueOf(sql.getSQLState()).startsWith("53100");
        }
        if (!(cause instanceof IOException)) {
            return false;
        }
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        String words = String.valueOf(reason).toLowerCase(Locale.ROOT);
        return words.contains("no space left")
                || words.contains("not enough space")
                || words.contains("quota exceeded")
                || words.contains("aucun espace disponible")
                || words.contains("espace insuffisant");
    }

    /** The answer to a script. */
    public ResponseEntity<ProblemDetail> problem() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
