import type { Case } from '../../domain/case/case.ts';
import type { draftChanges } from '../../domain/case/letter-drafts.ts';
import type { Ending } from '../../domain/case/party.ts';
import type { Event, markSources } from '../../domain/case/events.ts';
import type { LetterReturn, SystemMilestone, SystemReason } from '../../domain/case/event-codes.ts';

const because = (reason: string | undefined) => (reason === undefined ? '' : `: ${reason}`);
const addressedTo = (to: string | undefined) => (to === undefined ? '' : `, to ${to}`);
const extendedClock = (until: string | undefined) =>
  until === undefined ? '' : `, and its second deadline to ${until}`;

type LetterStatus = Extract<Event, { type: 'letter-settled' }>['status'];

/** One line of the timeline of a case for each type of event. The author and the time are below the line. */
export const events = {
  received: ({ channel }: { channel: string }) => `Received ${channel}`,
  'procedure-started': ({ procedure }: { procedure: string }) => `Procedure started: ${procedure}`,
  'run-continued': () => 'Moved to a new workflow execution',
  'run-ended': ({ as }: { as: string }) => `Ended: ${as}`,
  'task-opened': ({ step, due }: { step: string; due: string }) => `${step} began, due ${due}`,
  assigned: ({ step, to, reason }: { step: string; to: string; reason: string | undefined }) =>
    `${step} assigned to ${to}${because(reason)}`,
  unassigned: ({ step, reason }: { step: string; reason: string }) => `${step} unassigned: ${reason}`,
  milestone: ({ step, milestone }: { step: string; milestone: string }) => `${step}: ${milestone}`,
  decided: ({ step, outcome, days }: { step: string; outcome: string; days: string[] }) =>
    [`${step}: ${outcome}`, ...(days.length === 0 ? [] : [days.join(', ')])].join('; '),
  extended: ({ step, until, reason }: { step: string; until: string; reason: string }) =>
    `${step} extended to ${until}: ${reason}`,
  'clock-started': ({ clock, from }: { clock: string; from: string }) => `${clock} counts from ${from}`,
  'clock-ended': ({ clock, on }: { clock: string; on: string }) => `${clock} ended on ${on}`,
  'delay-reported': ({ expected, reason }: { expected: string; reason: string }) =>
    `Delay reported, expected ${expected}: ${reason}`,
  'deadline-moved': ({
    step,
    until,
    alsoUntil,
    reason,
  }: {
    step: string;
    until: string;
    alsoUntil: string | undefined;
    reason: string;
  }) => `Deadline of ${step} moved to ${until}${extendedClock(alsoUntil)}: ${reason}`,
  frozen: ({ reviewOn, reason }: { reviewOn: string; reason: string }) =>
    `Paused, review by ${reviewOn}: ${reason}`,
  resumed: ({ reason }: { reason: string }) => `Resumed: ${reason}`,
  withdrawn: ({ phase }: { phase: NonNullable<Case['withdrawn']>['phase'] }) =>
    ({
      'before investigation': 'Withdrawn before the investigation',
      'during investigation': 'Withdrawn during the investigation',
    })[phase],
  'ended-after-death': ({ reason }: { reason: string }) =>
    `Ended because the complainant died and no one continues: ${reason}`,
  'resolved-informally': ({ on }: { on: string }) => `Resolved informally on ${on}`,
  reopened: ({ reason }: { reason: string }) => `Reopened: ${reason}`,
  kept: ({ until, reason }: { until: string; reason: string }) => `Kept until ${until}: ${reason}`,
  'legal-hold': ({ on, reason }: { on: boolean; reason: string }) =>
    `Legal hold ${on ? 'set' : 'lifted'}: ${reason}`,
  'merged-into': ({ into, reason }: { into: string; reason: string }) => `Merged into ${into}: ${reason}`,
  'merged-from': ({ from, reason }: { from: string; reason: string }) =>
    `${from} was merged into this case: ${reason}`,
  linked: ({ to, why }: { to: string; why: string }) => `Linked to ${to}: ${why}`,
  split: ({ points, to }: { points: string[]; to: string }) =>
    `${points.join(', ')} moved to a new case, ${to}`,
  'sent-to-route': ({
    route,
    points,
    isMessage,
    to,
    goesOn,
    reason,
  }: {
    route: string;
    points: string[];
    isMessage: boolean;
    to: string;
    goesOn: boolean;
    reason: string;
  }) =>
    `${isMessage ? 'A message' : points.length === 0 ? 'The complaint' : points.join(', ')} sent to another route: ${route}, ${to} (${
      goesOn ? 'the complaint goes on' : 'ended here'
    }): ${reason}`,
  /** `author`: the author of a letter that a colleague approved, who is named beside it. */
  'letter-written': ({ subject, author }: { subject: string; author: string | undefined }) =>
    author === undefined ? `Letter written: “${subject}”` : `Letter of ${author} approved: “${subject}”`,
  'letter-drafted': ({
    what,
    colleague,
  }: {
    what: (typeof draftChanges)[number];
    colleague: string | undefined;
  }) => {
    switch (what) {
      case 'saved':
        return 'Draft of a letter saved';
      case 'check asked for':
        return `${colleague} asked to check a letter`;
      case 'taken back':
        return `Letter taken back from ${colleague}`;
      case 'sent back':
        return 'Letter sent back to its author';
      case 'discarded':
        return 'Draft of a letter discarded';
      case 'moved':
        return 'Draft of a letter moved to the case that continues';
    }
  },
  /** The text of a note stands in the list of notes. */
  'note-recorded': ({
    kind,
    on,
    spokeWith,
  }: {
    kind: string;
    on: string | undefined;
    spokeWith: string | undefined;
  }) =>
    `${kind}${spokeWith === undefined ? '' : ` with ${spokeWith}`}${on === undefined ? '' : ` on ${on}`} recorded`,
  'access-requested': ({ name, due }: { name: string; due: string }) =>
    `Subject access request from ${name}, to answer by ${due}`,
  'access-extended': ({ due, reason }: { due: string; reason: string }) =>
    `Time to answer the subject access request extended to ${due}: ${reason}`,
  'access-items-cleared': ({ included, leftOut }: { included: number; leftOut: number }) =>
    `Items of the subject access request cleared: ${included} to include, ${leftOut} to leave out`,
  'access-given': ({ on, included, leftOut }: { on: string; included: number; leftOut: number }) =>
    `Subject access request answered on ${on}: ${included} items given out, ${leftOut} left out`,
  corrected: ({
    what,
    from,
    to,
    reason,
  }: {
    what: string;
    from: string | undefined;
    to: string;
    reason: string;
  }) =>
    from === undefined
      ? `Corrected: ${what} is “${to}”: ${reason}`
      : `Corrected: ${what} was “${from}” and is “${to}”: ${reason}`,
  'document-added': ({ title }: { title: string }) => `Document added: ${title}`,
  'limited-to-children': ({
    item,
    names,
    reason,
  }: {
    item: string;
    names: string[];
    reason: string | undefined;
  }) =>
    names.length === 0
      ? `${item} is for everyone on the case again${because(reason)}`
      : `${item} is only for people who may know of ${names.join(' and ')}${because(reason)}`,
  'party-added': ({ name, roles, reason }: { name: string; roles: string[]; reason: string | undefined }) =>
    `${name} added as ${roles.join(', ')}${because(reason)}`,
  'party-changed': ({
    name,
    details,
    reason,
  }: {
    name: string;
    details: string[];
    reason: string | undefined;
  }) => `Details of ${name} changed (${details.join(', ')})${reason === undefined ? '' : `: ${reason}`}`,
  'party-roles-changed': ({
    name,
    roles,
    copies,
    reason,
  }: {
    name: string;
    roles: string[];
    copies: string;
    reason: string;
  }) => `${name} is now ${roles.join(', ')}, ${copies}: ${reason}`,
  'party-ended': ({ name, why, reason }: { name: string; why: Ending; reason: string }) =>
    `${
      {
        'no longer acts': `${name} no longer acts`,
        died: `${name} has died`,
        'recorded by mistake': `${name} was recorded by mistake`,
      }[why]
    }: ${reason}`,
  'facts-recorded': ({ facts, reason }: { facts: string[]; reason: string | undefined }) =>
    `Recorded: ${facts.join(', ')}${because(reason)}`,
  'independence-declared': ({ part }: { part: string }) => `Declared independent as ${part}`,
  'appointment-declined': ({ part, reason }: { part: string; reason: string }) =>
    `Declined to act as ${part}: ${reason}`,
  'message-received': ({ channel }: { channel: string }) => `Message received ${channel}`,
  'safeguarding-marked': ({
    source,
    reason,
    words,
  }: {
    source: (typeof markSources)[number];
    reason: string | undefined;
    words: readonly string[];
  }) =>
    [
      {
        person: 'Marked: someone may be in danger',
        form: 'The sender says that someone is in danger or not safe',
        words: 'Words suggest that someone may be in danger',
      }[source],
      ...(reason === undefined ? [] : [reason]),
      ...(words.length === 0 ? [] : [words.map((phrase) => `“${phrase}”`).join(', ')]),
    ].join(': '),
  'message-dealt-with': ({
    done,
    how,
    to,
  }: {
    done: string;
    how: string | undefined;
    to: string | undefined;
  }) =>
    [`Message dealt with`, how && `${how}${to === undefined ? '' : ` (${to})`}`, done]
      .filter((part) => part !== undefined && part !== '')
      .join(': '),
  'message-taken-up': () => 'Message taken up: it is not an automatic reply',
  'letter-prepared': ({ letter, to }: { letter: string; to: string }) =>
    `Letter written: ${letter}, to ${to}`,
  'letter-settled': ({
    status,
    calledOff,
    letter,
    to,
  }: {
    status: LetterStatus;
    calledOff: boolean;
    letter: string;
    to: string | undefined;
  }) =>
    `${
      {
        sent: 'Letter sent',
        'to be posted': 'Letter to print and post',
        refused: 'Letter refused by the mail service',
        unconfirmed: 'Letter not confirmed by the mail service',
        'not needed': calledOff
          ? 'Letter not sent, as the procedure was corrected'
          : 'Letter not sent, as there is no one to write to',
        bundled: 'Alert sent together with others',
      }[status]
    }: ${letter}${addressedTo(to)}`,
  'letter-printed': ({ letter }: { letter: string }) => `Letter printed: ${letter}`,
  'letter-delivered': ({ letter, to }: { letter: string; to: string | undefined }) =>
    `Letter delivered: ${letter}${addressedTo(to)}`,
  'letter-read': ({ letter }: { letter: string }) => `Letter read in the private link: ${letter}`,
  'letter-posted': ({ letter, on }: { letter: string; on: string }) => `Letter posted on ${on}: ${letter}`,
  'letter-reached': ({
    letter,
    to,
    on,
    how,
  }: {
    letter: string;
    to: string | undefined;
    on: string;
    /** Undefined if they read it in their private link. */
    how: string | undefined;
  }) =>
    how === undefined
      ? `Letter reached ${to ?? 'the complainant'} on ${on}, read in the private link: ${letter}`
      : `${to === undefined ? 'Complainant told' : `Told ${to}`} on ${on} what the letter says (${letter}): ${how}`,
  'letter-returned': ({ letter, to, why }: { letter: string; to: string | undefined; why: string }) =>
    `Letter returned: ${letter}${addressedTo(to)}. ${why}`,
  'links-revoked': () => 'Private links revoked',
  closed: ({ as }: { as: string }) => `Closed: ${as}`,
} satisfies Record<Event['type'], (params: never) => string>;

