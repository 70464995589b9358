package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.access.PasswordPolicy;
import fr.ecoquartier.access.StaffDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * How the engine keeps its users: readable ids with dots, the application's password policy, slow hashes, and no lock of
 * an account by somebody else's failures (signing in is throttled by {@code access}, by account and by address).
 */
@Component
class IdentitySettings extends AbstractCamundaConfiguration {

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setUserResourceWhitelistPattern(StaffDirectory.ID_PATTERN);
        engine.setPasswordEncryptor(new SlowHash());
        engine.setPasswordPolicy(() -> List.of(new OurRule()));
        engine.setEnablePasswordPolicy(true);
        engine.setLoginMaxAttempts(Integer.MAX_VALUE);
        engine.setLoginDelayBase(0);
        engine.setLoginDelayMaxTime(0);
    }

    /** bcrypt over a digest, because bcrypt reads 72 bytes only and the engine puts its salt in front. */
    private static final class SlowHash implements PasswordEncryptor {

        private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();

        @Override
        public String encrypt(String password) {
            return bcrypt.encode(digest(password));
        }

        @Override
        public boolean check(String password, String encrypted) {
            return bcrypt.matches(digest(password), encrypted);
        }

        @Override
        public String hashAlgorithmName() {
            return "bcrypt";
        }

        private static String digest(String text) {
            try {
                byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
                return Base64.getEncoder().encodeToString(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The application's policy as the engine's: also applies to what administrators do in the Admin web app. */
    private static final class OurRule implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return "PASSWORD_POLICY_ECOQUARTIER";
        }

        @Override
        public Map<String, String> getParameters() {
            return Map.of("minLength", String.valueOf(PasswordPolicy.MINIMUM_LENGTH));
        }

        @Override
        public boolean execute(String password) {
            return PasswordPolicy.refusal(null, password).isEmpty();
        }

        @Override
        public boolean execute(String password, User user) {
            return PasswordPolicy.refusal(user == null ? null : user.getId(), password)
                    .isEmpty();
        }
    }
}
