import { describe, expect, test } from 'vitest';
import type { Event } from '../../../functions/domain/case/events.ts';
import type { Facts } from '../../../functions/domain/case/facts.ts';
import { correctionToPrint } from '../../../functions/domain/correspondence/correction-to-print.ts';
import { jointToPrint } from '../../../functions/domain/correspondence/joint-to-print.ts';
import { ownWordsOf, writtenLetterOf } from '../../../functions/domain/correspondence/own-words.ts';
import { receiptMayLink } from '../../../functions/domain/correspondence/receipt.ts';
import { remediesToPrint } from '../../../functions/domain/correspondence/remedies-to-print.ts';
import { routeToPrint } from '../../../functions/domain/correspondence/route-to-print.ts';
import {
  advisedOn,
  isSafeguardingAlert,
  undeliveredAlert,
} from '../../../functions/domain/correspondence/safeguarding-letters.ts';
import type { Sender } from '../../../functions/domain/case/sender.ts';
import { sentences } from '../../../workflows/letters/en/sentences.ts';
import { procedures } from '../../shropshire.ts';
import { aCase, calendar, council, decided, facts, opened, recorded, started, type What } from '../a-case.ts';

// What fills the placeholders of letters, on Wednesday 10 June 2026.

const today = '2026-06-10';
const points = [
  { id: 'P1', text: 'No calls' },
  { id: 'P2', text: 'Bins' },
];

describe('what was sent to another route', () => {
  const sent = (more: Partial<Extract<What, { type: 'sent-to-route' }>> = {}): What => ({
    type: 'sent-to-route',
    sending: 'W1',
    route: 'insurance-claim',
    points: ['P2'],
    reason: 'x',
    to: 'Insurance team',
    on: '2026-06-08',
    goesOn: true,
    ...more,
  });
  const printed = (sending: string | undefined, ...happened: What[]) =>
    routeToPrint(
      aCase(started(), facts({ points, summary: 'All of it' }), ...happened),
      sending,
      today,
      sentences,
    );
  const base = {
    routeName: sentences.routes['insurance-claim'],
    routeExplained: sentences.routesExplained['insurance-claim'],
    routeTo: 'Insurance team',
    routeReference: '',
    routePoints: ['Bins'],
    routeDueDate: '',
    routeWasDueOn: '',
  };
  test.each<[string, string | undefined, What[], object]>([
    ['is nothing for a letter that tells of none', undefined, [sent()], {}],
    ['is nothing that is not known', 'W2', [sent()], {}],
    ['is nothing of a case that sent none', 'W1', [], {}],
    ['has its points', 'W1', [sent()], base],
    ['is the one that the letter tells of', 'W1', [sent(), sent({ sending: 'W2', to: 'x' })], base],
    [
      'is the whole complaint without points',
      'W1',
      [sent({ points: [] })],
      { ...base, routePoints: ['All of it'] },
    ],
    ['has its reference', 'W1', [sent({ routeReference: 'R/1' })], { ...base, routeReference: 'R/1' }],
    [
      'has its last day, today included',
      'W1',
      [sent({ dueOn: today })],
      { ...base, routeDueDate: 'Wednesday 10 June 2026' },
    ],
    [
      'had a last day that is over',
      'W1',
      [sent({ dueOn: '2026-06-09' })],
      { ...base, routeWasDueOn: 'Tuesday 9 June 2026' },
    ],
  ])('%s', (_, sending, happened, expected) => {
    expect(printed(sending, ...happened)).toEqual(expected);
  });
  test('of a complaint with neither points nor a summary is named by nothing', () => {
    expect(routeToPrint(aCase(sent({ points: [] })), 'W1', today, sentences).routePoints).toEqual(['']);
  });
});

