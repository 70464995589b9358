package fr.ecoquartier.workflow.modelling.paths;

import fr.ecoquartier.modelling.path.ModelFacts;
import fr.ecoquartier.workflow.Modelled;
import fr.ecoquartier.workflow.label.ProgressiveLabelProcess;
import fr.ecoquartier.workflow.pilot.PilotCampaignProcess;
import fr.ecoquartier.workflow.pilot.PilotTestProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What our delegates say of themselves ({@link Modelled}), and the messages and variables that our code gives processes. */
@Component
class EngineFacts implements ModelFacts {

    private static final List<SentMessage> MESSAGES = List.of(
            new SentMessage(
                    ProgressiveLabelProcess.KEY,
                    ProgressiveLabelProcess.Messages.OPERATION_FINISHED,
                    "une opération est déclarée achevée",
                    Set.of()),
            new SentMessage(
                    ProgressiveLabelProcess.KEY,
                    ProgressiveLabelProcess.Messages.CONDITIONS_MET,
                    "les conditions d’un ajournement sont déclarées remplies",
                    Set.of()),
            new SentMessage(
                    ProgressiveLabelProcess.KEY,
                    ProgressiveLabelProcess.Messages.WITHDRAWAL_REQUESTED,
                    "une collectivité se désiste",
                    Set.of(
                            ProgressiveLabelProcess.Variables.WITHDRAWAL_REASON,
                            ProgressiveLabelProcess.Variables.WITHDRAWN_BY,
                            ProgressiveLabelProcess.Variables.WITHDRAWN_BY_NAME,
                            ProgressiveLabelProcess.Variables.WITHDRAWN_BY_ROLE)),
            new SentMessage(
                    PilotTestProcess.KEY,
                    PilotTestProcess.Messages.WITHDRAWAL_REQUESTED,
                    "une collectivité quitte son test",
                    Set.of(
                            ProgressiveLabelProcess.Variables.WITHDRAWAL_REASON,
                            ProgressiveLabelProcess.Variables.WITHDRAWN_BY,
                            ProgressiveLabelProcess.Variables.WITHDRAWN_BY_NAME,
                            ProgressiveLabelProcess.Variables.WITHDRAWN_BY_ROLE)),
            new SentMessage(
                    PilotCampaignProcess.KEY,
                    PilotCampaignProcess.Messages.APPLICATIONS_CLOSED,
                    "les candidatures d’une campagne sont closes avant leur date",
                    Set.of()),
            new SentMessage(
                    PilotCampaignProcess.KEY,
                    PilotCampaignProcess.Messages.TESTS_ENDED,
                    "les tests d’une campagne sont arrêtés",
                    Set.of()));

    private static final Map<String, Set<String>> GIVEN = Map.of(
            ProgressiveLabelProcess.KEY,
            Set.of(
                    ProgressiveLabelProcess.Variables.REFERENCE,
                    ProgressiveLabelProcess.Variables.REGION_CODE,
                    ProgressiveLabelProcess.Variables.AUTHORITY_NAME,
                    ProgressiveLabelProcess.Variables.OPERATION_NAME,
                    ProgressiveLabelProcess.Variables.REFERENTIEL_VERSION,
                    ProgressiveLabelProcess.Variables.ENTRY_STAGE),
            PilotCampaignProcess.KEY,
            Set.of(
                    PilotCampaignProcess.Variables.CAMPAIGN,
                    PilotCampaignProcess.Variables.CAMPAIGN_NAME,
                    PilotCampaignProcess.Variables.REGION_CODE,
                    PilotCampaignProcess.Variables.APPLICATIONS_UNTIL,
                    PilotCampaignProcess.Variables.ROUND));

    private final Map<String, Delegate> delegates;

    @Autowired
    EngineFacts(ListableBeanFactory beans) {
        this(marked(beans));
    }

    EngineFacts(Map<String, Modelled> marked) {
        Map<String, Delegate> declared = new HashMap<>();
        marked.forEach((name, mark) -> {
            Map<String, String> sets = new HashMap<>();
            for (String variable : mark.sets()) {
                String[] parts = variable.split("=", 2);
                sets.put(parts[0], parts.length == 2 ? parts[1] : null);
            }
            declared.put(name, new Delegate(Set.of(mark.raises()), sets));
        });
        delegates = Map.copyOf(declared);
    }

    private static Map<String, Modelled> marked(ListableBeanFactory beans) {
        Map<String, Modelled> marked = new TreeMap<>();
        for (String name : beans.getBeanNamesForAnnotation(Modelled.class)) {
            marked.put(name, beans.findAnnotationOnBean(name, Modelled.class));
        }
        return marked;
    }

    @Override
    public Optional<Delegate> delegate(String bean) {
        return Optional.ofNullable(delegates.get(bean));
    }

    @Override
    public List<SentMessage> messages() {
        return MESSAGES;
    }

    @Override
    public Set<String> given(String process) {
        return GIVEN.getOrDefault(process, Set.of());
    }
}
