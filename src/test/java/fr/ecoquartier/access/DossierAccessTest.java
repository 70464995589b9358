package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import fr.ecoquartier.dossier.DossierStage;
import fr.ecoquartier.dossier.DossierStatus;
import fr.ecoquartier.dossier.DossierSummary;
import fr.ecoquartier.dossier.Scope;
import fr.ecoquartier.expertise.Trios;
import fr.ecoquartier.pilot.rating.Evaluators;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DossierAccessTest {

    private static final DossierSummary GRENOBLE = dossier("EQ-2012-00001", "38185", "82");
    private static final DossierSummary STRASBOURG = dossier("EQ-2012-00002", "67482", "42");

    private final Trios trios = mock(Trios.class);
    private final Evaluators evaluators = mock(Evaluators.class);
    private final DossierAccess access = new DossierAccess(trios, evaluators);

    private static DossierSummary dossier(String reference, String authority, String region) {
        return new DossierSummary(
                reference,
                authority,
                "Commune",
                region,
                "Opération",
                "urban",
                "2012-test",
                DossierStage.CHARTER,
                DossierStatus.OPEN,
                false,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                null);
    }

    private static Person person(Role role, Set<String> regions, Set<String> authorities) {
        return new Person("quelqu.un", "Quelqu’un", Set.of(role), regions, authorities);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"MINISTRY", "CARRIER", "MANAGER", "ADMIN"})
    void nationalRolesSeeAll(Role role) {
        Person person = person(role, Set.of(), Set.of());
        assertThat(access.scope(person)).isEqualTo(Scope.everything());
        assertThat(access.maySee(person, STRASBOURG)).isTrue();
    }

    @Test
    void aRegionalServiceSeesItsRegionOnly() {
        Person dreal = person(Role.DREAL, Set.of("82"), Set.of());
        assertThat(access.maySee(dreal, GRENOBLE)).isTrue();
        assertThat(access.maySee(dreal, STRASBOURG)).isFalse();
    }

    @Test
    void anAuthoritySeesItsOwnOnly() {
        Person authority = person(Role.AUTHORITY, Set.of(), Set.of("38185"));
        assertThat(access.maySee(authority, GRENOBLE)).isTrue();
        assertThat(access.maySee(authority, STRASBOURG)).isFalse();
    }

    @Test
    void anExpertSeesTheDossiersOfItsTriosWhateverTheRegion() {
        when(trios.dossiersOf("quelqu.un")).thenReturn(Set.of("EQ-2012-00002"));
        Person expert = person(Role.EXPERT, Set.of("82"), Set.of());
        assertThat(access.maySee(expert, STRASBOURG)).isTrue();
        assertThat(access.maySee(expert, GRENOBLE)).isFalse();
    }

    @Test
    void anybodyElseSeesNone() {
        assertThat(access.scope(person(Role.PARTNER, Set.of("82"), Set.of("38185"))))
                .isEqualTo(Scope.none());
        assertThat(access.scope(new Person("sans", "Sans rôle", Set.of(), Set.of("82"), Set.of("38185"))))
                .isEqualTo(Scope.none());
    }

    @Test
    void regionsCountForTheirRoleOnly() {
        Person authorityWithARegion = person(Role.AUTHORITY, Set.of("82"), Set.of("67482"));
        assertThat(access.maySee(authorityWithARegion, GRENOBLE)).isFalse();
    }

    @Test
    void expertsAndPartnersSeeTheTestDossiersThatTheyEvaluateAndNobodyElseDoesByBeingNamed() {
        when(evaluators.dossiersOf("quelqu.un")).thenReturn(Set.of(GRENOBLE.reference()));

        for (Role role : Set.of(Role.EXPERT, Role.PARTNER)) {
            Person evaluator = person(role, Set.of(), Set.of());
            assertThat(access.maySee(evaluator, GRENOBLE)).isTrue();
            assertThat(access.maySee(evaluator, STRASBOURG)).isFalse();
        }
        assertThat(access.maySee(person(Role.AUTHORITY, Set.of(), Set.of()), GRENOBLE))
                .isFalse();
    }
}
