import type { Procedure } from './procedure.ts';
import { shortMilestones } from './standing.ts';

/** What comes in before it is known what it is: a complaints officer reads it and chooses the procedure. */
export const intake: Procedure = {
  id: 'intake',
  version: '1',
  stateMachine: 'intake',
  title: 'Intake',
  law: 'Every representation is read by a person, who decides how it will be handled.',
  received: {},
  first: 'triage',
  steps: {
    triage: {
      title: 'Triage',
      kind: 'task',
      performer: 'complaints-officer',
      limit: {
        days: 1,
        unit: 'working days',
        from: 'receipt',
        citation: "the council's own target, so that the acknowledgement can go in 3 working days",
        toBeChecked: true,
      },
      milestones: shortMilestones,
      outcomes: {
        route: {
          title: 'Handle as a complaint',
          form: {
            procedure: {
              label: 'Procedure',
              type: 'choice',
              optionsFrom: 'procedures',
              required: true,
              fact: 'procedure',
            },
            procedureReason: {
              label: 'Why this procedure',
              hint: 'Kept on the case: wrong routing is a fault the Ombudsman takes up',
              type: 'paragraphs',
              required: true,
              fact: 'procedureReason',
            },
            summary: {
              label: 'What we understood the complaint to be',
              hint: 'The acknowledgement says this to the complainant',
              type: 'paragraphs',
              required: true,
              fact: 'summary',
            },
            points: {
              label: 'Points of the complaint',
              hint: 'Each gets its own finding',
              type: 'points',
              fact: 'points',
            },
            handler: {
              label: 'Complaints officer who handles it',
              type: 'user',
              role: 'complaints-officer',
              fact: 'handler',
            },
            serviceArea: {
              label: 'Service area',
              type: 'choice',
              optionsFrom: 'service areas',
              fact: 'serviceArea',
            },
            team: { label: 'Team', type: 'choice', optionsFrom: 'teams', fact: 'team' },
            category: {
              label: 'Problem category',
              type: 'choice',
              optionsFrom: 'categories',
              fact: 'category',
            },
            themes: { label: 'Themes', type: 'choices', optionsFrom: 'themes', fact: 'themes' },
            relation: {
              label: 'Who complains',
              type: 'choice',
              options: [
                { value: 'child', label: 'The child or young person' },
                { value: 'parent', label: 'A parent' },
                { value: 'parental-responsibility', label: 'Somebody else with parental responsibility' },
                { value: 'foster-carer', label: 'A foster carer' },
                { value: 'care-leaver', label: 'A care leaver' },
                { value: 'special-guardian', label: 'A special guardian' },
                { value: 'adopter', label: 'An adopter' },
                { value: 'sufficient-interest', label: 'Somebody else with sufficient interest' },
              ],
              fact: 'relation',
            },
            lookedAfter: { label: 'Is it about a looked-after child?', type: 'yes-no', fact: 'lookedAfter' },
            madeByChild: { label: 'Did a child make it?', type: 'yes-no', fact: 'madeByChild' },
            complainedAbout: {
              label: 'Members of staff complained about',
              hint: 'They will not see that the case exists',
              type: 'users',
              fact: 'complainedAbout',
            },
          },
          letters: [],
          next: 'chosen procedure',
        },
        'close-without-procedure': {
          title: 'Close: nothing to handle',
          form: { reason: { label: 'Why nothing is to be done', type: 'paragraphs', required: true } },
          letters: [],
          next: 'closed',
          closedAs: 'nothing to handle',
        },
        decline: {
          title: 'Decline: not ours, not eligible, or too late',
          form: { reason: { label: 'Reason (the complainant is told)', type: 'paragraphs', required: true } },
          letters: ['declined'],
          next: 'closed',
          closedAs: 'declined',
        },
      },
    },
  },
};
