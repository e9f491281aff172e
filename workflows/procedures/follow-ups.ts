import { pastDay } from './checklist.ts';
import type { Outcome, Procedure, Step } from './procedure.ts';
import { shortMilestones } from './milestones.ts';
import { ownTarget } from './own-target.ts';

// Procedures that leave an officer one plain task about a letter, a message or a delay, alongside the case.

/** What a letter says counts from the day on which the complainant learned it (law.md section 2c). */
const reached: Outcome = {
  title: 'Record how you reached them',
  form: {
    reachedOn: { ...pastDay('Date they were told what the letter says'), required: false },
    how: { label: 'How you reached them', type: 'paragraphs', required: true },
  },
  effect: 'letter reached',
  letters: [],
  next: 'closed',
  closedAs: 'told another way',
};

const posted: Outcome = {
  title: 'Record that the letter was posted',
  form: { postedOn: { ...pastDay('Date it was posted'), required: false } },
  effect: 'letter posted',
  letters: [],
  next: 'closed',
  closedAs: 'posted',
};

const contactStep: Step = {
  title: 'Contact another way',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(1, 'subject', "a letter came back, or cannot be posted; the council's own target"),
  milestones: shortMilestones,
  outcomes: {
    reached,
    posted,
    'not-reached': {
      title: 'Record that they cannot be reached',
      form: { tried: { label: 'What you tried', type: 'paragraphs', required: true } },
      letters: [],
      next: 'closed',
      closedAs: 'could not be reached',
    },
    'no-longer-needed': {
      title: 'The letter is not sent any more',
      by: [],
      form: {},
      effect: 'call off',
      letters: [],
      next: 'closed',
      closedAs: 'not sent any more',
    },
  },
};

/** A letter did not reach its reader, or there is no address to post it to (law.md section 6). */
export const contactAnotherWay: Procedure = {
  id: 'contact-another-way',
  version: '1',
  stateMachine: 'contact-another-way',
  title: 'Contact another way',
  law: 'A letter counts only when it arrives (workflows/docs/law.md, section 6)',
  alongside: true,
  received: {},
  first: 'contact',
  steps: { contact: contactStep },
};

const postStep: Step = {
  title: 'Print and post a letter',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(1, 'subject', "the complainant has no email address; the council's own target"),
  milestones: shortMilestones,
  outcomes: {
    posted,
    reached,
    'not-posted': {
      title: 'Record that the letter cannot be posted',
      form: { reason: { label: 'Reason', type: 'paragraphs', required: true } },
      effect: 'call off',
      letters: [],
      next: 'closed',
      closedAs: 'could not be posted',
    },
  },
};

/** A letter to a complainant without an email address counts from the day it was posted (law.md section 2c). */
export const postLetter: Procedure = {
  id: 'post-letter',
  version: '1',
  stateMachine: 'post-letter',
  title: 'Letter to post',
  law: 'A letter on paper is sent on the day it is posted (workflows/docs/law.md, section 2c)',
  alongside: true,
  received: {},
  first: 'post-letter',
  steps: { 'post-letter': postStep },
};

const messageStep: Step = {
  title: 'Deal with a message',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: ownTarget(2, 'subject', "the council's own target; no time to go on lapses before it is done"),
  milestones: shortMilestones,
  outcomes: {
    'dealt-with': {
      title: 'Record what you did about the message',
      form: { done: { label: 'What you did', type: 'paragraphs', required: true } },
      effect: 'message dealt with',
      letters: [],
      next: 'closed',
      closedAs: 'dealt with',
    },
  },
};

/** What a complainant writes or says is dealt with by a person before any time of theirs runs out (law.md section 2c). */
export const dealWithMessage: Procedure = {
  id: 'deal-with-message',
  version: '1',
  stateMachine: 'deal-with-message',
  title: 'Message of the complainant',
  law: 'No right ends while a message is unread (workflows/docs/law.md, section 2c)',
  alongside: true,
  received: {},
  first: 'message',
  steps: { message: messageStep },
};

const tellStep: Step = {
  title: 'Write to the complainant about a delay',
  kind: 'task',
  performer: 'complaints-officer',
  assignedBy: 'handler',
  limit: {
    days: 2,
    unit: 'working days',
    from: 'subject',
    citation: 'a due date has passed; after this time a letter goes by itself',
    toBeChecked: true,
  },
  // The alert that the due date has passed tells of it, and that of the escalation comes when it is late.
  milestones: [],
  outcomes: {
    told: {
      title: 'Record that the complainant was told why and when',
      form: {
        said: { label: 'What they were told, how and when', type: 'paragraphs', required: true },
      },
      letters: [],
      next: 'closed',
      closedAs: 'told',
    },
    'no-longer-needed': {
      title: 'The complainant has been written to, or the answer has gone',
      by: [],
      form: {},
      effect: 'call off',
      letters: [],
      next: 'closed',
      closedAs: 'written to or answered',
    },
  },
};

/** A limit that passes is never silent: the officer writes why, and when the answer will come (law.md section 2a). */
export const tellOfDelay: Procedure = {
  id: 'tell-of-delay',
  version: '1',
  stateMachine: 'tell-of-delay',
  title: 'Delay to write about',
  law: 'A limit that passes is never silent (workflows/docs/law.md, section 2a)',
  alongside: true,
  received: {},
  first: 'tell-of-delay',
  steps: { 'tell-of-delay': tellStep },
};
