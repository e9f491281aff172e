import type { QuestionKind, RefusalCode, RefusalParams, ValueKind } from '../../domain/text/refusal.ts';
import { poundsToPrint } from '../../domain/text/pounds.ts';
import { longDate } from '../../domain/time/civil-date.ts';
import type { Appointment, FeedbackKind } from '../../../workflows/procedures/meanings.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';
import { post } from './post.ts';
import { duration, listed, many, oneOf } from './phrases.ts';

/** A sentence for each refusal; without one of them the types do not pass. */
export type RefusalWords = { [Code in RefusalCode]: (params: RefusalParams[Code]) => string };

const inOrder = (names: readonly string[]) => names.join(', ') || 'none';

const kinds = {
  complaint: 'complaints',
  compliment: 'compliments',
  comment: 'comments',
  enquiry: 'enquiries',
  'service request': 'service requests',
} satisfies Record<FeedbackKind, string>;

const happenedToCase = {
  enquiry: 'An enquiry of the Ombudsman came',
  route: 'The complaint, or a part of it, was sent to another route',
  closing: 'The case was closed',
} satisfies Record<RefusalParams['received-before-event']['what'], string>;

const roles = {
  investigator: 'the investigator',
  reviewer: 'the reviewer',
  'investigating officer': 'the investigating officer',
  'independent person': 'the independent person',
  'adjudicating officer': 'the adjudicating officer',
  'panel chair': 'the panel chair',
  'panel member': 'a panel member',
} satisfies Record<Appointment, string>;

const performers = {
  'complaints-officer': 'a complaints officer',
  'team-manager': 'a team manager',
  'quality-checker': 'a quality checker',
  'adjudicating-officer': 'an adjudicating officer',
  director: 'a director',
  'senior-manager': 'a senior manager',
  'investigating-officer': 'an investigating officer',
  'independent-person': 'an independent person',
  'panel-chair': 'a panel chair',
  'panel-member': 'a panel member',
  'report-writer': 'a report writer',
  administrator: 'an administrator',
  complainant: 'the complainant',
  owner: 'a user of the council',
} satisfies Record<Performer, string>;

const answerFor = {
  text: (label: string) => `Fill in “${label}”`,
  date: (label: string) => `Enter a date for “${label}”`,
  choice: (label: string) => `Choose an option for “${label}”`,
  'yes or no': (label: string) => `Choose yes or no for “${label}”`,
  list: (label: string) => `Add at least one entry to “${label}”`,
} satisfies Record<QuestionKind, (label: string) => string>;

const values = {
  text: 'Enter text',
  number: 'Enter a number',
  'whole number': 'Enter a whole number',
  'true or false': 'Choose yes or no',
  list: 'Enter a list',
  object: 'Fill in these fields',
} satisfies Record<ValueKind, string>;

