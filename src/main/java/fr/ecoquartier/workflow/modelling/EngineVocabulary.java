package fr.ecoquartier.workflow.modelling;

import fr.ecoquartier.access.Role;
import fr.ecoquartier.modelling.check.ModelVocabulary;
import fr.ecoquartier.workflow.label.Delays;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Roles, delays and definitions of this application. */
@Component
class EngineVocabulary implements ModelVocabulary {

    private final Delays delays;
    private final JdbcClient database;

    EngineVocabulary(Delays delays, JdbcClient database) {
        this.delays = delays;
        this.database = database;
    }

    @Override
    public Set<String> roles() {
        return Arrays.stream(Role.values()).map(Role::group).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> delays() {
        return delays.inForce().stream().map(Delays.InForce::key).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> forms() {
        return keys("act_re_camformdef");
    }

    @Override
    public Set<String> decisions() {
        return keys("act_re_decision_def");
    }

    @Override
    public Set<String> processes() {
        return keys("act_re_procdef");
    }

    private Set<String> keys(String table) {
        return new HashSet<>(database.sql("select distinct key_ from " + table)
                .query(String.class)
                .list());
    }
}
