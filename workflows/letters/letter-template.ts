import * as z from 'zod/mini';

/**
 * Every placeholder a letter may use, with its name for people: they read it when a letter cannot be sent without it.
 * Dates and numbers come in words, ready to print. A list becomes a bullet list; a text keeps its paragraphs.
 */
export const vocabulary = {
  reference: 'the reference of the case',
  letterDate: 'the date of the letter',
  complainantName: 'the name of the complainant',
  copyReaderName: 'the name of the person who gets a copy',
  councilName: 'the name of the council',
  councilPhone: 'the phone number of the council',
  councilEmail: 'the email address of the council',
  officerName: 'the name of the complaints officer',
  /** The team of the officer; absent when the team signs as a whole. */
  officerTeam: 'the team of the complaints officer',
  handlerName: 'the name of the person who looks into it',
  handlerRole: 'the role of the person who looks into it',
  signerName: 'the name of the person whose decision it is',
  signerRole: 'the role of the person whose decision it is',
  receivedOn: 'the date it was received',
  subject: 'what the letter is about',
  summary: 'what we understood',
  /** List: one text for each point. */
  points: 'the points',
  /** Shown only to someone whose message is a complaint. */
  aboutComplaint: 'that it is a complaint',
  /** Shown only where the law wants the complainant to be asked how and by when it is dealt with. */
  offersToDiscuss: 'that we offer to discuss it',
  /** Shown only while a child has not said yet whether they agree to someone speaking for them. */
  consentAwaited: 'that we wait for the agreement of the child',
  procedureName: 'what the procedure is for',
  procedureReason: 'the reason for the procedure',
  /** List: one text for each stage, and one for the Ombudsman. */
  stages: 'the stages of the procedure',
  dueDate: 'the date by which it is due',
  /** Only where the day of receipt was wrong. */
  receivedOnBefore: 'the day of receipt that was wrong',
  /** Only where another procedure was used before. */
  procedureBefore: 'what the procedure before was for',
  /** Only where it is no longer the day for the answer. */
  dueDateBefore: 'the date for the answer that was wrong',
  correctionReason: 'the reason for the correction',
  /** Only as long as it is to come. */
  writeBy: 'the date by which we say what happens next',
  howToGetAdvocate: 'how anyone reaches an advocate',
  oldDueDate: 'the date by which it was due',
  newDueDate: 'the new date',
  expectedDate: 'the date by which it is expected',
  /** The date for the stage, as long as it can still be met. */
  answerPromisedFor: 'the date by which there will be an answer',
  answerWasDueOn: 'the date by which there should have been an answer',
  /** The day that we last gave for the answer ourselves, as long as it is yet to come. */
  lastToldDate: 'the date that we last gave for the answer',
  /** What the complainant waits for, and four clauses about it that a date follows: "We should have answered you". */
  awaited: 'what is waited for',
  shouldHave: 'what should have happened',
  weSaid: 'what we said would happen',
  weWill: 'what will happen',
  weExpect: 'what we expect to happen',
  /** Only when the letter itself comes after its last day. */
  thisWasDueOn: 'the date by which this letter was due',
  reviewDate: 'the date of the next review',
  reason: 'the reason',
  /** Why a complaint was declined, in words that are the same for everyone, and how to come back with it. */
  groundInWords: 'the ground on which it was declined',
  howToComeBack: 'how to come back',
  /** List: for each point the point, the finding and the reasons for it. */
  findings: 'the finding on each point',
  response: 'the response',
  /** Paragraphs: the apology, and who makes it. */
  apology: 'the apology',
  /** List: for each payment the amount, by when it is paid and what for. */
  money: 'the money that will be paid',
  payment: 'the amount of the payment',
  /** List. */
  remedies: 'what will be put right',
  /** List. */
  learning: 'what will be done differently',
  nextStageName: 'the name of the next stage',
  requestBy: 'the last day to ask for the next stage',
  howToAsk: 'how to ask for the next stage',
  advocateName: 'the name of the advocate',
  advocateOrganisation: 'the organisation of the advocate',
  advocateContact: 'how to reach the advocate',
  /** A letter that speaks to children in other words. */
  toChild: 'that the reader is a child',
  dutyPhone: 'the phone number of the duty contact for safeguarding',
  /** Only for a child or care leaver: how to reach an advocate here (Children Act 1989, section 26A). */
  advocacyOffer: 'how to reach an advocate',
  /** Shown only to those who have a right to it. */
  advocacyRight: 'that there is a right to an advocate',
  advocateWanted: 'that an advocate is wanted',
  /** Shown only to someone who speaks for a child. */
  advocacyForChild: 'that the child has a right to an advocate',
  investigatingOfficerName: 'the name of the Independent Investigating Officer',
  independentPersonName: 'the name of the Independent Person',
  adjudicatorName: 'the name of the adjudicating officer',
  /** Someone who has left their part in the case, if the complainant may know the name. */
  leaverName: 'the name of the person who leaves',
  /** Whoever has the part now, if the complainant may know the name. */
  newcomerName: 'the name of the person who takes over',
  partName: 'the part in the complaint that changes hands',
  /** Paragraphs: the complaint as it was written down for stage 2. */
  statement: 'the statement of complaint',
  replyBy: 'the date by which they are asked to answer',
  decisionOn: 'the date of our decision',
  meetingOn: 'the date of the meeting',
  meetingWasOn: 'the date that was set for the meeting before',
  meetingTime: 'the time of the meeting',
  meetingPlace: 'the place of the meeting',
  /** Paragraphs: what was agreed when a complaint was settled without a formal answer. */
  agreement: 'what was agreed',
  agreedOn: 'the date of the agreement',
  waitUntil: 'the date until which they agreed to wait',
  dueDatePassed: 'the date that was promised and has passed',
  lateReason: 'why the panel meets after its last day',
  /** List: one name for each member, the chair marked as such. */
  panelNames: 'the names of the panel',
  namesToFollow: 'that names of the panel will follow',
  /** List: for each recommendation the recommendation and our answer to it. */
  recommendations: 'the answer to each recommendation',
  noRecommendations: 'that the panel recommended nothing',
  /** List: what the Investigating Officer recommended, with our answer to it where we have recorded one. */
  investigationRecommendations: 'what the Investigating Officer recommended',
  /** List: for each action what is done, by whom and by when. */
  actions: 'what will be done, by whom and by when',
  /** List: the same for actions that an earlier answer promised. */
  actionsUnderWay: 'what was promised before',
  /** Paragraphs: what a compliment said. */
  praise: 'what the compliment said',
  teamName: 'the name of the team',
  /** Paragraphs: the answer to a comment or an enquiry. */
  answer: 'the answer',
  /** Paragraphs. */
  letterText: 'the text of the letter',
  routeName: 'the other route',
  routeExplained: 'what the other route is',
  /** The person or team that deals with it there. */
  routeTo: 'who deals with it there',
  routeReference: 'their reference',
  /** The case that was merged into this one. */
  mergedReference: 'reference of the case that was merged',
  /** List: the text of each point. */
  routePoints: 'what is dealt with there',
  /** Only where the law says so. */
  routeDueDate: 'the last day for their answer',
  routeWasDueOn: 'the date by which they should have answered',
  whereTo: 'who the request was passed on to',
  /** Paragraphs: how the complaint is looked into, as it was agreed. */
  handlingPlan: 'how it is looked into',
  plannedFor: 'the date planned for the answer',
  otherBody: 'the name of the other body',
  /** Of a joint complaint: shown only when the other body leads. */
  theyLead: 'that the other body leads',
  /** List: the text of each point. */
  theirPoints: 'the points that the other body answers',
  ourPoints: 'the points that we answer',
  /** Paragraphs: our part of a joint answer. */
  contribution: 'our part of the joint answer',
  contributeBy: 'the date by which the other body is asked for its part',
  contributionWasDueOn: 'the date by which the other body should have sent its part',
  answeredOn: 'the date of the answer of the other body',
  stepTitle: 'the name of the step',
  assigneeName: 'the name of the member of staff it is for',
  workingDaysLate: 'the number of working days late',
  /** Shown only to staff whose task has a delay to report. */
  canReportDelay: 'that the reader can report a delay',
  /** A number in digits. */
  heldMails: 'how many emails are held',
  /** List: the titles of letters. */
  lettersNotReworded: 'the letters that do not use the council’s own wording',
  link: 'the link to the case',
  digestDate: 'the date of the digest',
  /** List: one line for each alert. */
  alerts: 'what has happened on the case',
  /** List: one line for each step. */
  overdueSteps: 'the steps that are overdue',
  /** List: one line for each step. */
  dueSteps: 'the steps that are due',
  /** List: one line for each case. */
  waitingMessages: 'the messages that wait',
  /** List: one line for each team. */
  repeatedDelays: 'the teams with repeated delays',
} as const;

