import { describe, expect, test } from 'vitest';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import type { Council } from '../../../functions/domain/council/council.ts';
import { taskOfLetter } from '../../../functions/domain/correspondence/letter-values.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, council, decided, facts, opened, started, type What } from '../a-case.ts';
import { stage1, toStaff, values } from './a-letter.ts';

describe('the signature', () => {
  const left = {
    ...council,
    users: council.users.map((one) => (one.id === 'complaints-officer' ? { ...one, retired: true } : one)),
  };
  const team = 'Complaints team';
  test.each<[string, Facts, Council, string]>([
    ['the officer who handles the case', { handler: 'complaints-officer' }, council, 'Priya Shah'],
    ['the team when no one handles it', {}, council, team],
    ['the team when the officer has left', { handler: 'complaints-officer' }, left, team],
    [
      'the team when the complaint is about the officer',
      { handler: 'complaints-officer', complainedAbout: ['complaints-officer'] },
      council,
      team,
    ],
    [
      'the officer when the complaint is about someone else',
      { handler: 'complaints-officer', complainedAbout: ['team-manager'] },
      council,
      'Priya Shah',
    ],
  ])('%s', (_, known, of, officerName) => {
    expect(values({ happened: [...stage1, facts(known)], of }).officerName).toBe(officerName);
  });
});

describe('the answer', () => {
  const points = [
    { id: 'P1', text: 'No one called' },
    { id: 'P2', text: 'The plan is late' },
  ];
  const answered: What[] = [
    ...stage1,
    facts({
      points,
      findings: [
        { point: 'P1', finding: 'upheld', reasons: 'No record of a call.' },
        { point: 'P2', finding: 'partially upheld', reasons: 'Two days.' },
        { point: 'P9', finding: 'no finding', reasons: 'No one knows.' },
      ],
    }),
    decided('stage-1', 'respond', 'user:team-manager', {
      answers: {
        response: 'We are sorry.',
        remedies: ['An apology'],
        learning: [{ text: 'Call first' }],
        actions: [
          { text: 'Train the team', owner: 'team-manager', dueOn: '2026-07-01' },
          { text: 'Write a guide', owner: 'someone-else', dueOn: '2026-07-02' },
        ],
      },
    }),
    opened('stage-1-sign-off', 'complaints-officer'),
    decided('stage-1-sign-off', 'send', 'user:complaints-officer'),
  ];
  const expected = {
    response: 'We are sorry.',
    findings: [
      'No one called\n\nWe agree with this (upheld)\n\nNo record of a call.',
      'The plan is late\n\nWe agree with part of this (partly upheld)\n\nTwo days.',
      'P9\n\nWe could not decide about this (no finding)\n\nNo one knows.',
    ],
    remedies: ['An apology'],
    learning: ['Call first'],
    actions: [
      'Train the team (Megan Price, by Wednesday 1 July 2026)',
      'Write a guide (someone-else, by Thursday 2 July 2026)',
    ],
  };

  test('is the text of its author, even when someone else signs it off', () => {
    expect(values({ happened: answered, decision: 1 })).toMatchObject(expected);
  });
  test('shows in a draft as it will be sent, with the dates of the sending step', () => {
    const procedure = procedures.version('childrens-statutory', '2006');
    const sentBy = procedure?.steps['stage-1-sign-off']?.outcomes['send'];
    const draft = values({
      happened: answered.slice(0, -2),
      from: 'stage-1',
      decision: 1,
      sentBy,
    });
    expect(draft).toMatchObject({
      ...expected,
      nextStageName: 'stage 2, an investigation by people who are independent of the council',
      requestBy: 'Monday 29 June 2026',
    });
  });
  test('ignores an answer of an earlier run', () => {
    const again = [
      ...answered,
      started({ run: 2, follows: 1 }),
      opened('stage-1-sign-off', 'complaints-officer', { task: 'stage-1-sign-off#2', run: 2, turn: 2 }),
    ];
    expect(values({ happened: again })).toMatchObject({ response: '', actions: [] });
  });
  test('is the latest version when it was written twice', () => {
    const again = [
      ...answered.slice(0, -2),
      opened('stage-1', 'team-manager', { task: 'stage-1#2', turn: 2 }),
      decided('stage-1', 'respond', 'user:team-manager', {
        task: 'stage-1#2',
        answers: { response: 'We are very sorry.' },
      }),
      opened('stage-1-sign-off', 'complaints-officer'),
    ];
    expect(values({ happened: again })).toMatchObject({ response: 'We are very sorry.', actions: [] });
  });
  test('is absent before anything is written', () => {
    expect(values({ happened: stage1 })).toMatchObject({
      response: '',
      findings: [],
      remedies: [],
      learning: [],
      actions: [],
    });
  });
  test('are taken from the decision for comments and service requests', () => {
    const passedOn = decided('stage-1', 'respond', 'user:team-manager', {
      answers: { answer: 'Thank you.', whereTo: 'the housing team' },
    });
    expect(values({ happened: [...stage1, passedOn], decision: 1 })).toMatchObject({
      answer: 'Thank you.',
      whereTo: 'the housing team',
    });
    expect(values({ happened: [...stage1, passedOn] })).toMatchObject({ answer: '', whereTo: '' });
  });
});