describe('what a body that answers with us is told', () => {
  const printed = (
    known: Facts,
    given?: Record<string, string>,
    written?: Record<string, string>,
    matter?: { id: string; from: string; dueOn?: string },
  ) => {
    const state = aCase(
      started(matter === undefined ? {} : { beside: true, matter }),
      facts({ points, ...known }),
      opened('stage-1', 'team-manager'),
    );
    const [task] = state.tasks;
    if (!task) throw new Error('no task');
    return jointToPrint({ state, task }, { given, written }, today);
  };
  const nhs = { jointWith: 'NHS Trust' };
  const matter = { id: 'J1', from: '2026-06-01', dueOn: '2026-06-12' };
  test.each<[string, object, object]>([
    [
      'nothing when there is none',
      printed({}),
      {
        otherBody: '',
        theyLead: '',
        theirPoints: [],
        ourPoints: ['No calls', 'Bins'],
        handlingPlan: '',
        plannedFor: '',
      },
    ],
    ['nothing of a body before it is agreed', printed(nhs), { otherBody: '' }],
    [
      'the body that leads',
      printed({ ...nhs, jointLead: 'they' }),
      { otherBody: 'NHS Trust', theyLead: 'yes' },
    ],
    ['the body when we lead', printed({ ...nhs, jointLead: 'we' }), { otherBody: 'NHS Trust', theyLead: '' }],
    ['no name that is not recorded', printed({ jointLead: 'we' }), { otherBody: '' }],
    ['no name once neither leads', printed({ ...nhs, jointLead: 'neither' }), { otherBody: '' }],
    [
      'the name while the reason is told why neither leads',
      printed({ ...nhs, jointLead: 'neither' }, { reason: 'x' }),
      { otherBody: 'NHS Trust' },
    ],
    ['the name that is asked about now', printed({}, { jointWith: 'Police' }), { otherBody: 'Police' }],
    [
      'their points and ours',
      printed({ ...nhs, jointPoints: ['P2'] }),
      { theirPoints: ['Bins'], ourPoints: ['No calls'] },
    ],
    [
      'the plan and its day',
      printed({ handlingPlan: 'We meet.', answerPlannedFor: '2026-06-12' }),
      { handlingPlan: 'We meet.', plannedFor: 'Friday 12 June 2026' },
    ],
    [
      'what they contribute, from the letter first',
      printed({}, { contribution: 'new' }, { contribution: 'old' }),
      { contribution: 'new' },
    ],
    [
      'what they contribute, from the answer',
      printed({}, {}, { contribution: 'old' }),
      { contribution: 'old' },
    ],
    [
      'no contribution without any',
      printed({}),
      { contribution: '', contributeBy: '', contributionWasDueOn: '', answeredOn: '' },
    ],
    [
      'the day they answered',
      printed({}, { answeredOn: '2026-06-09' }),
      { answeredOn: 'Tuesday 9 June 2026' },
    ],
    [
      'by when they contribute',
      printed({}, { contributeBy: '2026-06-11' }, {}, matter),
      { contributeBy: 'Thursday 11 June 2026', contributionWasDueOn: '' },
    ],
    [
      'by when, from what runs alongside',
      printed({}, undefined, undefined, matter),
      { contributeBy: 'Friday 12 June 2026', contributionWasDueOn: '' },
    ],
    [
      'by when, today included',
      printed({}, { contributeBy: today }),
      { contributeBy: 'Wednesday 10 June 2026', contributionWasDueOn: '' },
    ],
    [
      'since when it is late',
      printed({}, { contributeBy: '2026-06-09' }),
      { contributeBy: '', contributionWasDueOn: 'Tuesday 9 June 2026' },
    ],
  ])('%s', (_, values, expected) => {
    expect(values).toMatchObject(expected);
  });
});

