import { describe, expect, test } from 'vitest';
import type { Answers } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { letterValues, taskOfLetter } from '../../../functions/domain/correspondence/letter-values.ts';
import { renderLetter } from '../../../functions/domain/correspondence/render-letter.ts';
import { recordedFacts } from '../../../functions/domain/decisions/facts-from-answers.ts';
import { letters } from '../../../workflows/letters/index.ts';
import { procedures } from '../../shropshire.ts';
import type { Field } from '../../../workflows/procedures/form-field.ts';
import type { Milestone, Outcome, Procedure } from '../../../workflows/procedures/procedure.ts';
import { wrongInLetter } from '../../letter-rules.ts';
import { aCase, calendar, council, decided, facts, opened, recorded, started, type What } from '../a-case.ts';

// Every letter that a procedure sends a complainant, written with values that can be found again in it.

const internal = (what: string) => `INTERNAL ${what} END`;
const forThem = (what: string) => `FOR-THEM ${what} END`;

/** What a form says of an answer that goes into a letter; and the answers that are the letter itself. */
const saysSo = ({ label, hint = '' }: Field) =>
  /(complainant|they) will (see|read) this|complainant will see|tells? the complainant/i.test(
    `${label} ${hint}`,
  );
const isTheLetter = new Set(['response', 'answer', 'statement', 'meetingPlace', 'whereTo']);

/** Facts that are noted for the council alone, and those that letters are about. */
const known: Facts = {
  category: internal('category'),
  subCategory: internal('sub-category'),
  serviceArea: internal('service area'),
  themes: [internal('theme')],
  consentSaid: internal('consent said'),
  competence: internal('competence'),
  standingReason: internal('standing reason'),
  noLearningReason: internal('no learning'),
  reachSafely: internal('reach safely'),
  aboutWhom: internal('about whom'),
  wishedOutcome: internal('wished outcome'),
  redress: internal('redress'),
  ombudsmanReference: internal('ombudsman reference'),
  summary: 'No one called back.',
  procedureReason: 'It is about social care.',
  points: [
    { id: 'P1', text: 'No one called.' },
    { id: 'P2', text: 'No one wrote.' },
  ],
  findings: [{ point: 'P1', finding: 'upheld', reasons: 'There is no record of a call.' }],
  handler: 'complaints-officer',
  team: 'Assessment Team',
  investigator: 'team-manager',
  reviewer: 'senior-manager',
  investigatingOfficer: 'investigating-officer',
  independentPerson: 'independent-person',
  adjudicatingOfficer: 'adjudicating-officer',
  panelChair: 'panel-chair',
  panelMembers: ['panel-member', 'panel-member-2'],
  statement: 'Two visits did not take place.',
  money: [{ id: 'M1', pence: 15_000, for: 'the fares' }],
  meetingOn: '2026-07-06',
  meetingPlace: 'Shirehall',
};

function answersTo(form: Outcome['form']): Answers {
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, field]): [string, Answers[string]][] => {
      const text = (saysSo(field) || isTheLetter.has(name) ? forThem : internal)(name);
      switch (field.type) {
        case 'text':
        case 'paragraphs':
          return [[name, text]];
        case 'date':
          return [[name, field.not?.includes('future') ? '2026-06-01' : '2026-07-06']];
        case 'choices':
          return field.optionsFrom === 'points' ? [[name, ['P1']]] : [];
        default:
          return [];
      }
    }),
  );
}

interface Sent {
  procedure: Procedure;
  from: string;
  template: string;
  text: string;
  html: string;
}

/** Whether a procedure has an answer together with another body. */
const canBeJoint = ({ steps }: Procedure): boolean =>
  Object.values(steps).some(({ outcomes }) =>
    Object.values(outcomes).some(({ records }) => records?.jointLead !== undefined),
  );