describe('the points', () => {
  const own = { id: 'P1', text: 'No one called' };
  const late = { id: 'P2', text: 'The plan is late' };
  test.each<[string, Facts['points'], string[]]>([
    ['are not listed when there is one: the summary says it', [own], []],
    ['are not listed when there is none', undefined, []],
    ['are listed when there are two', [own, late], ['No one called', 'The plan is late']],
    [
      'say which case deals with one that was split off, and why',
      [
        own,
        { ...late, procedure: 'corporate', case: 'SC-2026-00051-1', procedureReason: 'It is about housing.' },
      ],
      [
        'No one called',
        'The plan is late\n\nWe will deal with this point separately. Its reference is SC-2026-00051-1.\n\nIt is about housing.',
      ],
    ],
    [
      'say that one is dealt with elsewhere before it has a reference',
      [own, { ...late, procedure: 'corporate' }],
      ['No one called', 'The plan is late\n\nWe will deal with this point separately.'],
    ],
  ])('%s', (_, points = [], expected) => {
    expect(values({ happened: [...stage1, facts({ points })] }).points).toEqual(expected);
  });
});

describe('stage 2 and stage 3', () => {
  const signed = (id: string): What => ({
    by: `user:${id}`,
    type: 'independence-declared',
    part: 'panel member',
    words: 'x',
  });
  test('names people once they have signed, and marks the chair', () => {
    const known = facts({
      investigatingOfficer: 'investigating-officer',
      independentPerson: 'independent-person',
      adjudicatingOfficer: 'adjudicating-officer',
      panelChair: 'panel-chair',
      panelMembers: ['panel-member', 'panel-member-2'],
      meetingOn: '2026-09-16',
      meetingPlace: 'Shirehall',
      statement: 'Two visits did not take place.',
    });
    expect(values({ happened: [...stage1, known] })).toMatchObject({
      investigatingOfficerName: '',
      independentPersonName: '',
      panelNames: [],
      namesToFollow: expect.stringContaining('We will write to you with all the names.'),
    });
    const half = values({ happened: [...stage1, known, signed('panel-member-2')] });
    expect(half).toMatchObject({
      panelNames: ['John Moss'],
      namesToFollow: expect.stringContaining('names'),
    });
    const all = [
      'investigating-officer',
      'independent-person',
      'panel-chair',
      'panel-member',
      'panel-member-2',
    ];
    expect(values({ happened: [...stage1, known, ...all.map(signed)] })).toMatchObject({
      namesToFollow: '',
      investigatingOfficerName: 'Janet Cole',
      independentPersonName: 'Grace Obi',
      adjudicatorName: 'Helen Marsh',
      panelNames: ['Susan Hart (chair)', 'Farah Aziz', 'John Moss'],
      meetingOn: 'Wednesday 16 September 2026',
      meetingPlace: 'Shirehall',
      statement: 'Two visits did not take place.',
    });
  });
  test('names no one before an appointment', () => {
    expect(values({ happened: [...stage1, facts({ panelMembers: ['panel-member'] })] })).toMatchObject({
      investigatingOfficerName: '',
      independentPersonName: '',
      adjudicatorName: '',
      panelNames: [],
      meetingPlace: '',
      statement: '',
    });
  });
  test('gives each recommendation with our answer', () => {
    const known = facts({
      recommendations: [
        { id: 'R1', text: 'Apologise' },
        { id: 'R2', text: 'Pay' },
        { id: 'R3', text: 'Review' },
        { id: 'R4', text: 'Wait' },
      ],
    });
    const answered = decided('stage-1', 'respond', 'user:director', {
      answers: {
        recommendationAnswers: [
          { recommendation: 'R3', accepted: 'not accepted', answer: 'It is done.' },
          { recommendation: 'R1', accepted: 'accepted', answer: 'We will.' },
          { recommendation: 'R2', accepted: 'partly accepted', answer: 'Half.' },
        ],
      },
    });
    expect(values({ happened: [...stage1, known, answered], decision: 1 })).toMatchObject({
      recommendations: [
        'Apologise\n\nWe accept this\n\nWe will.',
        'Pay\n\nWe accept part of this\n\nHalf.',
        'Review\n\nWe do not accept this\n\nIt is done.',
      ],
      noRecommendations: '',
    });
  });
  test('says when a panel recommends nothing', () => {
    expect(values({ happened: stage1 })).toMatchObject({ recommendations: [], noRecommendations: 'none' });
  });
});