const reasons: RefusalWords = {
  'answer-needed': ({ label, question = 'text' }) =>
    label === undefined ? 'An answer is needed' : answerFor[question](label),
  'at-least-one': () => 'Enter at least one',
  'wrong-type': ({ wanted }) => values[wanted],
  'only-value': () => 'Choose the only option there is',
  'not-an-option': () => 'Choose one of the options',
  'no-options': () => 'There is nothing to choose from',
  'no-documents': () => 'This case has no documents yet. Add the document to the case first',
  'must-be-yes': () => 'You can go on only if the answer is yes',
  'not-a-date': () => 'Enter a real date, such as 27 3 2026',
  'not-a-time': () => 'Enter a real date and time',
  'not-an-amount': () => 'Enter an amount in pounds and pence, such as 150 or 1,200.50',
  'action-under-way': ({ dueOn }) =>
    `This action is under way already and is due on ${longDate(dueOn)}. Change its date in its own task`,
  'not-a-time-of-day': () => 'Enter a time in the 24-hour clock, such as 14:30',
  'not-an-email-address': () => 'Enter an email address in the format name@example.com',
  'not-a-web-address': () => 'Enter a web address that begins with https:// or http://',
  'wrong-format': () => 'Enter this in the correct format',
  'too-long': ({ most }) => `Use ${many(most)} characters or fewer`,
  'too-short': ({ least }) => `Use at least ${many(least)} characters`,
  'too-many': ({ most }) => `Enter ${many(most)} at most`,
  'too-few': ({ least }) => `Enter ${many(least)} at least`,
  'unknown-field': () => 'There is no such field here',
  unusable: () => 'This cannot be used here',
  'key-used': () => 'This key was used for other feedback. Send a new one',
  'reason-for-each-point': () => 'Say why for each point that goes to another procedure',
  'one-finding-for-each-point': ({ points }) => `Give one finding for each point (${listed(points)})`,
  'one-answer-for-each-recommendation': ({ recommendations }) =>
    `Answer each recommendation once (${listed(recommendations)})`,

  'before-receipt': ({ receivedOn }) =>
    `Enter ${longDate(receivedOn)} or a later day. The complaint was received on that day`,
  'before-step': ({ openedOn }) => `Enter ${longDate(openedOn)} or a later day. This step began on that day`,
  'before-right': ({ from }) => `Enter ${longDate(from)} or a later day. It is not possible before then`,
  'before-letter': ({ written }) =>
    `The letter was written on ${longDate(written)}. Enter that day or a later one.`,
  'before-enquiry': ({ receivedOn }) =>
    `Enter ${longDate(receivedOn)} or a later day. The enquiry was received on that day`,
  'day-in-past': ({ today }) => `Enter ${longDate(today)} or a later day`,
  'day-too-early': ({ earliest }) => `Enter ${longDate(earliest)} or a later day`,
  'day-in-future': ({ today }) => `Enter ${longDate(today)} or an earlier day`,
  'late-day-needs-reason': ({ last }) =>
    `Give a reason, because the date is after the last day in time, ${longDate(last)}`,
  'day-not-after-today': ({ today }) => `Enter a day after today, ${longDate(today)}`,
  'time-in-future': () => 'Enter the time you received it. It cannot be in the future',
  'before-calendar': ({ first }) =>
    `Enter ${longDate(first)} or a later day. We cannot work out deadlines before then`,
  'after-calendar': ({ last }) => `Enter ${longDate(last)} or an earlier day`,
  'too-far-ahead': ({ last }) => `Check the year. Enter ${longDate(last)} or an earlier day`,
  'too-soon-before-receipt': ({ days, unit, receivedOn }) =>
    `You can give this reason only for a day more than ${duration(days, unit)} before ${longDate(receivedOn)}, when the complaint was received`,
  'year-doubtful': () => 'Check the year. The day you entered is more than a year ago.',
  'received-before-decision': ({ decidedOn }) =>
    `Enter ${longDate(decidedOn)} or an earlier day. Someone made a decision on the complaint on that day`,
  'received-before-event': ({ happenedOn, what }) =>
    `Enter ${longDate(happenedOn)} or an earlier day. ${happenedToCase[what]} on that day`,
  'no-version-on-day': ({ day }) =>
    `The procedure of this case does not apply to what was received on ${longDate(day)}. Correct the procedure first`,

  'answers-wrong': () => 'Some answers are missing or wrong.',
  'dates-wrong': () => 'A date is not possible.',
  'routing-wrong': () => 'This procedure does not deal with this kind of feedback.',
  'points-wrong': () => 'The points cannot be decided as entered.',
  'appointments-wrong': () => 'Someone named here cannot have that part in the case.',
  'requirements-unmet': () => 'Something that the law requires is missing.',
  'unknown-outcome': () => 'This outcome is not available on this step',
  'outcome-not-allowed': ({ outcome }) => `You cannot choose “${outcome}” on this step.`,
  'outcome-too-early': ({ outcome, after }) =>
    `“${outcome}” is not possible yet. It has to wait for “${after}”`,
  'decided-already': ({ outcome }) =>
    outcome === undefined
      ? 'This step has already been closed.'
      : `This step has already been decided: “${outcome}”.`,
  'step-changed': () => 'This step has changed since you opened it. Look at it again, then decide.',
  'case-paused': ({ since }) => `This case has been paused since ${longDate(since)}. Resume it first.`,
  'case-not-paused': () => 'This case is not paused',
  'right-lapsed': ({ step, lastDay }) =>
    `The last day for “${step}” was ${longDate(lastDay)}. To accept a late request, reopen the case once it has closed`,
  'kind-not-handled': ({ procedure, kinds: handled }) =>
    `“${procedure}” deals only with ${listed(handled.map((kind) => kinds[kind]))}. Choose another procedure or another kind of feedback`,
  'point-for-other-procedure': ({ text }) =>
    `“${text}” cannot go to another procedure here. Keep it for now, and split the point off afterwards`,
  'no-point-left': () => 'Leave at least one point to decide in this case',
  'departs-without-reason': ({ by }) =>
    `Say why you do not agree with the ${by === 'panel' ? 'panel' : 'Investigating Officer'}`,
  'replaced-by-themselves': ({ role }) =>
    `This person is already ${role === undefined ? 'in charge of this case' : `${roles[role]} in this case`}. Choose someone else`,
  'no-extension': ({ step }) => `“${step}” cannot be extended`,
  'extended-already': ({ step, until, times, citation }) =>
    `“${step}” has already been extended to ${longDate(until)}. It can be extended ${times === 1 ? 'only once' : `${times} times at most`} (${citation})`,
  'no-extension-left': ({ latest, days, unit, after, citation }) =>
    `The deadline cannot be extended any further. ${longDate(latest)} is the last day possible: ${duration(days, unit)} ${after === undefined ? 'in all' : `after ${longDate(after)}, the day that was set`} (${citation})`,
  'extension-too-long': ({ latest, days, unit, after, citation }) =>
    `Enter ${longDate(latest)} or an earlier day. The limit is ${duration(days, unit)} ${after === undefined ? 'in all' : `after ${longDate(after)}, the day that was set`} (${citation})`,
  'agreed-too-late': ({ due, citation }) =>
    `A longer period has to be agreed by ${longDate(due)} (${citation}). Record instead that the complainant agrees to wait`,
  'after-last-day': ({ due }) =>
    `Enter ${longDate(due)} or an earlier day. If you agreed a later day, record the longer period first`,
  'too-late-after-receipt': ({ last, days, unit, citation }) =>
    `Enter ${longDate(last)} or an earlier day: ${duration(days, unit)} after we received the complaint (${citation})`,
  'extension-too-short': ({ due, latest }) =>
    `Enter a day after ${longDate(due)}, when the step is due now, and up to ${longDate(latest)}`,
  'extension-in-past': ({ today, latest }) =>
    `Enter a day from today, ${longDate(today)}, up to ${longDate(latest)}`,
  'advocate-not-offered': () =>
    'You must offer a child or care leaver an advocate (section 26A of the Children Act 1989). Choose yes, and the letter will offer one',
  'no-consent-to-represent': () =>
    'Someone is complaining for a child. Record that the child agrees, or that the child is not able to agree and consent is not needed',
  'no-consent-to-disclose': () =>
    'The answer says things about the child that need their consent. Record the consent, or take them out of the answer',
  'consent-not-refused': () =>
    'Use this only when someone complains for a child and you have recorded that the child refused consent. People need no consent for a complaint of their own',
  'money-not-approved': ({ id, pence }) =>
    `No one has approved the money yet (${id}, ${poundsToPrint(pence)}). It must be approved before the letter goes`,
  'no-point-upheld': () => 'No point of the complaint was upheld, so the complaint has to go to the panel',
  'signer-complained-about': () =>
    'The complaint is now about the person who wrote this answer, so they cannot sign it. Return it, and let someone else write it',
  'reminder-first': ({ outcome, reminder }) =>
    `“${outcome}” is not possible yet. First send a reminder: “${reminder}”`,
  'reply-day-to-come': ({ outcome, day }) =>
    `“${outcome}” is not possible yet. The complainant has until ${longDate(day)} to answer`,
  'confirmation-needed': () => 'Something is unusual. Check it, then confirm that you want to go on.',
  'day-off': ({ day, why }) => `${longDate(day)} is not a working day (${why}). Choose yes if this is right`,
  'before-day-set': ({ set }) =>
    `The meeting was set for ${longDate(set)}, which is later. Choose yes if it took place before then`,
  'address-not-postable': ({ problem }) => post.problems[problem],
  'declarations-missing': ({ names }) =>
    `${listed(names)} ${names.length === 1 ? 'has' : 'have'} not signed the declaration of independence. Choose yes to go on without it`,
  'letter-incomplete': () => 'The letter cannot be written because something it must contain is missing.',
  'letter-lacks': ({ letter, value }) => `The letter “${letter}” needs ${value}`,

  'party-of-case': ({ name }) => `${name} is one of the people in this case. Choose someone else`,
  'complained-about': ({ name }) =>
    `${name} is complained about in this case, so they cannot have a part in it.`,
  'in-line-management': ({ name, team, citation }) =>
    `${name} is in the line management of ${team}, the service complained about (${citation}).`,
  'not-independent': ({ name, citation }) =>
    `${name} is a member or officer of the council. This person must be independent of it (${citation}).`,
  'partner-not-independent': ({ name, partner = 'a member or officer of the council', citation }) =>
    `${name} is married to or in a civil partnership with ${partner} (${citation}).`,
  'another-role': ({ name, role, ended, citation }) =>
    `${name} ${ended ? 'was' : 'is already'} ${roles[role]} in this case. No one can have two roles that must be independent of each other${citation === undefined ? '' : ` (${citation})`}.`,
  'named-twice': ({ name }) => `You have named ${name} twice. Choose each person once`,
  'panel-of-three': ({ named, citation }) =>
    `Choose two people. A panel has a chair and two other independent people, and you have named ${named} (${citation})`,
  'no-such-user': ({ performer = 'owner' }) => `Choose ${performers[performer]}`,
  'declaration-not-signed': ({ citation }) => `Sign the declaration of independence first (${citation}).`,
  'part-not-filled': ({ part }) => `No one has been appointed as ${roles[part]} yet.`,
  'not-in-part': () => 'Choose the person they are replacing',
  'in-part-already': ({ name, part }) =>
    `${name} is already ${roles[part]} in this case. Choose someone else`,

  'no-such-case': () => 'There is no such case.',
  'no-such-party': () => 'This case has no such person.',
  'sender-themselves': () => 'Enter the address of the person who complained, not of the sender',
  'authority-needed': () =>
    'Record their authority, or the consent, before they get copies. Without it, choose no copies',
  'complainant-needed': () =>
    'The case needs a complainant. Add the new complainant first, then change this person',
  'no-such-step': () => 'This case has no such step.',
  'officers-only': () => 'Only complaints officers can do this.',
  'officers-and-managers-only': () => 'Only complaints officers and the managers of this case can do this.',
  'values-to-fill-in': ({ unfilled }) =>
    `Replace what the case does not know: ${unfilled.map((name) => `{{${name}}}`).join(', ')}`,
  'no-such-letter-draft': () => 'There is no such draft any more. It was sent or discarded.',
  'letter-draft-changed': () =>
    'Someone has changed this letter since you opened it. Open it again and read it before you go on.',
  'letter-being-checked': () => 'A colleague is checking this letter. Take it back to change it.',
  'letter-not-being-checked': () => 'No one is checking this letter any more.',
  'not-author-of-letter': () => 'Only its author and complaints officers can do this.',
  'not-asked-to-check': () => 'Only the colleague who was asked can answer.',
  'cannot-check-letter': () => 'Choose a colleague who may write letters on this case',
  'no-open-step': () => 'You have no open step in this case.',
  'step-not-open': () => 'This step is no longer open.',
  'case-closed': () => 'This case is closed. Reopen it first.',
  'merged-case-answered': () =>
    'This case is closed, and its result counts in reports. Link the two cases. If it should not have been closed, reopen it and merge it then.',
  'merged-case-over': () => 'This case was merged already. To merge it somewhere else, reopen it first.',
  'merge-into-closed': ({ reference }) =>
    `${reference} is closed. Merge that case into this one, or reopen it first.`,
  'same-value': () => 'This is recorded already. Enter what it should be instead',
  'procedure-not-chosen': () => 'This case has no procedure yet. Choose one at triage.',
  'stage-answered': ({ stage, procedure }) =>
    `“${procedure}” is past ${stage}, so the procedure cannot change any more. Record the complaint as a new case under the right procedure, and link the two.`,
  'answer-being-checked': () =>
    'An answer to these points is being checked. Return it to its author first, then correct the points.',
  'case-between-steps': () => 'This case is moving to its next step. Try again in a minute.',
  'no-such-party-now': () => 'Choose someone who is a party of this case now',
  'no-letters-to-complainant': () =>
    'No letters go to the complainant: we do not know who they are, or letters to them have stopped',
  'unknown-document': () => 'Choose documents of this case',
  'too-large-to-send': ({ megabytes }) =>
    `This is too large for a letter, which can take ${megabytes} MB. Make the file smaller, or send it another way`,
  'cannot-be-mentioned': () => 'Choose other people who may see this case',
  'for-people-of-the-council': () => 'Leave this out: only people who work for the council can ask for it',
  'case-not-begun': () => 'This case has not started yet. Wait a moment and try again.',
  'case-open': ({ step }) =>
    `This case is already open${step === undefined ? '' : ` at “${step}”`}. You can reopen only closed cases.`,
  'case-too-large': () => 'This is too long to store on the case. Shorten it, or add it as a document.',
  'unknown-step': () => 'Choose a step of this procedure',
  'step-needs-person': ({ role, step }) =>
    `This step needs ${roles[role]}, and no one has been appointed. Reopen the case at “${step}”, where you can appoint someone`,
  'case-kept-open': () =>
    'This case is open. It can be erased only when it has closed and the time to keep it is over',
  'legal-hold': ({ since }) =>
    `This case has been under a legal hold since ${longDate(since)}. Lift the hold before you erase it`,
  'kept-until': ({ until, rule, citation }) =>
    `This case must be kept until ${longDate(until)} (${rule}; ${citation})`,
  'still-under-way': () => 'Part of this case is still under way. Finish it first',
  'hold-set-already': () => 'This case is already under a legal hold.',
  'no-such-access-request': () => 'This case has no such subject access request.',
  'access-requested-already': () => 'This person has a request that is not answered yet',
  'access-given-already': () => 'This request was answered already. Open a new one if they ask again.',
  'access-extended-already': () => 'The time for this request was extended already.',
  'access-extension-too-late': ({ dueOn }) =>
    `The time could be extended only until ${longDate(dueOn)}, because the person must be told within the first month.`,
  'access-item-needs-reason': () => 'Enter a reason for leaving this out',
  'access-item-decided': () =>
    'A colleague has decided on one of these items since you opened the page. Look at their decision first',
  'access-item-repeated': () => 'Decide on each item once',
  'access-item-changed': () =>
    'Something about this person has changed while you were deciding. Read the items again.',
  'access-items-uncleared': ({ count }) =>
    `${count === 1 ? 'One item is' : `${count} items are`} not decided yet. Decide every item first.`,
  'no-such-letter': () => 'This case has no such letter.',
  'letter-has-no-address': () => 'There is no address to post this letter to.',
  'letter-settled-already': () => 'This cannot be recorded of the letter as it is now.',
  'letter-still-waits': () => 'This letter cannot go yet. We will keep trying to send it.',
  'no-such-message': () => 'This case has no such message.',
  'step-foresees-no-such-request': () =>
    'The open step of this case has no such request. Choose another way to deal with the message',
  'message-not-automatic': () => 'This message is not an automatic reply.',
  'message-done-already': () => 'This message was dealt with already.',
  'no-hold-set': () => 'This case is not under a legal hold.',
  'same-case': () => 'Enter the reference of another case, not this one',
  'unknown-procedure': () => 'Choose one of the procedures',
  'unknown-points': () => 'Choose points of this case',
  'keep-one-point': () => 'Leave at least one point in this case',
  'route-leaves-no-point': () =>
    'No point would be left in this complaint. Say that the complaint goes on, or leave a point. If nothing is left to answer, withdraw or close the complaint at its open step instead',
  'sent-to-route-already': () => 'This was sent to this route on that day already',
  'route-without-address': () =>
    'We have no email address for this route. Send the copy another way, or ask an administrator to add the address',
  'route-reader-in-conflict': () =>
    'The copy would go to someone the complaint is about. Send it another way, to someone else',
  'nothing-to-copy': () => 'There is no text to copy yet. Record what the complaint is about first',
  'empty-file': () => 'The file is empty',
  'file-too-large': ({ megabytes }) => `The file is too large. It can be ${megabytes} MB at most`,
  'file-type-not-accepted': ({ types }) => `The file must be one of these types: ${oneOf(types)}`,
  'file-is-program': () =>
    'The file is a program, a shortcut or a web page. Choose a document, picture or recording instead',
  'file-has-macros': () =>
    'The file contains macros or other parts that run when it is opened. Save it as a PDF and choose that instead',
  'file-runs-actions': () =>
    'The PDF runs something when it is opened. Print it to a new PDF and choose that instead',
  'file-is-locked': () =>
    'The file is locked with a password. Save it without the password and choose it again',
  'file-damaged': () =>
    'The file is damaged or holds too much, so we cannot check it. Save it again and choose the new file',
  'file-has-malware': () => 'The file may contain a virus. Choose another file',

  'same-complainant-already': () => 'These cases already belong to the same complainant.',
  'both-flagged': () => 'Both complainants are flagged. End one of the flags first.',
  'same-complainant-split-instead': () =>
    'These cases belong to the same complainant. Separate one of them instead.',
  'different-complainants': () => 'These cases do not belong to the same complainant.',
  'no-person-on-cases': () => 'One of these cases does not name a person.',
  'no-person-on-case': () => 'This case does not name a person.',
  'complainant-not-named': () => 'Say who is complaining first. Someone else passed on this email',
  'complainant-known': () => 'This case has a complainant already. Change the people of the case instead.',
  'no-one-quoted': () =>
    'This email does not say who wrote it. Enter the name of the person who is complaining',
  'details-not-asked': () => 'Enter details only for someone else than the person quoted or the sender',
  'say-how-you-know': () => 'Say how you know that this is someone else',
  'flagged-already': () => 'This complainant is already flagged. Review the flag instead.',
  'not-flagged': () => 'This complainant is not flagged.',
  'someone-else-decides': () => 'Someone else has to decide this about this complainant.',
  'decision-maker-in-conflict': () => 'Choose someone else. This person cannot decide about this complainant',
};

