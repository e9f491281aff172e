import { caseDetails } from '../../../workflows/procedures/case-details.ts';
import { independentParts } from '../../../workflows/procedures/papers.ts';
import type { Field } from '../../../workflows/procedures/procedure.ts';
import { openTasks } from '../../domain/case/case.ts';
import { userById, usersWithRole, type User } from '../../domain/council/council.ts';
import type { Answers } from '../../domain/case/events.ts';
import { ownPoints } from '../../domain/case/facts.ts';
import { roleHolders } from '../../domain/case/role-holders.ts';
import { findReferences } from '../../domain/case/reference.ts';
import { textOf } from '../../domain/case/answer-text.ts';
import { taskNamed } from '../../operations/decide-step/decide-step.ts';
import type { Dependencies } from '../../dependencies.ts';
import type { CaseFile } from '../../ports.ts';
import { procedureOfRun } from '../../operations/procedure-of-run.ts';
import { splitCase } from '../../operations/split-case.ts';
import { appointAnother, roleOfPart } from '../../operations/case-actions/appoint-another.ts';
import { assignStep } from '../../operations/case-actions/assign-step.ts';
import { beginEnquiry } from '../../operations/case-actions/begin-enquiry.ts';
import { holdCase } from '../../operations/case-actions/legal-hold.ts';
import { linkCases } from '../../operations/case-actions/link-cases.ts';
import { recordDetails } from '../../operations/case-actions/record-details.ts';
import { reopenCase } from '../../operations/case-actions/reopen-case.ts';
import {
  decideMatch,
  flagComplainant,
  reviewFlag,
} from '../../operations/resolve-complainant/resolve-complainant.ts';

/** A case that somebody steers, and the rest of the address after the action. */
export interface CaseActionResult {
  deps: Dependencies;
  file: CaseFile;
  by: User;
  rest: string;
}

type Form = Record<string, Field>;

/** What came of it; `to`: the page that shows it, the case when absent. */
type CaseActionOutcome =
  | { ok: true; to?: string }
  | { ok: false; code: string; reason: string; errors?: { field: string; message: string }[] };

/** Something that a complaints officer does to a case: its words, its form, and what carries it out. */
export interface CaseAction {
  title: string;
  /** What it means, in a sentence or two. */
  lead: string;
  button: string;
  /** The fields; undefined: it cannot be done to this case as it stands. */
  form(at: CaseActionResult): Form | undefined;
  /** What is known already of what the form asks. */
  known?(at: CaseActionResult): Answers;
  perform(at: CaseActionResult, answers: Answers): Promise<CaseActionOutcome>;
}

const why = (label: string, hint?: string): Field => ({
  label,
  ...(hint === undefined ? {} : { hint }),
  type: 'paragraphs',
  required: true,
});

/** One of some, by name. */
const choice = (label: string, options: { value: string; label: string }[], hint?: string): Field => ({
  label,
  ...(hint === undefined ? {} : { hint }),
  type: 'choice',
  options,
  required: true,
});

const named = (users: readonly User[]) => users.map(({ id, name }) => ({ value: id, label: name }));

