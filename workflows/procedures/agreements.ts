import { pastDay } from './checklist.ts';
import type { Outcome, Procedure, StageClock } from './procedure.ts';
import { agreedDay } from './milestones.ts';
import type { Field } from './form-field.ts';

// What the complainant and the council can agree while an answer is awaited (law.md section 2c).

/** At any time, before or after the due date; confirmed by letter, and its day is watched like a due date. */
export const agreeToWait: Outcome = {
  title: 'Record that the complainant agrees in writing to wait',
  by: ['complaints-officer', 'complainant'],
  form: {
    agreedOn: pastDay('Date they agreed'),
    until: {
      label: 'Agreed to wait until',
      type: 'date',
      not: ['past'],
      required: true,
      fact: 'agreedToWaitUntil',
    },
  },
  letters: ['wait-agreed'],
  next: 'again',
};

/** Every task among these steps, with the agreement to wait for what it is about. */
export const withAgreementToWait = (steps: Procedure['steps']): Procedure['steps'] =>
  Object.fromEntries(
    Object.entries(steps).map(([id, step]) => [
      id,
      step.kind === 'window'
        ? step
        : { ...step, outcomes: { ...step.outcomes, 'agree-to-wait': agreeToWait } },
    ]),
  );

/** The clocks of later stages, each watching the day until which the complainant agreed to wait. */
export const watchingAgreement = (clocks: Record<string, StageClock>): Record<string, StageClock> =>
  Object.fromEntries(
    Object.entries(clocks).map(([id, clock]) => [
      id,
      clock.reportedWith === undefined ? { ...clock, milestones: [...clock.milestones, agreedDay] } : clock,
    ]),
  );

/** What was agreed when a complaint is settled, and that its complainant is content with it. */
export const contentWith: Record<'agreed' | 'content', Field> = {
  agreed: {
    label: 'What was agreed (the complainant will see this)',
    type: 'paragraphs',
    required: true,
  },
  content: {
    label: 'How the complainant said that they are content',
    hint: 'When, to whom, and in their own words',
    type: 'paragraphs',
    required: true,
  },
};

/** The complaint is settled at once, before a formal answer. The complainant keeps the right to come back for one. */
export const resolveInformally: Outcome = {
  title: 'Record an informal resolution',
  by: ['complaints-officer', 'team-manager'],
  form: {
    resolvedOn: pastDay('Date it was agreed'),
    ...contentWith,
  },
  effect: 'resolve informally',
  letters: ['resolved-informally'],
  ends: [{ clock: 'acknowledgement' }, { clock: 'stage-1', on: 'resolvedOn' }],
  next: 'closed',
  closedAs: 'resolved informally',
};

/** Getting the Best from Complaints (2006): both sides can agree to leave out stage 1. */
export const straightToStage2: Outcome = {
  title: 'Record an agreement to go straight to stage 2',
  by: ['complaints-officer'],
  form: {
    agreedOn: pastDay('Date it was agreed'),
    agreedBy: {
      label: 'Who agreed, for the complainant and for the council',
      type: 'text',
      required: true,
    },
  },
  letters: ['straight-to-stage-2'],
  ends: [{ clock: 'acknowledgement' }, { clock: 'stage-1', on: 'agreedOn' }],
  starts: [{ clock: 'stage-2', on: 'agreedOn' }],
  promises: 'stage-2',
  next: 'stage-2-commission',
};
