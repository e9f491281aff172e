import { confirmUnsigned } from './checklist.ts';
import type { Outcome } from './procedure.ts';

/** The investigation begins with the statement. */
export const beginUnsigned = confirmUnsigned(
  'Begin the investigation, although a declaration of independence is missing?',
  ['investigating officer', 'independent person'],
);

/**
 * The way on when the complainant never agrees the statement of complaint: a reminder with a day to answer by, and after
 * that day the investigation goes on with the points as the council recorded them (law.md section 2b). The clock from the
 * agreed statement does not start.
 */
export const statementNotAgreed: Record<string, Outcome> = {
  remind: {
    title: 'Remind the complainant of the statement',
    form: {
      replyBy: {
        label: 'Date to answer by',
        hint: 'The complainant will see this date',
        type: 'date',
        not: ['past'],
        required: true,
        fact: 'statementReplyBy',
      },
    },
    letters: ['statement-reminder'],
    next: 'again',
  },
  'not-agreed': {
    title: 'Record that the statement is not agreed',
    form: {
      reason: {
        label: 'Why the statement is not agreed (the complainant will see this)',
        type: 'paragraphs',
        required: true,
      },
      unsignedConfirmed: beginUnsigned,
    },
    onlyAfterReminder: 'remind',
    letters: ['statement-not-agreed'],
    next: 'stage-2',
  },
};