/** Each by the last part of its address. */
export const caseActions: Record<string, CaseAction> = {
  reassign: {
    title: 'Give a step to somebody else',
    lead: 'Whoever gets the step is told by email.',
    button: 'Give the step',
    form({ deps, file, rest }) {
      const task = taskNamed(file.state, rest);
      const step = task && procedureOfRun(deps.procedures, file.events, task.run).steps[task.step];
      if (!step || task?.status !== 'open' || step.performer === 'complainant') return undefined;
      const able =
        step.performer === 'owner' ? deps.council.users : usersWithRole(deps.council, step.performer);
      const others = able.filter(({ id }) => id !== task.assignee);
      return {
        assignee: choice('Who is to do it', named(others), step.title),
        reason: why('Why'),
      };
    },
    perform: ({ deps, file, by, rest }, answers) =>
      assignStep(deps, {
        caseId: file.state.id,
        step: rest,
        assignee: textOf(answers['assignee']),
        reason: textOf(answers['reason']),
        by,
      }),
  },
  details: {
    title: 'Record or correct details',
    lead: 'What you leave empty stays as it is. Staff complained about lose their steps of this case and cannot see it any more.',
    button: 'Record',
    form: () => caseDetails,
    known: ({ file }) => {
      const facts = Object.entries(file.state.facts).filter(([name]) => Object.hasOwn(caseDetails, name));
      return Object.fromEntries(facts.map(([name, value]) => [name, JSON.parse(JSON.stringify(value))]));
    },
    perform: ({ deps, file, by }, details) => recordDetails(deps, { caseId: file.state.id, details, by }),
  },
  link: {
    title: 'Link with another case',
    lead: 'Both cases then show each other.',
    button: 'Link the cases',
    form: () => ({
      to: { label: 'Reference of the other case', type: 'text', required: true },
      why: why('What they have to do with each other'),
    }),
    perform({ deps, file, by }, answers) {
      const [to = ''] = findReferences(textOf(answers['to']));
      return linkCases(deps, { caseId: file.state.id, to, why: textOf(answers['why']), by });
    },
  },
  split: {
    title: 'Split points off',
    lead: 'The points become a case of their own under another procedure: the same complainant, the same day of receipt.',
    button: 'Split the points off',
    form({ file }) {
      const own = ownPoints(file.state.facts);
      if (own.length < 2 || file.state.status === 'closed') return undefined;
      return {
        points: {
          label: 'Points that go',
          hint: 'At least one stays',
          type: 'choices',
          options: own.map(({ id, text }) => ({ value: id, label: text })),
          required: true,
        },
        procedure: { label: 'Procedure for them', type: 'choice', optionsFrom: 'procedures', required: true },
        reason: why('Why'),
      };
    },
    async perform({ deps, file, by }, answers) {
      const split = await splitCase(deps, {
        caseId: file.state.id,
        points: [answers['points']].flat().map(String),
        procedure: textOf(answers['procedure']),
        reason: textOf(answers['reason']),
        by: `user:${by.id}`,
      });
      return split.ok
        ? { ok: true, to: `/cases/${split.reference}` }
        : { ...split, code: 'invalid', errors: [{ field: split.field, message: split.reason }] };
    },
  },
  reopen: {
    title: 'Reopen this case',
    lead: 'It goes on at the step you choose, with new clocks from today. The complainant is told, and why.',
    button: 'Reopen the case',
    form({ deps, file: { state } }) {
      const followed =
        state.procedure && deps.procedures.version(state.procedure.id, state.procedure.version);
      if (state.status !== 'closed' || !followed) return undefined;
      return {
        step: choice(
          'Step at which it goes on',
          Object.entries(followed.steps).map(([id, { title }]) => ({ value: id, label: title })),
        ),
        reason: why('Why', 'The complainant reads this'),
      };
    },
    perform: ({ deps, file, by }, answers) =>
      reopenCase(deps, {
        caseId: file.state.id,
        step: textOf(answers['step']),
        reason: textOf(answers['reason']),
        by,
      }),
  },
  enquiry: {
    title: 'Begin an enquiry of the Ombudsman',
    lead: 'It runs beside whatever else goes on with the case.',
    button: 'Begin the enquiry',
    form: () => ({
      receivedOn: {
        label: 'Day on which the Ombudsman’s letter came',
        type: 'date',
        not: ['future'],
        required: true,
      },
      dueOn: { label: 'Day by which the letter wants an answer', hint: 'When it names one', type: 'date' },
      reference: { label: 'Reference of the Ombudsman', type: 'text' },
    }),
    perform({ deps, file, by }, answers) {
      const [dueOn, reference] = [textOf(answers['dueOn']), textOf(answers['reference'])];
      return beginEnquiry(deps, {
        caseId: file.state.id,
        receivedOn: textOf(answers['receivedOn']),
        ...(dueOn === '' ? {} : { dueOn }),
        ...(reference === '' ? {} : { reference }),
        by,
      });
    },
  },
  'set-legal-hold': {
    title: 'Set a legal hold',
    lead: 'While it is there nothing of this case is reviewed for erasure or erased.',
    button: 'Set the hold',
    form: ({ file }) => (file.state.legalHold ? undefined : { reason: why('Why') }),
    perform: ({ deps, file, by }, answers) =>
      holdCase(deps, { caseId: file.state.id, on: true, reason: textOf(answers['reason']), by }),
  },
  'lift-legal-hold': {
    title: 'Lift the legal hold',
    lead: 'A case whose time was over comes up for review the next day.',
    button: 'Lift the hold',
    form: ({ file }) => (file.state.legalHold ? { reason: why('Why') } : undefined),
    perform: ({ deps, file, by }, answers) =>
      holdCase(deps, { caseId: file.state.id, on: false, reason: textOf(answers['reason']), by }),
  },
  appoint: {
    title: 'Appoint another independent person',
    lead: 'They are told by email, and sign that they are independent before they see anything of the case. Whoever leaves sees it no more.',
    button: 'Appoint',
    form({ deps, file: { state } }) {
      const held = roleHolders(state).flatMap(({ role, id }) => {
        const part = independentParts.find((one) => one === role);
        return part ? [{ part, id }] : [];
      });
      if (held.length === 0) return undefined;
      const roles = new Set(held.map(({ part }) => roleOfPart(part)));
      const able = deps.council.users.filter(
        ({ id, roles: theirs }) =>
          theirs.some((role) => roles.has(role)) && !held.some((one) => one.id === id),
      );
      return {
        instead: choice(
          'Who leaves',
          held.map(({ part, id }) => ({
            value: id,
            label: `${userById(deps.council, id)?.name ?? id}, ${part}`,
          })),
        ),
        user: choice('Who comes instead', named(able)),
        reason: why('Why'),
      };
    },
    perform({ deps, file, by }, answers) {
      const instead = textOf(answers['instead']);
      const role = roleHolders(file.state).find(({ id }) => id === instead)?.role;
      const part = independentParts.find((one) => one === role) ?? 'panel member';
      const [user, reason] = [textOf(answers['user']), textOf(answers['reason'])];
      return appointAnother(deps, { caseId: file.state.id, part, instead, user, reason, by });
    },
  },
  match: {
    title: 'Is it the same person?',
    lead: 'Cases of one person are counted together, and shown with each other.',
    button: 'Record',
    form: ({ rest }) =>
      findReferences(rest).length === 0
        ? undefined
        : {
            decision: choice(`The complainant of ${rest} is`, [
              { value: 'confirm', label: 'The same person' },
              { value: 'reject', label: 'Somebody else' },
              { value: 'split off', label: 'Somebody else, and was matched by mistake' },
            ]),
            reason: {
              label: 'How you know',
              type: 'paragraphs',
              neededWhen: { field: 'decision', is: 'split off' },
            },
          },
    async perform({ deps, file, by, rest }, answers) {
      const [other = ''] = findReferences(rest);
      const decision = (['confirm', 'reject', 'split off'] as const).find(
        (one) => one === answers['decision'],
      );
      const reason = textOf(answers['reason']);
      return toComplainant(
        file,
        await decideMatch(
          deps,
          { user: by, caseId: file.state.id },
          { decision: decision ?? 'reject', other, ...(reason === '' ? {} : { reason }) },
        ),
      );
    },
  },
  flag: {
    title: 'Flag as unreasonably persistent',
    lead: 'It takes no right to complain away, and nothing happens by itself: it tells those who handle the cases what was decided. It is reviewed on the day you give.',
    button: 'Flag',
    form: () => ({
      reason: why('Why', 'What the person did, and what was tried before'),
      decisionMaker: { label: 'Who decided it', type: 'user', required: true },
      reviewOn: { label: 'Day on which it is reviewed', type: 'date', not: ['past'], required: true },
    }),
    perform: async ({ deps, file, by }, answers) =>
      toComplainant(
        file,
        await flagComplainant(
          deps,
          { user: by, caseId: file.state.id },
          {
            reason: textOf(answers['reason']),
            decisionMaker: textOf(answers['decisionMaker']),
            reviewOn: textOf(answers['reviewOn']),
          },
        ),
      ),
  },
  'review-flag': {
    title: 'Review the flag',
    lead: 'It can be reviewed at any time.',
    button: 'Record the review',
    form: () => ({
      decision: choice('What was decided', [
        { value: 'keep', label: 'It stays until another review' },
        { value: 'end', label: 'It ends' },
      ]),
      reason: why('Why'),
      reviewOn: {
        label: 'Day of the next review',
        type: 'date',
        not: ['past'],
        neededWhen: { field: 'decision', is: 'keep' },
      },
    }),
    async perform({ deps, file, by }, answers) {
      const [reason, reviewOn] = [textOf(answers['reason']), textOf(answers['reviewOn'])];
      const asked = { user: by, caseId: file.state.id };
      const review =
        answers['decision'] === 'keep'
          ? ({ decision: 'keep', reason, reviewOn } as const)
          : ({ decision: 'end', reason } as const);
      return toComplainant(file, await reviewFlag(deps, asked, review));
    },
  },
};