type MovingHoliday = NonNullable<Extract<Event, { type: 'deadline-moved' }>['holidays']>[number];

/** The codes in events. Text that a person wrote, or an earlier version, stands in the same fields and is shown as it is. */
export const eventCodes = {
  reasons: {
    'answer-arrived': 'It counts from the day our answer arrived.',
    'bank-holidays-changed': 'The bank holidays changed.',
    'case-paused': 'The case was paused.',
    'complaint-in-message': 'A message on one case became the other complaint.',
    'complaint-withdrawn': 'The complaint was withdrawn.',
    'complainant-died': 'The complainant has died and no one continues.',
    'details-corrected': 'The details of the case were corrected.',
    'holder-complained-about': 'The complaint is about the person it was assigned to.',
    'holder-declined': 'The person it was assigned to declined to act.',
    'holder-is-party': 'The person it was assigned to is a party of the case.',
    'team-corrected': 'The team of the case was corrected.',
    'part-of-complaint': 'This case is a part of that complaint.',
    'same-complaint': 'Both are the same complaint.',
    'other-body-now': 'The complaint is answered with another body now.',
    'points-handled-there': 'Some points of this complaint are handled there.',
    'receipt-corrected': 'The day of receipt was corrected.',
  } satisfies Record<SystemReason, string>,
  holidays: ({
    holidays,
  }: {
    holidays: readonly { change: MovingHoliday['change']; title: string; date: string }[];
  }) =>
    holidays
      .map(
        ({ change, title, date }) =>
          `${{ added: 'New bank holiday', removed: 'No longer a bank holiday' }[change]}: ${title}, ${date}.`,
      )
      .join(' '),
  letterReturns: {
    bounce: 'The mail server of the recipient refused it',
    'delivery-report': 'A delivery report says that it did not arrive',
    'not-composed': 'The mail service could not process it',
    virus: 'The mail service found a virus in it',
  } satisfies Record<LetterReturn, string>,
  returnedBecause: ({ detail, status }: { detail: string; status: string | undefined }) =>
    status === undefined ? detail : `${detail} (${status})`,
  milestones: { 'pause-review': 'Review of the pause due' } satisfies Record<SystemMilestone, string>,
};