/** A letter of a step, after its answer was written, if it is one that is written before it is sent. */
function written(
  procedure: Procedure,
  from: string,
  template: string,
  by: { outcome?: [string, Outcome]; clock?: string | undefined },
  more: What[] = [],
): Sent {
  const step = procedure.steps[from];
  const draft = Object.entries(procedure.steps[step?.writtenIn ?? '']?.outcomes ?? {}).find(
    ([, { drafts }]) => drafts !== undefined,
  );
  const run = started({
    procedure: procedure.id,
    version: procedure.version,
    ...(procedure.alongside ? { beside: true, matter: { id: 'M1', from: '2026-06-01' } } : {}),
  });
  const author: What[] =
    step?.writtenIn === undefined || !draft
      ? []
      : [
          opened(step.writtenIn, 'team-manager'),
          decided(step.writtenIn, draft[0], 'user:director', { answers: answersTo(draft[1].form) }),
        ];
  const decision: What[] = by.outcome
    ? [
        decided(from, by.outcome[0], 'user:complaints-officer', { answers: answersTo(by.outcome[1].form) }),
        facts(
          recordedFacts(by.outcome[1].form, answersTo(by.outcome[1].form), {
            facts: known,
            runs: aCase(run).runs,
          }),
        ),
      ]
    : [];
  const { after, events } = recorded(
    run,
    facts({
      ...known,
      ...(canBeJoint(procedure) ? { jointWith: 'Riverside NHS Trust', jointLead: 'we' } : {}),
      kind: procedure.feedback?.[0] ?? 'complaint',
    }),
    ...author,
    opened(from, step?.performer ?? 'complaints-officer'),
    ...clocksBegun(procedure, from),
    ...more,
    ...decision,
  );
  const values = letterValues(
    {
      state: after,
      events,
      procedure,
      task: taskOfLetter(after, `${from}#1`),
      decision: by.outcome ? 1 : undefined,
      clock: by.clock,
    },
    { language: 'en', complainantName: 'Sam Carter' },
    { council, calendar, now: '2026-06-10T12:00:00.000Z' },
  );
  const letter = letters[template];
  if (!letter) throw new Error(`no letter ${template}`);
  const link = 'https://complaints.council.example/follow/secret';
  const rendered = renderLetter(letter, { ...values, link });
  if (!rendered.ok) throw new Error(`${procedure.id} ${from} ${template}: ${rendered.missing.join(', ')}`);
  return {
    procedure,
    from,
    template,
    text: `${rendered.letter.subject}\n\n${rendered.letter.text}`,
    html: rendered.letter.html,
  };
}

/** The clocks that decisions start have been started. */
const clocksBegun = ({ clocks = {} }: Procedure, from: string): What[] =>
  Object.entries(clocks)
    .filter(
      ([, clock]) => clock.from === undefined || (typeof clock.from === 'object' && 'endOf' in clock.from),
    )
    .map(([clock]) => ({ type: 'clock-started', task: `${from}#1`, run: 1, clock, from: '2026-06-01' }));

const toThem = ({ to, letter }: Milestone) => letter !== undefined && to.includes('complainant');

/** What has to have happened for the letter of a milestone: its right has begun. */
const rightBegun = (procedure: Procedure, from: string): What[] =>
  Object.values(procedure.steps[from]?.outcomes ?? {}).flatMap(({ onlyAfter }): What[] =>
    onlyAfter === undefined
      ? []
      : [
          {
            type: 'milestone',
            task: `${from}#1`,
            milestone: onlyAfter,
            title: internal('milestone'),
            due: '2026-06-01',
          },
        ],
  );

const all: Sent[] = procedures.all.flatMap((procedure) =>
  Object.entries(procedure.steps).flatMap(([from, step]) => [
    ...Object.entries(step.outcomes).flatMap(([name, outcome]) =>
      outcome.letters.map((template) => written(procedure, from, template, { outcome: [name, outcome] })),
    ),
    ...step.milestones
      .filter(toThem)
      .map(({ letter = '' }) => written(procedure, from, letter, {}, rightBegun(procedure, from))),
    ...Object.entries(procedure.clocks ?? {})
      .filter(([id]) => id === step.clock)
      .flatMap(([clock, { milestones }]) =>
        milestones
          .filter(toThem)
          .filter(({ letter }) => letter !== 'may-go-on' || rightBegun(procedure, from).length > 0)
          .map(({ letter = '' }) => written(procedure, from, letter, { clock }, rightBegun(procedure, from))),
      ),
    written(procedure, from, 'private-link', {}),
    written(procedure, from, 'reopened', {}, [{ type: 'reopened', step: from, reason: forThem('reason') }]),
  ]),
);
const name = ({ procedure, from, template }: Sent) => `${procedure.stateMachine} ${from} ${template}`;

/** The letters in which something is found, each with what it is. */
const found = (sent: readonly Sent[], pattern: RegExp): string[] =>
  sent.flatMap((letter) => {
    const [match] = pattern.exec(letter.text) ?? [];
    return match === undefined ? [] : [`${name(letter)}: ${match}`];
  });

test('covers letters of every procedure', () => {
  expect(all.length).toBeGreaterThan(200);
  expect(found(all, /FOR-THEM (response|reason|answer) END/).length).toBeGreaterThan(30);
});

test('each letter by itself is whole, in time and signed once', () => {
  expect(all.flatMap((letter) => wrongInLetter(letter).map((what) => `${name(letter)}: ${what}`))).toEqual(
    [],
  );
});

test('no internal answer or fact reaches a complainant', () => {
  expect(found(all, /INTERNAL .* END/)).toEqual([]);
});

