/*
 * Element templates on elements that have values already: what was chosen before stays, and the general groups of the
 * properties panel that say the same as the template go away.
 */
const SAID_BY_TEMPLATE = {
  'fr.ecoquartier.tache': ['CamundaPlatform__UserAssignment', 'CamundaPlatform__Form'],
  'fr.ecoquartier.decision': ['CamundaPlatform__Implementation'],
  'fr.ecoquartier.appel': ['CamundaPlatform__CallActivity']
};

/** What the application refuses at deployment needs no field. */
const REFUSED = ['CamundaPlatform__FieldInjection', 'CamundaPlatform__ConnectorInput', 'CamundaPlatform__ConnectorOutput', 'CamundaPlatform__CandidateStarter'];

const COMMAND = 'commandStack.propertiesPanel.camunda.changeTemplate';

class TemplateValues {
  constructor(eventBus, modeling) {
    eventBus.on(`${COMMAND}.preExecute`, ({ context }) => {
      const { element, newTemplate } = context;
      context.ownValues = {};
      for (const { binding, type } of newTemplate?.properties ?? []) {
        const value = binding.type === 'property' && type !== 'Hidden' ? element.businessObject.get(binding.name) : undefined;
        if (value !== undefined && value !== '' && value !== false) context.ownValues[binding.name] = value;
      }
    });
    eventBus.on(`${COMMAND}.postExecuted`, ({ context }) => {
      if (Object.keys(context.ownValues ?? {}).length) modeling.updateProperties(context.element, context.ownValues);
    });
  }
}
TemplateValues.$inject = ['eventBus', 'modeling'];

class GroupsInUse {
  constructor(propertiesPanel) {
    propertiesPanel.registerProvider(100, this);
  }

  getGroups(element) {
    const template = element.businessObject?.get?.('camunda:modelerTemplate');
    const said = template?.startsWith('fr.ecoquartier.effet.') ? ['CamundaPlatform__Implementation'] : SAID_BY_TEMPLATE[template] ?? [];
    return groups => groups.filter(group => !said.includes(group.id) && !REFUSED.includes(group.id));
  }
}
GroupsInUse.$inject = ['propertiesPanel'];

export const templateValues = {
  __init__: ['templateValues', 'groupsInUse'],
  templateValues: ['type', TemplateValues],
  groupsInUse: ['type', GroupsInUse]
};