/** The values given to a letter. A blank value or an empty list counts as absent. */
export type LetterValues = { [name in keyof typeof vocabulary]?: string | readonly string[] | undefined };

/** A text split at its tags: literal text, a placeholder, or a section shown if a value is present (or absent). */
export type TemplatePart =
  | { literal: string }
  | { placeholder: string }
  | { section: string; shownWhen: 'present' | 'absent'; parts: TemplatePart[] };

/** A problem with a subject or body: a code, and what it concerns. */
export type TemplateProblem =
  | { code: 'letter-empty' | 'letter-control-character' | 'letter-subject-lines'; params: object }
  | {
      code: 'letter-closes-unopened' | 'letter-not-closed' | 'letter-unknown-value';
      params: { name: string };
    }
  | { code: 'letter-not-a-tag'; params: { text: string } };

/** A problem with a letter, worded for engineers at start-up. */
export function describeTemplateProblem({ code, params }: TemplateProblem): string {
  switch (code) {
    case 'letter-empty':
      return 'is empty';
    case 'letter-control-character':
      return 'has a control or private-use character';
    case 'letter-subject-lines':
      return 'is more than one line';
    case 'letter-closes-unopened':
      return `{{/${params.name}}} closes what is not open`;
    case 'letter-not-closed':
      return `the section ${params.name} is never closed`;
    case 'letter-unknown-value':
      return `unknown placeholder ${params.name}`;
    case 'letter-not-a-tag':
      return `"${params.text}" is no tag`;
  }
}

