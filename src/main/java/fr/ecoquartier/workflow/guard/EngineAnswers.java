package fr.ecoquartier.workflow.guard;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.ecoquartier.workflow.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What the engine's REST interface and web apps say when something goes wrong: one JSON problem, in French, with the
 * faulty fields; never a stack trace, a class name or SQL. What went wrong inside is in the log, under the reference that
 * the person is given.
 */
class EngineAnswers extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(EngineAnswers.class);
    private static final Pattern TASK = Pattern.compile(".*/task/([^/]+)(/.*)?");
    private static final int KEPT_BYTES = 16 * 1024;

    private final IdentityService identities;
    private final HardenedEngine engine;
    private final ObjectMapper json;

    EngineAnswers(IdentityService identities, HardenedEngine engine, ObjectMapper json) {
        this.identities = identities;
        this.engine = engine;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Held held = new Held(response);
        EngineRequest engineRequest = EngineRequest.open();
        Throwable failure = null;
        try {
            chain.doFilter(request, held);
        } catch (ServletException | RuntimeException e) {
            if (response.isCommitted()) {
                throw new IOException("the answer had begun", e);
            }
            failure = e;
        } finally {
            EngineRequest.close();
        }
        int status = failure == null ? held.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        if (status >= 500 && engineRequest.namedNothing()) {
            status = HttpServletResponse.SC_NOT_FOUND;
        }
        if (status < 400) {
            held.flushHeld();
            return;
        }
        answer(request, response, engineRequest, status, held.body(), failure);
    }

    private void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            EngineRequest engineRequest,
            int status,
            String body,
            Throwable failure)
            throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        Refusal refusal = engineRequest
                .refusal()
                .or(() -> refusalIn(failure))
                .or(() -> status == 404 || status >= 500 || status == 400
                        ? late(request, engineRequest)
                        : Optional.empty())
                .orElse(null);
        int answered = status;
        if (refusal != null) {
            answered = refusal.status();
            problem(problem, answered, refusal.title(), refusal.detail());
            problem.put(
                    "errors",
                    refusal.problems().stream()
                            .map(field ->
                                    Map.of("field", field.field(), "label", field.label(), "message", field.message()))
                            .toList());
        } else if (status >= 500) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.error(
                    "{}: {} {} answered {}: {}",
                    reference,
                    request.getMethod(),
                    request.getRequestURI(),
                    status,
                    body,
                    engineRequest.failure().map(Throwable.class::cast).orElse(failure));
            problem(
                    problem,
                    status,
                    "Erreur interne",
                    "L'application n'a pas pu traiter cette demande. Si cela se répète, signalez la référence "
                            + reference + " à l'administrateur.");
            problem.put("reference", reference);
            problem.put("errors", List.of());
        } else {
            LOG.debug("{} {} answered {}: {}", request.getMethod(), request.getRequestURI(), status, body);
            problem(problem, status, title(status), detail(status));
            problem.put("errors", List.of());
        }
        byte[] bytes = json.writeValueAsBytes(problem);
        response.resetBuffer();
        response.setStatus(answered);
        response.setContentType("application/problem+json;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
        response.flushBuffer();
    }

    private static void problem(Map<String, Object> problem, int status, String title, String detail) {
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        problem.put("message", detail); // the property that the web apps show
    }

    private Optional<Refusal> late(HttpServletRequest request, EngineRequest engineRequest) {
        Matcher task = TASK.matcher(request.getRequestURI());
        if (!task.matches() || engineRequest.caller().isEmpty()) {
            return Optional.empty();
        }
        Authentication caller = engineRequest.caller().get();
        try {
            identities.setAuthentication(caller.getUserId(), caller.getGroupIds(), caller.getTenantIds());
            return engine.stale().over(task.group(1));
        } finally {
            identities.clearAuthentication();
        }
    }

    private static Optional<Refusal> refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return Optional.of(refusal);
            }
        }
        return Optional.empty();
    }

    private static String title(int status) {
        return switch (status) {
            case 401 -> "Connexion nécessaire";
            case 403 -> "Action non autorisée";
            case 404 -> "Introuvable";
            case 409 -> "Action déjà faite";
            default -> "Demande refusée";
        };
    }

    private static String detail(int status) {
        return switch (status) {
            case 401 -> "Connectez-vous pour continuer.";
            case 403 -> "Vous n'avez pas le droit de faire cela.";
            case 404 -> "Ce que vous demandez n'existe pas ou ne vous est pas accessible.";
            case 405 -> "Cette action n'existe pas à cette adresse.";
            case 409 -> "Quelqu'un d'autre a été plus rapide. Rechargez la page.";
            case 411 -> "La longueur de l’envoi manque (Content-Length).";
            case 413 -> "L’envoi est trop volumineux : 2 Mio au plus par fichier, 8 Mio en tout.";
            case 429 -> "Trop de demandes. Réessayez dans un moment.";
            default -> "La demande n'est pas valable : vérifiez ce qui a été envoyé.";
        };
    }

    /** Lets a good answer pass as it is written and keeps a bad one back. */
    private static final class Held extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private ServletOutputStream stream;
        private PrintWriter writer;
        private int error;

        Held(HttpServletResponse response) {
            super(response);
        }

        @Override
        public int getStatus() {
            return error > 0 ? error : super.getStatus();
        }

        @Override
        public void setStatus(int status) {
            error = status >= 400 ? status : 0;
            super.setStatus(status);
        }

        @Override
        public void sendError(int status) {
            error = status;
        }

        @Override
        public void sendError(int status, String message) {
            error = status;
            keep(message == null ? new byte[0] : message.getBytes(StandardCharsets.UTF_8), 0, -1);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (stream == null) {
                stream = new Switching();
            }
            return stream;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null) {
                writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8), false);
            }
            return writer;
        }

        @Override
        public void flushBuffer() throws IOException {
            if (error == 0) {
                flushHeld();
                super.flushBuffer();
            }
        }

        void flushHeld() {
            if (writer != null) {
                writer.flush();
            }
        }

        String body() {
            flushHeld();
            return kept.toString(StandardCharsets.UTF_8);
        }

        private void keep(byte[] bytes, int from, int length) {
            int size = length < 0 ? bytes.length : length;
            kept.write(bytes, from, Math.max(0, Math.min(size, KEPT_BYTES - kept.size())));
        }

        private final class Switching extends ServletOutputStream {

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (error > 0) {
                    keep(bytes, from, length);
                } else {
                    getResponse().getOutputStream().write(bytes, from, length);
                }
            }

            @Override
            public void flush() throws IOException {
                if (error == 0) {
                    getResponse().getOutputStream().flush();
                }
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }
        }
    }
}
