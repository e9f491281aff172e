import type { Field } from './form-field.ts';
import { milestones } from './milestones.ts';
import type { Step } from './procedure.ts';
import { reason } from './standing-outcomes.ts';
import { ownTarget } from './own-target.ts';

export const learningFields: Record<string, Field> = {
  learning: { label: 'What the service will learn from it', type: 'learning', fact: 'learning' },
  actions: {
    label: 'Actions: what, by whom and by when',
    hint: 'We send reminders until each one is done',
    type: 'actions',
    fact: 'actions',
  },
};

/** The two steps before the end of a complaint: a review by the council itself, and the learning. */
export const closingSteps: Record<string, Step> = {
  'management-review': {
    title: 'Management review',
    kind: 'task',
    performer: 'team-manager',
    assignedBy: 'investigator',
    limit: ownTarget(20, 'decision', "the council's own target; the review is the council's own work"),
    milestones,
    outcomes: {
      conclude: {
        title: 'Conclude the review',
        form: {
          result: { label: 'What the review found', type: 'paragraphs', required: true },
          ...learningFields,
        },
        effect: 'start actions',
        letters: [],
        next: 'closed',
        closedAs: 'withdrawn',
      },
    },
  },
  learning: {
    title: 'Learning and actions',
    publicStatus: 'We are writing down what we learned and what we will change.',
    kind: 'task',
    performer: 'team-manager',
    assignedBy: 'investigator',
    limit: {
      days: 10,
      unit: 'working days',
      from: 'opened',
      citation: 'annual report 2021/22, recommendation 5: learning and actions of every upheld complaint',
      toBeChecked: true,
    },
    milestones,
    passOver: { outcome: 'nothing-to-record', when: 'learning is recorded or not called for' },
    outcomes: {
      record: {
        title: 'Record learning and actions',
        form: {
          ...learningFields,
          learning: {
            label: 'What the service will learn from it',
            type: 'learning',
            required: true,
            fact: 'learning',
          },
        },
        effect: 'start actions',
        letters: [],
        next: 'closed',
      },
      'no-learning': {
        title: 'Record that there is no learning',
        form: { reason: { ...reason('Why there is no learning'), fact: 'noLearningReason' } },
        letters: [],
        next: 'closed',
      },
      'nothing-to-record': {
        title: 'Nothing was upheld, or learning is already recorded',
        by: [],
        form: {},
        letters: [],
        next: 'closed',
      },
    },
  },
};
