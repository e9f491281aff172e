import type { Appointment, DayUnit, FeedbackKind } from '../../../workflows/procedures/meanings.ts';
import type { AddressProblem } from './postal-address.ts';
import type { Performer } from '../../../workflows/procedures/roles.ts';

/** `YYYY-MM-DD`. */
type Day = string;

type None = Record<string, never>;

/** The kind of value that an answer must be. */
export type ValueKind = 'text' | 'number' | 'whole number' | 'true or false' | 'list' | 'object';

/**
 * The kind of question that was not answered. A missing date, for example, is asked for in other words than a missing
 * text.
 */
export type QuestionKind = 'text' | 'date' | 'choice' | 'yes or no' | 'list';

/** Input of the wrong shape. `label`: the name of the question, if it is a question of a form. */
interface InputRefusals {
  'answer-needed': { label?: string; question?: QuestionKind };
  'at-least-one': None;
  'wrong-type': { wanted: ValueKind };
  'only-value': { value: string };
  'not-an-option': { options: string[] };
  'no-options': None;
  'no-documents': None;
  'must-be-yes': None;
  'not-a-date': None;
  'not-a-time': None;
  'not-a-time-of-day': None;
  'not-an-email-address': None;
  'not-a-web-address': None;
  'wrong-format': None;
  'too-long': { most: number };
  'too-short': { least: number };
  'too-many': { most: number };
  'too-few': { least: number };
  'unknown-field': { fields?: string[] };
  unusable: None;
  'key-used': None;
  'reason-for-each-point': None;
  'one-finding-for-each-point': { points: string[] };
  'one-answer-for-each-recommendation': { recommendations: string[] };
  'not-an-amount': None;
  'action-under-way': { dueOn: Day };
}

/** Days that are not possible. */
interface DayRefusals {
  'before-receipt': { receivedOn: Day };
  'before-step': { openedOn: Day };
  'before-right': { from: Day };
  'before-enquiry': { receivedOn: Day };
  'before-letter': { written: Day };
  'day-in-past': { today: Day };
  'day-in-future': { today: Day };
  'day-too-early': { earliest: Day };
  'day-not-after-today': { today: Day };
  'late-day-needs-reason': { last: Day };
  'time-in-future': None;
  'before-calendar': { first: Day };
  'after-calendar': { last: Day };
  'too-far-ahead': { last: Day };
  'too-soon-before-receipt': { days: number; unit: DayUnit; receivedOn: Day };
  'year-doubtful': None;
  'received-before-decision': { decidedOn: Day };
  'received-before-event': { happenedOn: Day; what: 'enquiry' | 'route' | 'closing' };
  'no-version-on-day': { day: Day };
}

/** Decisions on a step. The first six summarise what `errors` say field by field. */
interface DecisionRefusals {
  'answers-wrong': None;
  'dates-wrong': None;
  'routing-wrong': None;
  'points-wrong': None;
  'appointments-wrong': None;
  'requirements-unmet': None;
  'unknown-outcome': { step: string; outcomes: string[] };
  'outcome-not-allowed': { outcome: string };
  'outcome-too-early': { outcome: string; after: string };
  'decided-already': { outcome?: string };
  'step-changed': None;
  'case-paused': { since: Day };
  'case-not-paused': None;
  'right-lapsed': { step: string; lastDay: Day };
  'kind-not-handled': { procedure: string; kinds: FeedbackKind[] };
  'point-for-other-procedure': { text: string };
  'no-point-left': None;
  'departs-without-reason': { by: 'investigation' | 'panel' };
  'replaced-by-themselves': { role?: Appointment };
  'no-extension': { step: string };
  'extended-already': { step: string; until: Day; times: number; citation: string };
  /** `after`: the day set for the subject, from which the days count. Without it, `days` is the longest time in all. */
  'no-extension-left': { latest: Day; days: number; unit: DayUnit; after?: Day; citation: string };
  'extension-too-long': { latest: Day; days: number; unit: DayUnit; after?: Day; citation: string };
  'agreed-too-late': { due: Day; citation: string };
  'after-last-day': { due: Day };
  'too-late-after-receipt': { last: Day; days: number; unit: DayUnit; citation: string };
  'extension-too-short': { due: Day; latest: Day };
  'extension-in-past': { today: Day; latest: Day };
  'advocate-not-offered': None;
  'no-consent-to-represent': None;
  'no-consent-to-disclose': None;
  'consent-not-refused': None;
  'no-point-upheld': None;
  'signer-complained-about': None;
  'money-not-approved': { id: string; pence: number };
  'letter-incomplete': None;
  'reminder-first': { outcome: string; reminder: string };
  'reply-day-to-come': { outcome: string; day: Day };
  /** Summarises the warnings in `errors`, each at the field that confirms it. */
  'confirmation-needed': None;
  'day-off': { day: Day; why: string };
  'before-day-set': { set: Day };
  'declarations-missing': { names: string[] };
  'address-not-postable': { problem: AddressProblem };
  'letter-lacks': { letter: string; value: string };
}

/** People who cannot have a part in a case. */
interface PeopleRefusals {
  'complained-about': { name: string };
  'party-of-case': { name: string };
  'in-line-management': { name: string; team: string; citation: string };
  'not-independent': { name: string; citation: string };
  'partner-not-independent': { name: string; partner?: string; citation: string };
  'another-role': { name: string; role: Appointment; ended: boolean; citation?: string };
  'named-twice': { name: string };
  'panel-of-three': { named: number; citation: string };
  'no-such-user': { performer?: Performer };
  'declaration-not-signed': { citation: string };
  'part-not-filled': { part: Appointment };
  'not-in-part': { part: Appointment };
  'in-part-already': { name: string; part: Appointment };
}

