package fr.ecoquartier.database;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** Starts the embedded database in the folder that it is given, and keeps it until somebody ends the process. */
final class HoldsTheDatabase {

    private HoldsTheDatabase() {}

    public static void main(String[] arguments) throws InterruptedException {
        LocalPostgres postgres = LocalPostgres.start(Path.of(arguments[0]), "");
        LoggerFactory.getLogger(HoldsTheDatabase.class).info("holding {}", postgres.url());
        new CountDownLatch(1).await();
    }
}
