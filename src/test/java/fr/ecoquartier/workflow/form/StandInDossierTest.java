package fr.ecoquartier.workflow.form;

import static org.assertj.core.api.Assertions.assertThat;

import fr.ecoquartier.IntegrationTest;
import fr.ecoquartier.Visitor;
import fr.ecoquartier.access.HeldTasks;
import fr.ecoquartier.access.NewStandIn;
import fr.ecoquartier.access.Person;
import fr.ecoquartier.access.Role;
import fr.ecoquartier.access.StaffDirectory;
import fr.ecoquartier.access.StandIns;
import fr.ecoquartier.dossier.Decision;
import fr.ecoquartier.dossier.Dossiers;
import fr.ecoquartier.dossier.JournalKind;
import fr.ecoquartier.dossier.Proceedings;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a stand-in does is told under their own name, and on whose account. */
@IntegrationTest
class StandInDossierTest {

    @Autowired
    private AutowireCapableBeanFactory application;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private StandIns standIns;

    @Autowired
    private HeldTasks held;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Dossiers dossiers;

    @Autowired
    private Proceedings proceedings;

    private Person agent(String name) {
        String id = "account-" + name + "-" + UUID.randomUUID().toString().substring(0, 6);
        staff.save(new StaffDirectory.NewStaff(
                id,
                name,
                "Essai",
                id + "@exemple.invalid",
                "un mot de passe de test",
                Set.of(Role.DREAL),
                Set.of("82")));
        return staff.find(id).orElseThrow();
    }

    @LocalServerPort
    private int port;

    @Test
    void theDossierNamesTheStandInAndTheAbsentPerson() throws Exception {
        Desk desk = Desk.in(application);
        Person absent = agent("Absente");
        Person standIn = agent("Suppleante");
        String reference = desk.openAt("checkAdmissibility");
        String task = desk.task(reference, "checkAdmissibility").getId();
        tasks.setAssignee(task, absent.id());
        standIns.name(
                new NewStandIn(absent.id(), standIn.id(), Role.DREAL, standIns.today(), standIns.today(), "congés"),
                absent);

        Visitor reader = new Visitor(port);
        reader.signIn(standIn.id(), "un mot de passe de test");
        assertThat(reader.get("/dossiers/" + reference).body())
                .contains("Prise par " + absent.name() + ", en son absence " + standIn.name());

        held.take(task, standIn);
        assertThat(reader.get("/dossiers/" + reference).body())
                .contains("Prise par " + standIn.name() + ", pour le compte de " + absent.name());
        identity.setAuthentication(standIn.id(), List.of(Role.DREAL.group()), List.of("82"));
        try {
            desk.send(task, SampleAnswers.of("checkAdmissibility"));
        } finally {
            identity.clearAuthentication();
        }

        assertThat(proceedings.decisions(reference))
                .extracting(Decision::authorName)
                .containsExactly(standIn.name() + ", pour le compte de " + absent.name());
        assertThat(dossiers.journal(reference, true)).anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo(JournalKind.INTERVENTION);
            assertThat(entry.actor().id()).isEqualTo(standIn.id());
            assertThat(entry.text()).contains("pour le compte de " + absent.name());
        });
    }
}