describe('a correction', () => {
  const receivedOn = (from: string, to: string) => ({
    what: 'receivedOn' as const,
    from: { on: from, at: `${from}T09:00:00.000Z` },
    to: { on: to, at: `${to}T09:00:00.000Z` },
  });
  const corrected = (more: Partial<Extract<Event, { type: 'corrected' }>>): Event => ({
    seq: 9,
    at: '2026-06-10T09:00:00.000Z',
    by: 'user:complaints-officer',
    type: 'corrected',
    correction: receivedOn('2026-06-01', '2026-05-29'),
    reason: 'The post lay there.',
    ...more,
  });
  const ofKind = (run: number) =>
    corrected({
      correction: { what: 'kind', from: 'compliment', to: 'complaint' },
      superseded: { run, by: run + 1 },
    });
  const kind = ofKind(1);
  const { events } = recorded(started());
  const printed = (...more: Event[]) =>
    correctionToPrint({ events: [...events, ...more], former: procedures }, '2026-06-12');
  const day = {
    receivedOnBefore: 'Monday 1 June 2026',
    procedureBefore: '',
    dueDateBefore: '',
    correctionReason: 'The post lay there.',
  };
  const publicTitle = procedures.version('childrens-statutory', '2006')?.publicTitle;
  test.each<[string, Event[], object]>([
    ['that never was is not told', [], {}],
    [
      'of a channel is not told',
      [corrected({ correction: { what: 'channel', from: 'phone', to: 'email' } })],
      {},
    ],
    ['of the day tells the day of before', [corrected({})], day],
    [
      'of the moment alone tells no day',
      [corrected({ correction: receivedOn('2026-06-01', '2026-06-01') })],
      { ...day, receivedOnBefore: '' },
    ],
    [
      'tells the last day that it changes',
      [corrected({ answerWasDue: '2026-06-15' })],
      { ...day, dueDateBefore: 'Monday 15 June 2026' },
    ],
    ['tells no last day that stays', [corrected({ answerWasDue: '2026-06-12' })], day],
    [
      'of the procedure tells the one of before',
      [kind],
      { ...day, receivedOnBefore: '', procedureBefore: publicTitle },
    ],
    [
      'of the procedure tells none that is not known',
      [ofKind(9)],
      { ...day, receivedOnBefore: '', procedureBefore: '' },
    ],
    ['that came last counts', [kind, corrected({})], day],
    [
      'of a channel after it changes nothing',
      [corrected({}), corrected({ correction: { what: 'channel', from: 'phone', to: 'email' } })],
      day,
    ],
  ])('%s', (_, happened, expected) => {
    expect(printed(...happened)).toEqual(expected);
  });
  test('of a procedure is told without its name where procedures are not known', () => {
    expect(publicTitle).toBeDefined();
    expect(correctionToPrint({ events: [...events, kind] }, undefined).procedureBefore).toBe('');
  });
});

describe('a receipt may have a private link', () => {
  const from = (email: string | undefined, proof: Sender['proof'] | undefined) => ({
    from: email === undefined ? {} : { email },
    ...(proof === undefined ? {} : { sender: { kind: 'complainant' as const, proof } }),
  });
  test.each<[string, ReturnType<typeof from>[], { email?: string } | undefined, boolean]>([
    [
      'to the address that is proven',
      [from('sam@example.org', 'verified address')],
      { email: 'Sam@example.org' },
      true,
    ],
    [
      'not to one that is only known',
      [from('sam@example.org', 'known address')],
      { email: 'sam@example.org' },
      false,
    ],
    [
      'not to another one',
      [from('sam@example.org', 'verified address')],
      { email: 'alex@example.org' },
      false,
    ],
    [
      'not without an address of the sender',
      [from(undefined, 'verified address')],
      { email: 'sam@example.org' },
      false,
    ],
    ['not without an address to write to', [from('sam@example.org', 'verified address')], {}, false],
    ['not without a person', [from('sam@example.org', 'verified address')], undefined, false],
    [
      'not when no sender was worked out',
      [from('sam@example.org', undefined)],
      { email: 'sam@example.org' },
      false,
    ],
    ['not without a message', [], { email: 'sam@example.org' }, false],
    [
      'not by a later message',
      [from('sam@example.org', 'none'), from('sam@example.org', 'verified address')],
      { email: 'sam@example.org' },
      false,
    ],
  ])('%s', (_, messages, person, may) => {
    expect(receiptMayLink(messages, person)).toBe(may);
  });
});

describe('a letter in own words', () => {
  const written = (letter: string, more: { author?: string } = {}): What => ({
    type: 'letter-written',
    by: 'user:complaints-officer',
    letter,
    subject: `About ${letter}`,
    text: 'Dear Sam',
    ...more,
  });
  const { events } = recorded(started(), written('L1'), written('L2', { author: 'team-manager' }));
  test.each([
    ['is known by its key', 'written-L1/own-letter/complainant', 'L1'],
    ['is known in a copy', 'copy/written-L2/own-letter/party:P2', 'L2'],
    ['is not known by another number', 'written-L3/own-letter/complainant', undefined],
    ['is not known by the end of another word', 'rewritten-L1/own-letter/complainant', undefined],
    ['is not known by a part of a number', 'written-L12/own-letter/complainant', undefined],
    ['is none without a key', undefined, undefined],
  ])('%s', (_, key, letter) => {
    expect(writtenLetterOf(key, events)?.letter).toBe(letter);
  });
  test('is signed by its author, not by who approved it', () => {
    expect(ownWordsOf('written-L1/x', events)).toEqual({
      subject: 'About L1',
      text: 'Dear Sam',
      by: 'user:complaints-officer',
    });
    expect(ownWordsOf('written-L2/x', events)?.by).toBe('user:team-manager');
    expect(ownWordsOf('stage-1/x', events)).toBeUndefined();
  });
});