test('no internal title reaches a complainant', () => {
  const leaked = all.flatMap((letter) => {
    const { procedure, text } = letter;
    const titles = [
      procedure.title,
      ...Object.values(procedure.clocks ?? {}).flatMap(({ title, milestones }) => [
        title,
        ...milestones.map((milestone) => milestone.title),
      ]),
      ...Object.values(procedure.steps).flatMap(({ title, outcomes, milestones }) => [
        title,
        ...milestones.map((milestone) => milestone.title),
        ...Object.values(outcomes).map((outcome) => outcome.title),
      ]),
    ];
    // "Response" is an ordinary word.
    return [...new Set(titles)]
      .filter((title) => title.includes(' ') && text.includes(title))
      .map((title) => `${name(letter)}: ${title}`);
  });
  expect(leaked).toEqual([]);
});

test("only the procedure of the children's regulations speaks of them", () => {
  const others = procedures.all.filter(({ id }) => id !== 'childrens-statutory');
  const law = /SI 2006\/1738|Children Act|\(regulation \d+/;
  const ofComplainant = ({ clocks, ...procedure }: Procedure) => JSON.stringify({ ...procedure, clocks });
  expect(others.filter((procedure) => law.test(ofComplainant(procedure))).map(({ id }) => id)).toEqual([]);
  expect(found(all, /regulation|1738|Children Act/i)).toEqual([]);
  const adult = all.filter(({ procedure }) => procedure.id === 'adult-social-care');
  expect(found(adult, /the child |a child or young person|stage \d|panel/i)).toEqual([]);
});

test('a letter about a compliment or a comment offers no next stage and no Ombudsman', () => {
  const others = all.filter(({ procedure: { feedback } }) =>
    feedback?.some((kind) => kind === 'compliment' || kind === 'comment'),
  );
  expect(others.length).toBeGreaterThan(5);
  expect(found(others, /Ombudsman|next stage|stage \d|Our final answer/i)).toEqual([]);
});

test('an answer is signed by its author, everything else by an officer', () => {
  const signature = ({ text }: Sent) => text.slice(text.lastIndexOf('Yours sincerely')).split('\n')[2];
  const director = council.users.find(({ id }) => id === 'director')?.name;
  const wrong = all.filter((letter) => {
    const answers = Object.values(letter.procedure.steps[letter.from]?.outcomes ?? {}).some(
      ({ signedBy, letters: sent }) => signedBy === 'author' && sent.includes(letter.template),
    );
    return signature(letter) !== (answers ? director : 'Priya Shah');
  });
  expect(wrong.map((letter) => `${name(letter)}: ${signature(letter)}`)).toEqual([]);
  expect(all.filter((letter) => signature(letter) === director).length).toBeGreaterThan(5);
});

describe('an acknowledgement explains the stages of its procedure', () => {
  const stages = (stateMachine: string): string[] => {
    const letter = all.find(
      ({ procedure, template }) => procedure.stateMachine === stateMachine && template === 'acknowledgement',
    );
    const [, list = ''] = /These are its stages:\n\n((?:- .*\n|  .*\n)+)/.exec(letter?.text ?? '') ?? [];
    return list
      .trim()
      .split(/\n- /)
      .map((item) => item.replace(/^- /, '').replaceAll(/\s+/g, ' '));
  };
  const ombudsman =
    'If you are not happy at the end, you can ask the Local Government and Social Care Ombudsman to look at it. They are independent of the council.';
  const first = 'an answer from a manager of the service. You should have it by';

  test.each([
    [
      'childrens-statutory',
      [
        `Stage 1, ${first} Monday 15 June 2026.`,
        'If you are not happy with our answer, you can ask for stage 2, an investigation by people who are independent of the council. You should have our decision within 25 working days of the day you ask. If we need longer, it can take up to 65 working days.',
        'If you are still not happy after that, you can ask for stage 3, a review panel of three independent people. The panel should meet within 30 working days of the day you ask. You should have its report within 5 working days after that. You should have our answer to the report within 15 working days after that.',
        ombudsman,
      ],
    ],
    [
      'corporate-2019',
      [
        `Stage 1, ${first} Monday 13 July 2026.`,
        'If you are not happy with our answer, you can ask for stage 2, a review by someone who did not answer you the first time. You should hear who will look at it within 3 working days of the day you ask. You should have our answer within 30 working days of the day you ask.',
        ombudsman,
      ],
    ],
    [
      'corporate-2026',
      [
        `Stage 1, ${first} Monday 15 June 2026.`,
        'If you are not happy with our answer, you can ask for stage 2, a review by someone who did not answer you the first time. You should hear who will look at it within 5 working days of the day you ask. You should have our answer within 20 working days after that. If we need longer, it can take up to 40 working days.',
        ombudsman,
      ],
    ],
    ['adult-social-care', [`An ${first.slice(3)} Tuesday 1 December 2026.`, ombudsman]],
  ])('%s', (stateMachine, expected) => {
    expect(stages(stateMachine)).toEqual(expected);
  });
});