/** Cases that are not in the right state for the request. */
interface CaseRefusals {
  'no-such-case': None;
  'no-such-step': None;
  'no-such-party': None;
  'complainant-needed': None;
  'authority-needed': None;
  'sender-themselves': None;
  'officers-only': None;
  'officers-and-managers-only': None;
  'values-to-fill-in': { unfilled: string[] };
  'no-such-letter-draft': None;
  'letter-draft-changed': None;
  'letter-being-checked': None;
  'letter-not-being-checked': None;
  'not-author-of-letter': None;
  'not-asked-to-check': None;
  'cannot-check-letter': None;
  'no-open-step': None;
  'step-not-open': None;
  'case-closed': None;
  'merged-case-answered': None;
  'merged-case-over': None;
  'merge-into-closed': { reference: string };
  'same-value': None;
  'procedure-not-chosen': None;
  'stage-answered': { stage: string; procedure: string };
  'answer-being-checked': None;
  'case-between-steps': None;
  'case-not-begun': None;
  'cannot-be-mentioned': None;
  'no-such-party-now': None;
  'no-letters-to-complainant': None;
  'unknown-document': None;
  'too-large-to-send': { megabytes: number };
  'for-people-of-the-council': None;
  'case-open': { step?: string };
  'case-too-large': None;
  'unknown-step': { steps: string[] };
  'step-needs-person': { role: Appointment; step: string };
  'case-kept-open': None;
  'legal-hold': { since: Day };
  'kept-until': { until: Day; rule: string; citation: string };
  'still-under-way': { procedure: string };
  'hold-set-already': None;
  'no-hold-set': None;
  'no-such-access-request': None;
  'access-requested-already': None;
  'access-given-already': None;
  'access-extended-already': None;
  'access-extension-too-late': { dueOn: Day };
  'access-item-needs-reason': None;
  'access-item-changed': None;
  'access-item-decided': None;
  'access-item-repeated': None;
  'access-items-uncleared': { count: number };
  'no-such-letter': None;
  'letter-has-no-address': None;
  'letter-settled-already': None;
  'letter-still-waits': None;
  'no-such-message': None;
  'step-foresees-no-such-request': None;
  'message-done-already': None;
  'message-not-automatic': None;
  'same-case': None;
  'unknown-procedure': { procedures: string[] };
  'unknown-points': { points: string[] };
  'keep-one-point': None;
  'route-leaves-no-point': None;
  'sent-to-route-already': None;
  'route-without-address': None;
  'route-reader-in-conflict': None;
  'nothing-to-copy': None;
  'empty-file': None;
  'file-too-large': { megabytes: number };
  'file-type-not-accepted': { types: string[] };
  'file-is-program': None;
  'file-has-macros': None;
  'file-runs-actions': None;
  'file-is-locked': None;
  'file-damaged': None;
  'file-has-malware': None;
}

/** The identity of a complainant across cases, and the flag on a complainant. */
interface ComplainantRefusals {
  'same-complainant-already': None;
  'both-flagged': None;
  'same-complainant-split-instead': None;
  'different-complainants': None;
  'no-person-on-cases': None;
  'no-person-on-case': None;
  'complainant-not-named': None;
  'complainant-known': None;
  'no-one-quoted': None;
  'details-not-asked': None;
  'say-how-you-know': None;
  'flagged-already': None;
  'not-flagged': None;
  'someone-else-decides': None;
  'decision-maker-in-conflict': None;
}

/**
 * The reasons for refusing something, by a short id, with their parameters: days, numbers, names and recorded titles,
 * never a sentence. functions/words/refusal-in-words.ts makes the sentences.
 */
export interface RefusalParams
  extends InputRefusals, DayRefusals, DecisionRefusals, PeopleRefusals, CaseRefusals, ComplainantRefusals {}

export type RefusalCode = keyof RefusalParams;

/** A reason for refusing something. `field`: the path of the field concerned, its parts joined by dots. */
export type RefusalOf<Code extends RefusalCode> = {
  [One in Code]: { code: One; field?: string; params: RefusalParams[One] };
}[Code];
export type Refusal = RefusalOf<RefusalCode>;
export type FieldRefusal = Refusal & { field: string };

/** Why a person was not accepted for a part in a case. */
export type PersonRefusal = RefusalOf<
  | 'complained-about'
  | 'party-of-case'
  | 'in-line-management'
  | 'not-independent'
  | 'partner-not-independent'
  | 'another-role'
>;

/**
 * A refused request: 'conflict' if the case is not in the right state, 'stale' if the case has changed since it was
 * read. `errors` names each field that is wrong.
 */
export interface Refused<
  Kind extends string = 'not found' | 'not allowed' | 'conflict' | 'stale' | 'invalid',
> {
  ok: false;
  kind: Kind;
  refusal: Refusal;
  errors?: FieldRefusal[];
}

export function refuse<Kind extends Refused['kind']>(
  kind: Kind,
  refusal: Refusal,
  errors?: FieldRefusal[],
): Refused<Kind> {
  return { ok: false, kind, refusal, ...(errors ? { errors } : {}) };
}

/** A refusal because of one field. */
export function invalid(refusal: FieldRefusal): Refused<'invalid'> {
  return refuse('invalid', refusal, [refusal]);
}
