package fr.ecoquartier.privacy;

import fr.ecoquartier.access.StaffDirectory;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The accounts of people who left: they stay, so that what they decided says by whom, and lose the person's name. */
@Component
class ClosedAccounts {

    /** What an account is called once its person is forgotten. */
    static final String FORMER = "ancien agent";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final StaffDirectory staff;
    private final PasswordEncoder passwords;

    ClosedAccounts(JdbcClient jdbc, StaffDirectory staff, PasswordEncoder passwords) {
        this.jdbc = jdbc;
        this.staff = staff;
        this.passwords = passwords;
    }

    /** « ancien agent (DREAL) ». */
    static String name(String role) {
        return FORMER + " (" + role + ")";
    }

    void forget(String id, boolean ofStaff, String role) {
        if (ofStaff) {
            staff.rename(id, FORMER, "(" + role + ")", "");
            staff.changePassword(id, unknown(id));
            return;
        }
        jdbc.sql("update ecoquartier.authority_account set name = :name, email = null, password = :none where id = :id")
                .param("name", name(role))
                .param("none", passwords.encode(unknown(id)))
                .param("id", id)
                .update();
    }

    /** Every way in which an account's name is written in the directories. */
    List<String> names(String id) {
        return Stream.concat(
                        staff.entry(id).stream()
                                .flatMap(entry -> Stream.of(
                                        (entry.firstName() + " " + entry.lastName()).strip(),
                                        (entry.lastName() + " " + entry.firstName()).strip())),
                        jdbc
                                .sql("select name from ecoquartier.authority_account where id = :id"
                                        + " union select name from ecoquartier.expert where user_id = :id")
                                .param("id", id)
                                .query(String.class)
                                .list()
                                .stream())
                .distinct()
                .toList();
    }

    /** Nobody knows it. Made of letters that the id does not have, so that it never contains it. */
    private static String unknown(String id) {
        char[] letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!%+=#@$&*"
                .chars()
                .filter(letter -> id.toUpperCase(Locale.ROOT).indexOf(letter) < 0)
                .mapToObj(letter -> String.valueOf((char) letter))
                .collect(Collectors.joining())
                .toCharArray();
        return RANDOM.ints(48, 0, letters.length)
                .mapToObj(n -> String.valueOf(letters[n]))
                .collect(Collectors.joining());
    }
}
