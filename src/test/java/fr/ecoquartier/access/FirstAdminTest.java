package fr.ecoquartier.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecoquartier.StartRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class FirstAdminTest {

    private final Directory directory = new Directory();

    private void start(String user, String password) {
        new FirstAdmin(directory, user, password, new MockEnvironment()).afterSingletonsInstantiated();
    }

    @Test
    void isMadeFromTheTwoVariables() {
        start("marie.curie", "quatre mots au hasard");
        assertThat(directory.saved).singleElement().satisfies(account -> {
            assertThat(account.id()).isEqualTo("marie.curie");
            assertThat(account.roles()).containsExactly(Role.ADMIN);
        });
    }

    @Test
    void isNeverMadeByDefault() {
        start("", "");
        assertThat(directory.saved).isEmpty();
    }

    @Test
    void isNotMadeWhenThereIsOneAlready() {
        directory.admin = true;
        start("marie.curie", "quatre mots au hasard");
        assertThat(directory.saved).isEmpty();
    }

    @Test
    void aWeakPasswordOrHalfAnAccountStopsTheStart() {
        assertThatThrownBy(() -> start("marie", "court"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("au moins 12 caractères")
                .hasMessageNotContaining("court");
        assertThatThrownBy(() -> start("marie", "")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> start("", "quatre mots au hasard")).isInstanceOf(StartRefused.class);
        assertThatThrownBy(() -> start("marie curie", "quatre mots au hasard"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("marie curie");
        assertThatThrownBy(() -> start("mariecurie", "mariecurie2012"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("identifiant");
        assertThat(directory.saved).isEmpty();
    }

    private static final class Directory implements StaffDirectory {
        private final List<NewStaff> saved = new ArrayList<>();
        private boolean admin;

        @Override
        public Optional<Person> authenticate(String id, String password) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> find(String id) {
            return Optional.empty();
        }

        @Override
        public Optional<Person> active(String id) {
            return Optional.empty();
        }

        @Override
        public boolean passwordToChange(String id) {
            return false;
        }

        @Override
        public List<Person> withRole(Role role) {
            return List.of();
        }

        @Override
        public List<Entry> entries() {
            return List.of();
        }

        @Override
        public Optional<Entry> entry(String id) {
            return Optional.empty();
        }

        @Override
        public void rename(String id, String firstName, String lastName, String email) {}

        @Override
        public void assign(String id, Set<Role> roles, Set<String> regions) {}

        @Override
        public void requireAnotherAdmin(String leaving) {}

        @Override
        public void save(NewStaff account) {
            saved.add(account);
        }

        @Override
        public void changePassword(String id, String password) {}

        @Override
        public Optional<String> passwordMark(String id) {
            return Optional.empty();
        }

        @Override
        public boolean hasAdmin() {
            return admin;
        }
    }
}
