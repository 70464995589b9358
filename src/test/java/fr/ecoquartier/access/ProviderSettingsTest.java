package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import fr.ecoquartier.StartRefused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProviderSettingsTest {

    private static ProviderSettings settings(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put("ecoquartier.sign-in.oidc." + pairs[i], pairs[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("ecoquartier.sign-in.oidc", Bindable.of(ProviderSettings.class));
    }

    @Test
    void nothingIsConfiguredByDefault() {
        ProviderSettings settings = settings();
        assertThatCode(settings::check).doesNotThrowAnyException();
        assertThat(settings.configured()).isFalse();
        IdentityProvider provider = new IdentityProvider(settings, null);
        provider.afterSingletonsInstantiated();
        assertThat(provider.name()).isEmpty();
        assertThat(provider.start()).isEmpty();
        assertThat(provider.signsIn("admin")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer|annuaire|issuer is the address of the provider",
                "issuer|http://annuaire.exemple.invalid|must begin with https://",
                "client-id| |client-id is missing",
                "roles.x|directeur|roles.x \"directeur\" is no role. The roles are ministry, carrier",
                "algorithm|none|algorithm \"none\" is not known"
            })
    void aWrongSettingStopsTheStartInOneLine(String setting, String value, String line) {
        String[] good = {
            "issuer",
            "https://annuaire.exemple.invalid",
            "client-id",
            "ecoquartier",
            "roles.ministere",
            "ministry",
            setting,
            value == null ? "" : value
        };
        assertThatThrownBy(settings(good)::check)
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("ecoquartier.sign-in.oidc.")
                .hasMessageContaining(line)
                .hasMessageNotContaining("\n");
    }

    @Test
    void halfAConfigurationIsAMistakeToo() {
        assertThatThrownBy(settings("client-id", "ecoquartier")::check)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("issuer is missing");
        assertThatThrownBy(settings("issuer", "https://annuaire.exemple.invalid", "client-id", "x")::check)
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("gives no role");
    }

    @Test
    void anAddressThatIsNoProviderStopsTheStartAndOneThatIsDownDoesNot() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        site.start();
        try {
            String elsewhere = "http://localhost:" + site.getAddress().getPort();
            ProviderSettings wrong = settings("issuer", elsewhere, "client-id", "x", "roles.a", "ministry");
            IdentityProvider misnamed = new IdentityProvider(wrong, null);
            assertThatThrownBy(misnamed::afterSingletonsInstantiated)
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining(elsewhere + " does not describe an OpenID Connect provider");
        } finally {
            site.stop(0);
        }
        ProviderSettings down = settings("issuer", "http://localhost:1", "client-id", "x", "roles.a", "ministry");
        IdentityProvider asleep = new IdentityProvider(down, null);
        assertThatCode(asleep::afterSingletonsInstantiated).doesNotThrowAnyException();
        assertThat(asleep.start()).isEmpty();
    }

    @Test
    void claimsAreFoundInsideOthersAndByNamesWithDots() {
        ProviderSettings settings = settings(
                "issuer",
                "https://a.invalid",
                "claims.roles",
                "realm_access.roles",
                "claims.authority",
                "https://label.invalid/code",
                "roles[Direction régionale]",
                "dreal",
                "regions[Rhône-Alpes]",
                "82");
        ProviderClaims claims = ProviderClaims.of(
                settings,
                "https://a.invalid",
                "42",
                Map.of(
                        "realm_access",
                        Map.of("roles", List.of("Direction régionale", "offline_access")),
                        "https://label.invalid/code",
                        "38185",
                        "regions",
                        "Rhône-Alpes, 11 ; nulle part",
                        "preferred_username",
                        "  Éloïse D'Arc@Ministère.fr "),
                List.of("82", "11")::contains);
        assertThat(claims.roles()).containsExactly(Role.DREAL);
        assertThat(claims.unknown()).containsExactly("offline_access");
        assertThat(claims.regions()).containsExactly("82", "11");
        assertThat(claims.authorities()).containsExactly("38185");
        assertThat(claims.account()).isEqualTo("eloise-d-arc@ministere.fr").matches(StaffDirectory.ID_PATTERN);
        assertThat(claims.name()).isEqualTo("eloise-d-arc@ministere.fr");
    }

    @ParameterizedTest
    @CsvSource({"..--, 42", "a..b__c, a.b_c", "名前, 42", "'admin ', admin"})
    void anAccountIsCalledAsAccountsAre(String given, String account) {
        ProviderClaims claims = ProviderClaims.of(
                settings(), "https://a.invalid", "42", Map.of("preferred_username", given), code -> false);
        assertThat(claims.account()).isEqualTo(account).matches(StaffDirectory.ID_PATTERN);
    }
}