// A section tag alone on a line removes the line too, so sections can be used between list items.
const tag = /^[ \t]*\{\{([#^/])([A-Za-z0-9]+)\}\}[ \t]*(?:\n|$)|\{\{([#^/]?)([A-Za-z0-9]+)\}\}/gm;

/** Splits a subject or body at `{{name}}`, `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}`. */
export function parseTemplateText(
  text: string,
): { ok: true; parts: TemplatePart[] } | { ok: false; problem: TemplateProblem } {
  const top: TemplatePart[] = [];
  const open: { section: string; parts: TemplatePart[] }[] = [];
  let stray: string | undefined;
  const add = (part: TemplatePart) => (open.at(-1)?.parts ?? top).push(part);
  const addLiteral = (literal: string) => {
    if (literal !== '') add({ literal });
    if (/\{\{|\}\}/.test(literal)) stray ??= literal.match(/.{0,20}(?:\{\{|\}\}).{0,20}/)?.[0];
  };
  let end = 0;
  for (const match of text.matchAll(tag)) {
    addLiteral(text.slice(end, match.index));
    end = match.index + match[0].length;
    const sign = match[1] ?? match[3];
    const name = match[2] ?? match[4] ?? '';
    if (sign === '/') {
      if (open.pop()?.section !== name)
        return { ok: false, problem: { code: 'letter-closes-unopened', params: { name } } };
    } else if (sign === '#' || sign === '^') {
      const parts: TemplatePart[] = [];
      add({ section: name, shownWhen: sign === '#' ? 'present' : 'absent', parts });
      open.push({ section: name, parts });
    } else {
      add({ placeholder: name });
    }
  }
  addLiteral(text.slice(end));
  const unclosed = open.at(-1);
  if (unclosed)
    return { ok: false, problem: { code: 'letter-not-closed', params: { name: unclosed.section } } };
  return stray === undefined
    ? { ok: true, parts: top }
    : { ok: false, problem: { code: 'letter-not-a-tag', params: { text: stray.trim() } } };
}

/** The names in a text: `required` occur outside sections, `optional` only inside sections or as their condition. */
export function placeholdersOf(parts: readonly TemplatePart[]): { required: string[]; optional: string[] } {
  const required = new Set<string>();
  const optional = new Set<string>();
  const walk = (within: readonly TemplatePart[], names: Set<string>): void => {
    for (const part of within) {
      if ('placeholder' in part) names.add(part.placeholder);
      if ('section' in part) {
        optional.add(part.section);
        walk(part.parts, optional);
      }
    }
  };
  walk(parts, required);
  return { required: [...required], optional: [...optional].filter((name) => !required.has(name)) };
}

/** Every problem with a subject or body. */
export function templateProblems(text: string): TemplateProblem[] {
  if (text.trim() === '') return [{ code: 'letter-empty', params: {} }];
  // The renderer marks the positions of values with private-use characters.
  if (/[\p{Co}\p{Cs}]|(?!\n)\p{Cc}/u.test(text)) return [{ code: 'letter-control-character', params: {} }];
  const parsed = parseTemplateText(text);
  if (!parsed.ok) return [parsed.problem];
  const { required, optional } = placeholdersOf(parsed.parts);
  return [...required, ...optional]
    .filter((name) => !Object.hasOwn(vocabulary, name))
    .map((name) => ({ code: 'letter-unknown-value', params: { name } }));
}

const templateText = z.string().check((text) => {
  for (const problem of templateProblems(text.value))
    text.issues.push({ code: 'custom', message: describeTemplateProblem(problem), input: text.value });
});

/**
 * A letter as data (law.md section 6). `body` is Markdown: paragraphs, headings, lists, quotes, emphasis, links; a line
 * break stays a line break. `requires` names values that must be present although they are used only in a section.
 */
export const LetterTemplate = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'use lower case letters, digits and hyphens')),
  title: z.string().check(z.minLength(1)),
  audience: z.enum(['complainant', 'staff', 'other body']),
  subject: templateText.check(z.regex(/^[^\n]*$/, 'is more than one line')),
  body: templateText,
  requires: z.optional(
    z.array(z.string().check(z.refine((name) => Object.hasOwn(vocabulary, name), 'unknown placeholder'))),
  ),
});
export type LetterTemplate = z.infer<typeof LetterTemplate>;

