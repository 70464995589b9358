package fr.ecoquartier.workflow.engine;

import fr.ecoquartier.access.PasswordPolicy;
import fr.ecoquartier.access.StaffDirectory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
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

    private static final List<PasswordPolicyRule> RULES = List.of(
            new Rule(
                    "PASSWORD_POLICY_LENGTH",
                    Map.of("minLength", String.valueOf(PasswordPolicy.MINIMUM_LENGTH)),
                    (id, password) -> PasswordPolicy.rightLength(password)),
            new Rule(
                    "PASSWORD_POLICY_DIFFERENT",
                    Map.of("minDifferent", String.valueOf(PasswordPolicy.MINIMUM_DIFFERENT)),
                    (id, password) -> PasswordPolicy.variedEnough(password)),
            new Rule("PASSWORD_POLICY_USER_DATA", Map.of(), PasswordPolicy::tellsNothing));

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setUserResourceWhitelistPattern(StaffDirectory.ID_PATTERN);
        engine.setPasswordEncryptor(new SlowHash());
        engine.setPasswordPolicy(() -> RULES);
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

    /**
     * A part of the application's policy as a rule of the engine: also applies to what administrators do in the Admin web
     * app, which shows each rule by its placeholder.
     */
    private record Rule(String placeholder, Map<String, String> parameters, BiPredicate<String, String> good)
            implements PasswordPolicyRule {

        @Override
        public String getPlaceholder() {
            return placeholder;
        }

        @Override
        public Map<String, String> getParameters() {
            return parameters;
        }

        @Override
        public boolean execute(String password) {
            return good.test("", password);
        }

        @Override
        public boolean execute(String password, User user) {
            return good.test(user == null || user.getId() == null ? "" : user.getId(), password);
        }
    }
}
