package fr.ecoquartier.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Java process of its own with this test's class path: for what only a process can show, its end. */
final class ForkedJvm implements AutoCloseable {

    private final Process process;
    private final Path output;

    ForkedJvm(Class<?> main, Map<String, String> environment, String... arguments) throws IOException {
        output = Files.createTempFile("forked", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("ECOQUARTIER_"));
        builder.environment().putAll(environment);
        process = builder.start();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still running after two minutes");
        }
        return process.exitValue();
    }

    /** Waits until the process has said this. */
    void awaitOutput(String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!output().contains(text)) {
            if (System.nanoTime() > end || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("\"" + text + "\" was never said: " + output());
            }
        }
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** The lines of level ERROR, and anything that looks like a stack trace. */
    List<String> complaints() throws IOException {
        return output().lines()
                .filter(line -> line.contains(" ERROR ") || line.contains("Exception") || line.startsWith("\tat "))
                .toList();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