/** The text of a letter in one language; its id and audience are the same in every language. */
export type LetterText = Omit<LetterTemplate, 'id' | 'audience'>;

/** Thrown by `loadLetters` if a letter does not match `LetterTemplate`. The message names the letter and the field. */
class BadLetterTemplate extends Error {
  override name = 'BadLetterTemplate' as const;
}

/** The letters by id. Throws `BadLetterTemplate`. */
export function loadLetters(candidates: readonly unknown[]): Readonly<Record<string, LetterTemplate>> {
  const letters: Record<string, LetterTemplate> = {};
  for (const [index, candidate] of candidates.entries()) {
    const parsed = LetterTemplate.safeParse(candidate);
    if (!parsed.success) {
      const named = z.object({ id: z.string() }).safeParse(candidate);
      const problems = parsed.error.issues.map(
        (issue) => `${issue.path.join('.') || 'letter'}: ${issue.message}`,
      );
      throw new BadLetterTemplate(
        `letter ${named.success ? named.data.id : `number ${index + 1}`}: ${problems.join('; ')}`,
      );
    }
    if (Object.hasOwn(letters, parsed.data.id))
      throw new BadLetterTemplate(`letter ${parsed.data.id}: id: stands twice`);
    letters[parsed.data.id] = parsed.data;
  }
  return letters;
}