describe('emergency advice and alerts', () => {
  const prepared = (template: string, at: string): What => ({
    type: 'letter-prepared',
    at,
    letter: template,
    template,
    to: 'complainant',
  });
  test.each([
    ['on that day in London', prepared('safeguarding-advice', '2026-06-09T23:00:00.000Z'), true],
    ['not the day before', prepared('safeguarding-advice', '2026-06-09T22:59:59.999Z'), false],
    ['not by another letter', prepared('acknowledgement', '2026-06-10T09:00:00.000Z'), false],
  ])('advice was given %s', (_, letter, given) => {
    expect(advisedOn(aCase(started(), letter), '2026-06-10T12:00:00.000Z')).toBe(given);
  });
  test('are known by their names', () => {
    expect(
      [
        'alert-safeguarding',
        'alert-safeguarding-late',
        'alert-safeguarding-undelivered',
        'safeguarding-advice',
      ].map(isSafeguardingAlert),
    ).toEqual([true, true, true, false]);
  });

  const undelivered = (
    template: string,
    to: 'user:complaints-officer' | 'contact:duty',
    ...happened: What[]
  ) =>
    undeliveredAlert(
      aCase(started(), opened('stage-1', 'team-manager'), ...happened),
      { key: 'k', template, to, task: 'stage-1#1' },
      { council, now: '2026-06-10T12:00:00.000Z' },
    ).map((event) => (event.type === 'letter-prepared' ? event.to : event.type));
  const before: What = {
    type: 'letter-prepared',
    letter: 'k/alert-safeguarding-undelivered/user:senior-manager',
    template: 'x',
    to: 'user:senior-manager',
  };
  test.each<[string, string[], string[]]>([
    [
      'of danger goes to all who run complaints and all senior managers',
      undelivered('alert-safeguarding', 'contact:duty'),
      [
        'user:complaints-officer',
        'user:complaints-officer-2',
        'user:senior-manager',
        'user:senior-manager-2',
      ],
    ],
    [
      'does not go to who did not get it',
      undelivered('alert-safeguarding', 'user:complaints-officer'),
      ['user:complaints-officer-2', 'user:senior-manager', 'user:senior-manager-2'],
    ],
    [
      'does not go twice',
      undelivered('alert-safeguarding', 'contact:duty', before),
      ['user:complaints-officer', 'user:complaints-officer-2', 'user:senior-manager-2'],
    ],
    ['does not replace another letter', undelivered('alert-safeguarding-late', 'contact:duty'), []],
  ])('an alert that did not arrive %s', (_, to, expected) => {
    expect(to).toEqual(expected);
  });
});

