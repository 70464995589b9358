package fr.ecoquartier.workflow.guard;

import fr.ecoquartier.access.AccountJournal;
import fr.ecoquartier.access.StaffRecords;
import fr.ecoquartier.access.StandIns;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Puts the guards into the engine before it is built, and what they need in the database afterwards. */
@Component
@Order(10)
class HardenedEngine extends AbstractCamundaConfiguration {

    private final ModelledBeans beans;
    private final ModelGate modelGate;
    private final EngineDatabase database;
    private final TasksOnAccount onAccount;
    private final ObjectProvider<StandIns> standIns;
    private final ObjectProvider<AdminsKept> admins;
    private final ObjectProvider<StaffRecords> records;
    private final ObjectProvider<AccountJournal> journal;
    private final ObjectProvider<DeploymentDesk> desk;
    private StaleTasks stale;
    private TaskRules rules;

    HardenedEngine(
            ModelledBeans beans,
            ModelGate modelGate,
            DataSource dataSource,
            PlatformTransactionManager transactions,
            TasksOnAccount onAccount,
            ObjectProvider<StandIns> standIns,
            ObjectProvider<AdminsKept> admins,
            ObjectProvider<StaffRecords> records,
            ObjectProvider<AccountJournal> journal,
            ObjectProvider<DeploymentDesk> desk) {
        this.desk = desk;
        this.onAccount = onAccount;
        this.standIns = standIns;
        this.admins = admins;
        this.records = records;
        this.journal = journal;
        this.beans = beans;
        this.modelGate = modelGate;
        this.database = new EngineDatabase(dataSource, transactions);
    }

    @Override
    public void preInit(SpringProcessEngineConfiguration engine) {
        preInit((ProcessEngineConfigurationImpl) engine);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        People people = new People(engine);
        rules = new TaskRules(engine, people);
        stale = new StaleTasks(engine, people);

        engine.setExpressionManager(new GuardedExpressions(beans));
        engine.setScriptEngineResolver(new NoScripts());
        engine.setRepositoryService(new GuardedRepository(engine, modelGate, desk::getObject));
        engine.setRuntimeService(new GuardedRuntime());
        engine.setFilterService(new GuardedFilters(standIns));
        engine.setTaskService(new GuardedTasks(engine, rules, stale, onAccount, people));
        engine.setIdentityService(new GuardedIdentities(admins, records, journal, people));
        engine.setFormService(new GuardedForms(stale));
        engine.setCustomPreDeployers(List.of(modelGate));
        engine.setResourceAuthorizationProvider(new PersonalGrants(people));
        engine.setTenantIdProvider(new RegionOfInstance());
        engine.setEnableCmdExceptionLogging(false); // a refusal is no error; what is one is logged by EngineAnswers

        List<BpmnParseListener> listeners = new ArrayList<>();
        listeners.add(new Completion(rules, onAccount));
        listeners.add(new RegionalCalls());
        if (engine.getCustomPreBPMNParseListeners() != null) {
            listeners.addAll(engine.getCustomPreBPMNParseListeners());
        }
        engine.setCustomPreBPMNParseListeners(listeners);

        List<CommandInterceptor> interceptors = new ArrayList<>();
        interceptors.add(new BareRefusals(engine));
        if (engine.getCustomPreCommandInterceptorsTxRequired() != null) {
            interceptors.addAll(engine.getCustomPreCommandInterceptorsTxRequired());
        }
        engine.setCustomPreCommandInterceptorsTxRequired(interceptors);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        database.prepare(engine);
    }

    /** What the answers to late requests need. */
    StaleTasks stale() {
        return stale;
    }

    /** Who may take a task and complete it. */
    TaskRules rules() {
        return rules;
    }

    /** The rules run first when any user task completes. */
    private static final class Completion extends AbstractBpmnParseListener {

        private final TaskListener rules;
        private final TasksOnAccount onAccount;

        Completion(TaskListener rules, TasksOnAccount onAccount) {
            this.rules = rules;
            this.onAccount = onAccount;
        }

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, rules);
            task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, onAccount::assigned);
        }
    }
}