describe('an advocate is offered', () => {
  test.each<[string, Facts, boolean]>([
    ['to a child', { relation: 'child' }, true],
    ['to a care leaver', { relation: 'care-leaver' }, true],
    ['to anyone to whom the officer offered one', { relation: 'parent', advocacyOffered: true }, true],
    ['when a child made the complaint', { relation: 'parent', madeByChild: true }, true],
    ['not to a parent', { relation: 'parent' }, false],
    ['not when it was decided against', { relation: 'parent', advocacyOffered: false }, false],
  ])('%s', (_, known, offered) => {
    expect(values({ happened: [...stage1, facts(known)] }).advocacyOffer).toBe(
      offered ? council.advocacy : '',
    );
  });
});

describe('values for complainants and for staff', () => {
  test('gives a complainant their name and status, and no link into the system', () => {
    expect(values({ happened: stage1 })).toMatchObject({
      complainantName: 'Sam Carter',
      assigneeName: '',
      stepTitle:
        'A manager of the service is looking into your complaint. They will write to you with an answer.',
      link: '',
    });
    expect(
      values({ happened: stage1, to: { language: 'en', complainantName: undefined } }).complainantName,
    ).toBe('');
  });
  test('does not give complainants the title of an internal step', () => {
    const happened = [started(), opened('stage-2-window', 'complainant')];
    expect(values({ happened }).stepTitle).toBe(
      'You can ask for stage 2, an investigation by people who are independent of the council.',
    );
    const learning = [started(), opened('management-review', 'team-manager')];
    expect(values({ happened: learning }).stepTitle).toBe('We are dealing with it.');
  });
  test('gives staff their name, the title of the step and a link to the case', () => {
    const pages = 'https://complaints.council.example/';
    const read = values({ happened: stage1, to: toStaff, of: { ...council, pages } });
    expect(read).toMatchObject({
      complainantName: '',
      assigneeName: 'Megan Price',
      stepTitle: 'Stage 1, local resolution',
      link: `https://complaints.council.example/cases/${String(read.reference)}`,
    });
    expect(values({ happened: stage1, to: toStaff }).link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/cases\/SC-/);
  });
  test.each([
    ['the due day', '2026-06-15', ''],
    ['the day after', '2026-06-16', '1'],
    ['the Friday after', '2026-06-19', '4'],
    ['the Sunday after', '2026-06-21', '4'],
    ['the Monday after that', '2026-06-22', '5'],
  ])('working days late on %s', (_, on, workingDaysLate) => {
    expect(values({ happened: stage1, to: toStaff, on }).workingDaysLate).toBe(workingDaysLate);
  });
  test('names the council and the case', () => {
    expect(
      values({
        happened: [
          ...stage1,
          facts({ summary: 'No calls.', procedureReason: 'You are the parent.', team: 'Assessment Team' }),
        ],
      }),
    ).toMatchObject({
      councilName: 'Shropshire Council',
      councilPhone: '0345 678 9000',
      councilEmail: 'customerfeedback@council.example',
      procedureName: 'complaints about social care for children',
      procedureReason: 'You are the parent.',
      summary: 'No calls.',
      praise: 'No calls.',
      teamName: 'Assessment Team',
    });
  });
  test('leaves unknown values blank', () => {
    expect(values({ happened: stage1 })).toMatchObject({
      procedureReason: '',
      summary: '',
      praise: '',
      teamName: '',
    });
  });
});

test('explains how to ask for the next stage, with address, phone and reference', () => {
  const { howToAsk, reference } = values({ happened: stage1 });
  expect(howToAsk).toBe(
    `You can use the private link in this letter, reply to it by email, write to customerfeedback@council.example or phone 0345 678 9000. Please give the reference ${String(reference)}.`,
  );
});

describe('the step a letter comes from', () => {
  const state = aCase(...stage1, opened('stage-1-check', 'quality-checker'));
  test('is the step named, or the last one opened', () => {
    expect(taskOfLetter(state, 'stage-1#1').step).toBe('stage-1');
    expect(taskOfLetter(state, undefined).step).toBe('stage-1-check');
  });
  test.each([
    ['a step that the case does not have', state, 'stage-9#1'],
    ['a case without steps', aCase(), undefined],
  ])('throws for %s', (_, from, key) => {
    expect(() => taskOfLetter(from, key)).toThrow(expect.objectContaining({ name: 'LetterWithoutTask' }));
  });
});