/** What is done to the complainant is shown on the page about them. */
function toComplainant(
  { state }: CaseFile,
  result: Awaited<ReturnType<typeof decideMatch>>,
): CaseActionOutcome {
  if (result.ok) return { ok: true, to: `/cases/${state.reference}/complainant` };
  return result.code === 'invalid'
    ? { ...result, errors: [{ field: result.field, message: result.reason }] }
    : result;
}

/** What can be done to a case as it stands, for the page of the case: each with its address. */
export function possibleCaseActions(at: Omit<CaseActionResult, 'rest'>): { text: string; href: string }[] {
  const base = `/cases/${at.file.state.reference}`;
  const steps = openTasks(at.file.state).flatMap(({ key, run, step }) => {
    const rest = encodeURIComponent(key);
    const title = procedureOfRun(at.deps.procedures, at.file.events, run).steps[step]?.title ?? step;
    return caseActions['reassign']?.form({ ...at, rest: key })
      ? [{ text: `Give “${title}” to somebody else`, href: `${base}/steer/reassign/${rest}` }]
      : [];
  });
  const plain = [
    'details',
    'link',
    'split',
    'reopen',
    'appoint',
    'enquiry',
    'set-legal-hold',
    'lift-legal-hold',
  ];
  return [
    ...steps,
    ...plain.flatMap((id) => {
      const caseAction = caseActions[id];
      return caseAction?.form({ ...at, rest: '' })
        ? [{ text: caseAction.title, href: `${base}/steer/${id}` }]
        : [];
    }),
    { text: 'Other cases of this complainant', href: `${base}/complainant` },
    { text: 'Private link, and letters to print', href: `${base}/private-link` },
  ];
}
