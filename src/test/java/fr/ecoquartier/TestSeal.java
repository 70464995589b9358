package fr.ecoquartier;

import fr.ecoquartier.act.seal.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Documents of tests are sealed as those of an installation: with a file that is configured. */
public class TestSeal implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    /** Who the certificate says it is. */
    public static final String NAME = "Cachet des essais";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path file = Files.createTempFile("cachet", ".p12");
            file.toFile().deleteOnExit();
            TestKeys.write(file, NAME);
            TestPropertyValues.of("ecoquartier.seal.file=" + file, "ecoquartier.seal.password=" + TestKeys.PASSWORD)
                    .applyTo(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
