package fr.ecoquartier.web.dossier;

import fr.ecoquartier.dossier.DossierQuery;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.pilot.run.Progress;
import fr.ecoquartier.web.Book;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.support.GenericApplicationContext;

/** Exports of the search, with what each leaves in memory on its way. */
public final class DossierExportBenchmark {

    /**
     * A measured export.
     *
     * @param before bytes in use after a collection, before the export
     * @param most bytes in use after a collection, at the worst moment of the export
     */
    public record Measured(long rows, long millis, long size, long before, long most) {}

    private final DossierExport export;

    public DossierExportBenchmark(GenericApplicationContext application) {
        this.export = application.getBean(DossierExport.class);
    }

    public static void register(GenericApplicationContext application) {
        new AnnotatedBeanDefinitionReader(application).register(DossierExport.class);
    }

    /**
     * @param text what is searched; null for every dossier
     * @param collectEvery after how many rows memory is collected and counted; 0 to count nothing and measure time only
     */
    public Measured run(Book.Format format, String text, int collectEvery) throws IOException {
        DossierExport.Order order = new DossierExport.Order(
                format,
                new DossierQuery(text, null, null, null, null, null, false, null, 0, 1),
                Scope.everything(),
                List.of("banc d’essai"),
                "Toutes les régions",
                "Banc d’essai");
        Path file = Files.createTempFile("bench", "." + format.code());
        long before = collectEvery > 0 ? used() : 0;
        long[] most = {before};
        long[] told = {0};
        long start = System.nanoTime();
        long rows = export.write(order, file, new Progress() {
            @Override
            public void report(double share, String message) {
                told[0] += 250;
                if (collectEvery > 0 && told[0] % collectEvery == 0) {
                    most[0] = Math.max(most[0], used());
                }
            }

            @Override
            public boolean cancelled() {
                return false;
            }
        });
        long millis = (System.nanoTime() - start) / 1_000_000;
        long size = Files.size(file);
        Files.delete(file);
        return new Measured(rows, millis, size, before, most[0]);
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
