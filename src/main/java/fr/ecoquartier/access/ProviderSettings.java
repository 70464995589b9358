package fr.ecoquartier.access;

import fr.ecoquartier.StartRefused;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * Sign-in through an OpenID Connect provider. Nothing is configured by default, and nothing changes then.
 *
 * @param issuer address of the provider, as its discovery document gives it; empty: no provider
 * @param clientId name of this application at the provider
 * @param clientSecret empty for a public client; PKCE is used either way
 * @param name how people call the provider, after « Se connecter avec »
 * @param scopes what is asked for; {@code openid} is added when it is missing
 * @param claims where the provider says what
 * @param roles value of the claim of roles → role; a value that is not listed gives nothing
 * @param regions value of the claim of regions → code of a region; a code stands for itself
 * @param userInfo whether the claims of the UserInfo resource are read too
 * @param algorithm signature of the tokens
 */
@ConfigurationProperties("ecoquartier.sign-in.oidc")
record ProviderSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("le fournisseur d’identité") String name,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue Claims claims,
        @DefaultValue Map<String, String> roles,
        @DefaultValue Map<String, String> regions,
        @DefaultValue("true") boolean userInfo,
        @DefaultValue("RS256") String algorithm) {

    private static final String PREFIX = "ecoquartier.sign-in.oidc.";

    /** Names of the claims; dots lead inside: {@code realm_access.roles}. */
    record Claims(
            @DefaultValue("preferred_username") String account,
            @DefaultValue("given_name") String firstName,
            @DefaultValue("family_name") String lastName,
            @DefaultValue("email") String email,
            @DefaultValue("roles") String roles,
            @DefaultValue("regions") String regions,
            @DefaultValue("authority") String authority) {}

    boolean configured() {
        return !issuer.isBlank();
    }

    /** The role that a value of the claim gives. */
    Optional<Role> role(String value) {
        return Optional.ofNullable(roles.get(value)).flatMap(ProviderSettings::named);
    }

    SignatureAlgorithm signature() {
        return SignatureAlgorithm.from(algorithm);
    }

    /** @throws StartRefused with the first mistake, in one line */
    void check() {
        if (!configured()) {
            boolean halfDone = !clientId.isBlank() || !roles.isEmpty();
            refuse(halfDone, "issuer", "is missing, although other settings of the provider are given.");
            return;
        }
        URI address = uri(issuer.strip());
        refuse(
                address == null || address.getHost() == null || address.getScheme() == null,
                "issuer",
                "is the address of the provider (https://…): \"" + issuer + "\" is not one.");
        boolean here =
                address.getHost().equals("localhost") || address.getHost().equals("127.0.0.1");
        refuse(
                !address.getScheme().equals("https")
                        && !(here && address.getScheme().equals("http")),
                "issuer",
                "must begin with https://, except on this machine: \"" + issuer + "\" does not.");
        refuse(clientId.isBlank(), "client-id", "is missing: the provider gives it.");
        refuse(roles.isEmpty(), "roles", "gives no role: nobody could sign in through the provider.");
        roles.forEach((value, role) -> refuse(
                named(role).isEmpty(),
                "roles." + value,
                "\"" + role + "\" is no role. The roles are " + names() + "."));
        refuse(
                signature() == null,
                "algorithm",
                "\"" + algorithm + "\" is not known; RS256, PS256 or ES256 are usual.");
    }

    private static void refuse(boolean wrong, String setting, String why) {
        if (wrong) {
            throw new StartRefused(PREFIX + setting + " " + why);
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Optional<Role> named(String name) {
        return name.equals("admin") ? Optional.of(Role.ADMIN) : Role.ofGroup(name);
    }

    private static String names() {
        return Arrays.stream(Role.values()).map(Role::group).collect(Collectors.joining(", "));
    }
}
