import type { Procedure } from './procedure.ts';
import { caseDetails } from './case-details.ts';
import { decline, refuseStanding, shortMilestones, withdraw } from './standing.ts';

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
          title: 'Handle under a procedure',
          form: {
            kind: {
              section: 'How it is handled',
              label: 'What it is',
              type: 'choice',
              optionsFrom: 'feedback kinds',
              fact: 'kind',
            },
            procedure: {
              section: 'How it is handled',
              label: 'Procedure',
              type: 'choice',
              optionsFrom: 'procedures',
              required: true,
              fact: 'procedure',
            },
            procedureReason: {
              section: 'How it is handled',
              label: 'Why this procedure',
              hint: 'The acknowledgement says this to the complainant. It is kept on the case as well: wrong routing is a fault the Ombudsman takes up.',
              type: 'paragraphs',
              required: true,
              fact: 'procedureReason',
            },
            summary: {
              section: 'What it is about',
              label: 'What we understood the complaint to be',
              hint: 'The acknowledgement says this to the complainant',
              type: 'paragraphs',
              required: true,
              fact: 'summary',
            },
            points: {
              section: 'What it is about',
              label: 'Points of the complaint',
              hint: 'Each gets its own finding; one that belongs to another procedure is split off to a case of its own',
              type: 'points',
              fact: 'points',
            },
            ...caseDetails,
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
        decline,
        'refuse-standing': refuseStanding,
        // What it is was not said yet: the letter does not call it a complaint.
        withdraw: { ...withdraw, letters: ['taken-back'] },
      },
    },
  },
};