describe('the remedies of an answer', () => {
  const printed = (happened: What[], answers?: object, run = 1) => {
    const { after, events } = recorded(started(), opened('stage-1', 'team-manager'), ...happened);
    const of = after.runs.find((one) => one.run === run);
    if (!of) throw new Error('no run');
    return remediesToPrint(
      {
        state: after,
        events,
        run: of,
        answer: answers === undefined ? undefined : { seq: events.length + 1, answers: { ...answers } },
      },
      {
        ...sentences,
        action: ({ text, owner, dueOn }) => `${text}|${owner}|${dueOn}`,
        money: ({ amount, payBy, what }) => `${amount}|${what}|${payBy}`,
      },
      { nameOf: (id) => id.toUpperCase(), today, calendar },
    );
  };
  const none = {
    apology: '',
    money: [],
    payment: '',
    remedies: [],
    learning: [],
    actions: [],
    actionsUnderWay: [],
  };
  const action = { text: 'Train', owner: 'director', dueOn: '2026-07-01' };
  const followUp = (
    id: string,
    run = 2,
    more: Partial<Extract<What, { type: 'procedure-started' }>> = {},
  ): What =>
    started({
      run,
      procedure: 'action',
      version: '1',
      beside: true,
      matter: { id, from: '2026-06-05' },
      ...more,
    });
  const promised = [facts({ actions: [{ id: 'A1', ...action }] }), followUp('A1')];
  const due = (day: string) => opened('action', 'owner', { run: 2, due: day });
  test.each<[string, ReturnType<typeof printed>, object]>([
    ['are none of a letter that answers nothing', printed([]), none],
    ['are none of an answer that offers nothing', printed([], { apology: false, apologyFor: 'x' }), none],
    [
      'are an apology',
      printed([], { apology: true, apologyFor: 'We are sorry.' }),
      { ...none, apology: 'We are sorry.' },
    ],
    [
      'are an apology of someone',
      printed([], { apology: true, apologyFor: 'Sorry.', apologyBy: 'The director' }),
      { ...none, apology: 'Sorry.\n\nThis apology is from the director.' },
    ],
    [
      'are money that is counted from today while it is a draft',
      printed([], { money: [{ amount: '50', for: 'lost time. ' }] }),
      { ...none, money: ['£50|lost time|Wednesday 8 July 2026'] },
    ],
    [
      'are money in the words of before',
      printed([], { redress: '£20 for a taxi' }),
      { ...none, money: ['£20 for a taxi'] },
    ],
    [
      'are what older answers list',
      printed([], { remedies: ['We will call.'], learning: [{ text: 'Call back' }] }),
      { ...none, remedies: ['We will call.'], learning: ['Call back'] },
    ],
    [
      'are actions',
      printed([], { actions: [action] }),
      { ...none, actions: ['Train|DIRECTOR|Wednesday 1 July 2026'] },
    ],
    [
      'are not an action under way that the answer repeats',
      printed(promised, { actions: [action] }),
      { ...none, actionsUnderWay: ['Train|DIRECTOR|Wednesday 1 July 2026'] },
    ],
    [
      'are another action with the same words',
      printed(promised, { actions: [{ ...action, owner: 'reviewer' }] }),
      {
        ...none,
        actions: ['Train|REVIEWER|Wednesday 1 July 2026'],
        actionsUnderWay: ['Train|DIRECTOR|Wednesday 1 July 2026'],
      },
    ],
    [
      'are not an action that is named by its number',
      printed(promised, { actions: [{ ...action, id: 'A1', text: 'Train all' }] }),
      { ...none, actionsUnderWay: ['Train|DIRECTOR|Wednesday 1 July 2026'] },
    ],
    [
      'tell an action under way with its day of now',
      printed([...promised, due('2026-07-08')], {}),
      { ...none, actionsUnderWay: ['Train|DIRECTOR|Wednesday 8 July 2026'] },
    ],
    [
      'tell no action that is done',
      printed([...promised, { type: 'run-ended', run: 2, as: 'done' }], {}),
      none,
    ],
    ['tell no action under way in a letter that answers nothing', printed(promised), none],
    [
      'tell what a payment is about',
      printed(
        [
          facts({ money: [{ id: 'M1', pence: 5_050, for: 'x' }] }),
          followUp('M1', 2, { procedure: 'payment' }),
        ],
        undefined,
        2,
      ),
      { ...none, payment: '£50.50' },
    ],
  ])('%s', (_, values, expected) => {
    expect(values).toEqual(expected);
  });

  test('are no action that began after the answer', () => {
    const { after, events } = recorded(
      started(),
      opened('stage-1', 'team-manager'),
      decided('stage-1', 'respond', 'system'),
      ...promised,
    );
    const [run] = after.runs;
    const seq = events.find(({ type }) => type === 'decided')?.seq ?? 0;
    const begun = events.find((event) => event.type === 'procedure-started' && event.run === 2)?.seq ?? 0;
    const underWay = (at: number) =>
      run &&
      remediesToPrint({ state: after, events, run, answer: { seq: at, answers: {} } }, sentences, {
        nameOf: (id) => id,
        today,
        calendar,
      }).actionsUnderWay;
    expect([underWay(seq), underWay(begun - 1), underWay(begun)?.length]).toEqual([[], [], 1]);
  });

  test('are paid within the time from the letter that promised it', () => {
    const money = { id: 'M1', pence: 5_000, for: 'lost time' };
    const paid = (...more: What[]) =>
      printed(more, { money: [{ amount: '50', for: 'lost time' }] }).money?.[0];
    const from = followUp('M1', 2, { procedure: 'payment' });
    const promisedOn5June = paid(facts({ money: [money] }), from);
    expect(promisedOn5June).toBe('£50|lost time|Friday 3 July 2026');
    const fromToday = paid();
    expect(paid(facts({ money: [{ ...money, pence: 4_000 }] }), from)).toBe(fromToday);
    expect(paid(facts({ money: [{ ...money, for: 'x' }] }), from)).toBe(fromToday);
    expect(
      paid(facts({ money: [{ ...money, refused: { by: 'director', on: today, reason: 'x' } }] }), from),
    ).toBe(fromToday);
    expect(paid(facts({ money: [money] }))).toBe(fromToday);
  });
});
