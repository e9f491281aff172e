import type { Procedure } from './procedure.ts';
import { caseDetails } from './case-details.ts';
import { decline, refuseBeforeTriage } from './not-accepted.ts';
import { clockMilestones, shortClockMilestones, targetMilestones, watched } from './milestones.ts';
import { withdraw } from './standing-outcomes.ts';
import { ownTarget } from './own-target.ts';

/** Feedback that has just come in: a complaints officer reads it and chooses the procedure. */
export const intake: Procedure = {
  id: 'intake',
  version: '1',
  stateMachine: 'intake',
  title: 'Intake',
  law: 'Every representation is read by a person, who decides how it will be handled.',
  received: {},
  // Until a procedure is chosen a complaint is watched by the shortest limits that it could have.
  clocks: {
    acknowledgement: {
      stage: 'acknowledgement',
      title: 'Acknowledgement',
      from: 'receipt',
      limit: { days: 3, unit: 'working days', citation: 'the shortest limit of any procedure' },
      feedback: ['complaint'],
      milestones: watched(shortClockMilestones),
    },
    'stage-1': {
      stage: 'stage 1',
      title: 'Stage 1',
      from: 'receipt',
      limit: { days: 10, unit: 'working days', citation: 'the shortest limit of any procedure' },
      feedback: ['complaint'],
      milestones: watched(clockMilestones),
    },
  },
  first: 'triage',
  steps: {
    triage: {
      title: 'Triage',
      kind: 'task',
      clock: 'acknowledgement',
      performer: 'complaints-officer',
      limit: ownTarget(
        1,
        'receipt',
        "the council's own target, so that the acknowledgement can go in 3 working days",
      ),
      milestones: targetMilestones,
      outcomes: {
        route: {
          title: 'Handle under a procedure',
          form: {
            kind: {
              section: 'Handling',
              label: 'Kind of feedback',
              type: 'choice',
              optionsFrom: 'feedback kinds',
              fact: 'kind',
            },
            procedure: {
              section: 'Handling',
              label: 'Procedure',
              type: 'choice',
              optionsFrom: 'procedures',
              required: true,
              fact: 'procedure',
            },
            procedureReason: {
              section: 'Handling',
              label: 'Reason for this procedure',
              hint: 'The acknowledgement gives this reason to the complainant. The Ombudsman can find fault with wrong routing.',
              type: 'paragraphs',
              required: true,
              fact: 'procedureReason',
            },
            summary: {
              section: 'What it is about',
              label: 'What we understood the complaint to be',
              hint: 'The acknowledgement tells the complainant this',
              type: 'paragraphs',
              required: true,
              fact: 'summary',
            },
            points: {
              section: 'What it is about',
              label: 'Points of the complaint',
              hint: 'Each point gets its own finding. Split a point that belongs to another procedure into a case of its own.',
              type: 'points',
              fact: 'points',
            },
            ...caseDetails,
          },
          letters: [],
          next: 'chosen procedure',
        },
        'close-without-procedure': {
          title: 'Close without a procedure',
          form: { reason: { label: 'Why there is nothing to do', type: 'paragraphs', required: true } },
          letters: [],
          next: 'closed',
          closedAs: 'nothing to handle',
        },
        decline: decline(),
        'refuse-standing': refuseBeforeTriage,
        // It may not be a complaint, so the letter does not call it one.
        withdraw: { ...withdraw, letters: ['taken-back'] },
      },
    },
  },
};