/**
 * Texts for programs, which need values, names and formats as they send them. People see the questions and their
 * options.
 */
const forPrograms = {
  'answer-needed': ({ label }) => `An answer is needed${label === undefined ? '' : ` for “${label}”`}`,
  'at-least-one': () => 'Give at least one',
  'wrong-type': ({ wanted }) =>
    ({
      text: 'Give a text',
      number: 'Give a number',
      'whole number': 'Give a whole number',
      'true or false': 'Answer true or false',
      list: 'Give a list',
      object: 'Give an object with its fields',
    })[wanted],
  'only-value': ({ value }) => `Only this is possible: ${value}`,
  'not-an-option': ({ options }) => `Choose one of: ${inOrder(options)}`,
  'not-a-date': () => 'Give a real date as YYYY-MM-DD, such as 2026-03-27',
  'not-a-time': () => 'Give a real time with its offset, such as 2026-03-27T09:30:00Z',
  'unknown-field': ({ fields }) =>
    `There is no such field${fields === undefined ? '' : `. Fields: ${inOrder(fields)}`}`,
  'unknown-outcome': ({ outcomes }) => `Choose one of: ${inOrder(outcomes)}`,
  'unknown-step': ({ steps }) => `Choose one of: ${inOrder(steps)}`,
  'unknown-procedure': ({ procedures }) => `Choose one of: ${inOrder(procedures)}`,
  'unknown-points': ({ points }) => `Name points of this case: ${inOrder(points)}`,
} satisfies Partial<RefusalWords>;

/** The reasons why something was refused, for the person who tried it. */
export const refusals = { reasons, forPrograms, chooseSomeoneElse: 'Choose someone else.' };
