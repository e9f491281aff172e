import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ComplainantView } from '../../functions/case-views/complainant-schemas.ts';
import {
  forgetCase,
  resolvedComplainant,
} from '../../functions/operations/resolve-complainant/resolve-complainant.ts';
import {
  flagsToReview,
  alertFlagReviews,
} from '../../functions/operations/resolve-complainant/flag-reviews.ts';
import { openPlay, routed, type Play } from '../play.ts';

const at = '2026-06-01T09:00:00Z';
const officers = ['complaints-officer@council.example', 'complaints-officer-2@council.example'];

const sam = { name: 'Sam Carter', email: 'sam@home.example', phone: '07700 900123' };
const address = '4 Mill Lane\nShrewsbury SY1 1AA';
const flag = { reason: 'Forty calls a week.', decisionMaker: 'director', reviewOn: '2026-12-01' };

async function seen(play: Play, reference: string, user?: string): Promise<ComplainantView> {
  const answer = await play.get(`/cases/${reference}/complainant`, user);
  expect([answer.status, answer.text]).toEqual([200, answer.text]);
  return ComplainantView.parse(answer.body);
}

const match = (play: Play, reference: string, body: object, user?: string) =>
  play.post(`/cases/${reference}/complainant/matches`, body, user === undefined ? {} : { user });
const raise = (play: Play, reference: string, body: object = flag, user?: string) =>
  play.post(`/cases/${reference}/complainant/flag`, body, user === undefined ? {} : { user });
const review = (play: Play, reference: string, body: object) =>
  play.post(`/cases/${reference}/complainant/flag/review`, body);

const references = (list: readonly { reference: string }[]) => list.map(({ reference }) => reference);
const whats = ({ history }: ComplainantView) =>
  history.map(({ what, reference }) => `${what} ${reference ?? ''}`.trim());

/** Status and the field that is named. */
const refusal = ({ status, body }: { status: number; body: unknown }) => [
  status,
  ...(z.object({ errors: z.array(z.object({ field: z.string() })) }).safeParse(body).data?.errors ?? []).map(
    ({ field }) => field,
  ),
];

/** As many cases as persons, the first by `complaint`. */
async function casesOf(play: Play, persons: object[]): Promise<string[]> {
  const made: string[] = [];
  for (const person of persons) made.push(await play.complaint({ person }));
  return made;
}

/** Routes a case with a user complained about in it. */
async function complainAbout(play: Play, reference: string, user: string) {
  const decided = await play.decide(reference, 'triage', 'route', { ...routed, complainedAbout: [user] });
  expect(decided.status).toBe(200);
}

describe('proposals', () => {
  test('list cases of people with something in common, with reasons, likeliest first', async () => {
    const play = await openPlay(at);
    const [mine = '', byEmail, byAll, byHome] = await casesOf(play, [
      { ...sam, address },
      { name: 'S. Carter', email: 'SAM@Home.Example' },
      { name: 'Carter, Sam', email: 'sam@home.example', phone: '+44 (0)7700 900-123' },
      { name: 'Mr Sam Carter', address: 'Mill Lane 4, SY11AA' },
      { name: 'Sam Carter', email: 'another@home.example', address: 'York YO1 7HH' },
    ]);
    const view = await seen(play, mine);
    expect(view.proposals.map(({ reference, strength, reasons }) => [reference, strength, reasons])).toEqual([
      [byAll, 'strong', ['the same email address', 'the same phone number']],
      [byEmail, 'strong', ['the same email address']],
      [byHome, 'possible', ['the same name at the same address']],
    ]);
    expect(view).toMatchObject({ cases: [], history: [], person: sam });
    expect(view.flag).toBeUndefined();
  });

  test('include people who wrote an email', async () => {
    const play = await openPlay(at);
    const mine = await play.complaint({ person: sam });
    await play.mail({ from: 'Sam@Home.example' });
    expect((await seen(play, mine)).proposals).toMatchObject([{ strength: 'strong' }]);
  });

  test('are none for a case without a named person, and no decision is possible', async () => {
    const play = await openPlay(at);
    const [mine = '', other = ''] = await casesOf(play, [sam, sam]);
    const answer = await play.post('/feedback', { channel: 'letter', text: 'Somebody ought to know.' });
    const { reference: unnamed } = z.object({ reference: z.string() }).parse(answer.body);
    expect(await seen(play, unnamed)).toEqual({ reference: unnamed, cases: [], proposals: [], history: [] });
    expect((await match(play, unnamed, { decision: 'confirm', reference: mine })).status).toBe(409);
    expect((await match(play, other, { decision: 'confirm', reference: unnamed })).status).toBe(409);
    expect((await raise(play, unnamed)).status).toBe(409);
  });
});

describe('a match', () => {
  test('makes one complainant of the cases when confirmed, visible from each', async () => {
    const play = await openPlay(at);
    const [a = '', b = '', c = ''] = await casesOf(play, [sam, sam, sam]);
    const answer = await match(play, a, { decision: 'confirm', reference: b, reason: 'Sam said so.' });
    expect(answer.status).toBe(200);
    expect(ComplainantView.parse(answer.body)).toEqual(await seen(play, a));
    expect(references((await seen(play, a)).cases)).toEqual([b]);
    expect(references((await seen(play, b)).cases)).toEqual([a]);
    expect(references((await seen(play, c)).cases)).toEqual([]);
    expect(references((await seen(play, a)).proposals)).toEqual([c]);
    expect((await seen(play, b)).history).toEqual([
      {
        at: play.now(),
        by: 'user:complaints-officer',
        what: 'matched',
        reference: a,
        reason: 'Sam said so.',
      },
      {
        at: play.now(),
        by: 'user:complaints-officer',
        what: 'matched',
        reference: b,
        reason: 'Sam said so.',
      },
    ]);
    expect((await match(play, b, { decision: 'confirm', reference: a })).status).toBe(409);
    expect((await match(play, b, { decision: 'reject', reference: a })).status).toBe(409);
  });

  test('merges all cases and rulings of two complainants', async () => {
    const play = await openPlay(at);
    const [a = '', b = '', c = '', d = '', e = ''] = await casesOf(play, [sam, sam, sam, sam, sam]);
    await match(play, a, { decision: 'confirm', reference: b });
    await match(play, c, { decision: 'confirm', reference: d });
    await match(play, c, { decision: 'reject', reference: e, reason: 'A sister.' });
    expect((await raise(play, c)).status).toBe(200);
    expect((await match(play, b, { decision: 'confirm', reference: d })).status).toBe(200);
    for (const one of [a, b, c, d]) {
      const { cases, proposals, flag: flagged, history } = await seen(play, one);
      expect(references(cases).sort()).toEqual([a, b, c, d].filter((other) => other !== one));
      expect([proposals, flagged?.reason]).toEqual([[], flag.reason]);
      expect(history.map(({ reason }) => reason)).toContain('A sister.');
    }
    expect((await seen(play, e)).proposals).toEqual([]);
  });

  test('is never proposed again once rejected, from either side or for any of their cases', async () => {
    const play = await openPlay(at);
    const [a = '', b = '', c = ''] = await casesOf(play, [sam, sam, sam]);
    await match(play, a, { decision: 'reject', reference: b });
    expect(references((await seen(play, a)).proposals)).toEqual([c]);
    expect(references((await seen(play, b)).proposals)).toEqual([c]);
    await match(play, c, { decision: 'confirm', reference: a });
    expect((await seen(play, b)).proposals).toEqual([]);
    expect((await seen(play, c)).proposals).toEqual([]);
    // Said twice, it is written down once.
    await match(play, a, { decision: 'reject', reference: b });
    expect(whats(await seen(play, a)).filter((what) => what === `kept apart ${b}`)).toHaveLength(1);
    // A person may know better later.
    expect((await match(play, b, { decision: 'confirm', reference: a })).status).toBe(200);
    expect(references((await seen(play, b)).cases).sort()).toEqual([a, c]);
  });

  test('can be undone: the case is separate again and not proposed again', async () => {
    const play = await openPlay(at);
    const [a = '', b = '', c = ''] = await casesOf(play, [sam, sam, sam]);
    for (const reference of [b, c]) await match(play, a, { decision: 'confirm', reference });
    expect(refusal(await match(play, a, { decision: 'split off', reference: b }))).toEqual([422, 'reason']);
    const reason = 'His father has the same phone.';
    expect((await match(play, a, { decision: 'split off', reference: b, reason })).status).toBe(200);
    expect(references((await seen(play, a)).cases)).toEqual([c]);
    expect((await seen(play, a)).proposals).toEqual([]);
    expect(await seen(play, b)).toMatchObject({ cases: [], proposals: [], history: [] });
    expect((await match(play, b, { decision: 'split off', reference: b, reason })).status).toBe(409);
    expect((await match(play, a, { decision: 'split off', reference: b, reason })).status).toBe(409);
    expect((await match(play, b, { decision: 'confirm', reference: c })).status).toBe(200);
    expect(references((await seen(play, a)).cases).sort()).toEqual([b, c]);
  });

  test('can join cases that were not proposed', async () => {
    const play = await openPlay(at);
    const [a = '', b = ''] = await casesOf(play, [sam, { name: 'Sam Jones', email: 'jones@home.example' }]);
    expect((await seen(play, a)).proposals).toEqual([]);
    expect((await match(play, a, { decision: 'confirm', reference: b })).status).toBe(200);
  });

  test.each([
    ['no decision', { reference: 'SC-2026-00001-4' }, [422, 'decision']],
    ['another word', { decision: 'merge', reference: 'SC-2026-00001-4' }, [422, 'decision']],
    ['no other case', { decision: 'confirm' }, [422, 'reference']],
    ['itself', { decision: 'confirm', reference: 'SC-2026-00001-4' }, [422, 'reference']],
    ['a case that is not there', { decision: 'confirm', reference: 'SC-2026-00009-0' }, [404]],
    ['what is no reference', { decision: 'confirm', reference: 'Sam' }, [404]],
  ])('is refused with %s', async (_, body, expected) => {
    const play = await openPlay(at);
    const reference = await play.complaint({ person: sam });
    expect(refusal(await match(play, reference, body))).toEqual(expected);
  });

  test('gives one complete complainant when confirmed by many at once', async () => {
    const play = await openPlay(at);
    const made = await casesOf(play, [sam, sam, sam, sam, sam, sam]);
    const [first = '', ...rest] = made;
    const pairs = rest.map((reference, place): [string, string] => [made[place] ?? first, reference]);
    const answers = await Promise.all(
      [...pairs, ...pairs].map(([one, reference]) => match(play, one, { decision: 'confirm', reference })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    for (const one of made)
      expect(references((await seen(play, one)).cases).sort()).toEqual(made.filter((other) => other !== one));
  });
});

describe('a flag', () => {
  test('has a reason, a decision maker and a review date, on every case of the complainant', async () => {
    const play = await openPlay(at);
    const [a = '', b = ''] = await casesOf(play, [sam, sam]);
    expect((await raise(play, a)).status).toBe(200);
    expect((await seen(play, b)).flag).toBeUndefined();
    await match(play, b, { decision: 'confirm', reference: a });
    for (const one of [a, b])
      expect((await seen(play, one)).flag).toEqual({
        ...flag,
        flaggedBy: 'user:complaints-officer',
        flaggedAt: play.now(),
        toReview: false,
      });
    expect((await raise(play, b)).status).toBe(409);
  });

  test.each([
    ['nothing', {}, [422, 'reason', 'decisionMaker', 'reviewOn']],
    ['a blank reason', { ...flag, reason: ' ' }, [422, 'reason']],
    ['someone who is not a user', { ...flag, decisionMaker: 'nobody' }, [422, 'decisionMaker']],
    ['a review today', { ...flag, reviewOn: '2026-06-01' }, [422, 'reviewOn']],
    ['a day that is none', { ...flag, reviewOn: '2026-06-31' }, [422, 'reviewOn']],
    ['more than there is', { ...flag, barred: true }, [422, 'barred']],
  ])('is refused with %s, and nothing is flagged', async (_, body, expected) => {
    const play = await openPlay(at);
    const reference = await play.complaint({ person: sam });
    expect(refusal(await raise(play, reference, body))).toEqual(expected);
    expect((await seen(play, reference)).flag).toBeUndefined();
  });

  test('restricts nothing: the next complaint is received and handled like any other', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint({ person: sam });
    await raise(play, reference);
    const next = await play.complaintAt('stage-1', { person: sam });
    expect(await play.lettersOf(next, 'complainant')).toEqual(['acknowledgement']);
    expect((await play.view(next)).status).toBe('open');
  });

  test('is kept until a new date or ends, with a reason for each review', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint({ person: sam });
    expect((await review(play, reference, { decision: 'end', reason: 'x' })).status).toBe(409);
    const year = await raise(play, reference, { ...flag, reviewOn: '2062-12-01' });
    expect(refusal(year)).toEqual([422, 'reviewOn']);
    await raise(play, reference);
    const kept = { decision: 'keep', reason: 'Still so.', reviewOn: '2027-06-01' };
    expect(refusal(await review(play, reference, { ...kept, reviewOn: '2026-05-31' }))).toEqual([
      422,
      'reviewOn',
    ]);
    expect(refusal(await review(play, reference, { ...kept, reviewOn: '2031-06-02' }))).toEqual([
      422,
      'reviewOn',
    ]);
    expect(refusal(await review(play, reference, { ...kept, decisionMaker: 'no' }))).toEqual([
      422,
      'decisionMaker',
    ]);
    expect(refusal(await review(play, reference, { decision: 'end' }))).toEqual([422, 'reason']);
    expect((await review(play, reference, { ...kept, decisionMaker: 'senior-manager' })).status).toBe(200);
    expect((await seen(play, reference)).flag).toMatchObject({
      reason: flag.reason,
      decisionMaker: 'senior-manager',
      reviewOn: '2027-06-01',
    });
    expect((await review(play, reference, { decision: 'end', reason: 'All is well.' })).status).toBe(200);
    const view = await seen(play, reference);
    expect(view.flag).toBeUndefined();
    expect(view.history.map(({ what, reason }) => [what, reason])).toEqual([
      ['matched', undefined],
      ['flagged', flag.reason],
      ['flag kept', 'Still so.'],
      ['flag ended', 'All is well.'],
    ]);
    expect((await raise(play, reference)).status).toBe(200);
  });

  test('is unique to a complainant: two flagged ones are not merged before one flag ends', async () => {
    const play = await openPlay(at);
    const [a = '', b = ''] = await casesOf(play, [sam, sam]);
    for (const one of [a, b]) await raise(play, one);
    expect((await match(play, a, { decision: 'confirm', reference: b })).status).toBe(409);
    await review(play, b, { decision: 'end', reason: 'The other one stands.' });
    expect((await match(play, a, { decision: 'confirm', reference: b })).status).toBe(200);
    expect((await seen(play, b)).flag?.reason).toBe(flag.reason);
  });
});

describe('the review of a flag', () => {
  const subjects = async (play: Play) =>
    (await play.letters())
      .filter(({ subject }) => subject.includes('flag'))
      .map(({ to, subject }) => `${to} ${subject}`)
      .sort();

  test('falls due on its day and alerts the decision maker and officers once', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint({ person: sam });
    await raise(play, reference, { ...flag, reviewOn: '2026-06-03' });
    await play.to('2026-06-02', '23:59');
    expect(await flagsToReview(play.deps, play.today())).toEqual([]);
    expect(await alertFlagReviews(play.deps)).toEqual({ sent: 0, left: 0 });
    await play.to('2026-06-03', '00:00');
    expect((await seen(play, reference)).flag?.toReview).toBe(true);
    expect(await flagsToReview(play.deps, play.today())).toHaveLength(1);
    expect(await subjects(play)).toEqual([]);
    await play.to('2026-06-03', '08:00');
    const told = [...officers, 'director@council.example'].map(
      (to) => `${to} ${reference}: review the flag of a complainant`,
    );
    expect(await subjects(play)).toEqual(told.sort());
    const [letter] = (await play.letters()).filter(({ to }) => to === 'director@council.example');
    expect(letter?.text).toContain('3 June 2026');
    expect(letter?.text).not.toMatch(/Sam|Carter|Forty/);

    await play.to('2026-06-05');
    expect(await alertFlagReviews(play.deps)).toEqual({ sent: 0, left: 0 });
    expect(await flagsToReview(play.deps, play.today())).toHaveLength(1);
    await review(play, reference, { decision: 'keep', reason: 'Still so.', reviewOn: '2026-07-01' });
    expect(await flagsToReview(play.deps, play.today())).toEqual([]);
    await play.to('2026-07-02');
    expect(await subjects(play)).toHaveLength(6);
    await review(play, reference, { decision: 'end', reason: 'All is well.' });
    expect(await flagsToReview(play.deps, play.today())).toEqual([]);
    expect(await subjects(play)).toHaveLength(6);
  });

  test('resends alerts the mail service did not accept, but not unconfirmed ones', async () => {
    const outcomes = ['busy', 'unknown', 'refused'] as const;
    let sends = 0;
    let usual = false;
    const play = await openPlay(at, {
      adapters: ({ mailer }) => ({
        mailer: {
          ...mailer,
          send: async (mail) => {
            const outcome = outcomes[sends];
            if (usual || outcome === undefined) return mailer.send(mail);
            sends += 1;
            return { outcome, reason: 'as the test wants it' };
          },
        },
      }),
    });
    usual = true;
    const reference = await play.complaint({ person: sam });
    await raise(play, reference, { ...flag, reviewOn: '2026-06-03' });
    await play.to('2026-06-03', '07:59');
    usual = false;
    expect(await alertFlagReviews(play.deps)).toEqual({ sent: 0, left: 1 });
    expect(await alertFlagReviews(play.deps)).toEqual({ sent: 1, left: 0 });
    expect(await alertFlagReviews(play.deps)).toEqual({ sent: 0, left: 0 });
    expect(await subjects(play)).toHaveLength(1);
  });

  test('does not alert people complained about', async () => {
    const play = await openPlay(at);
    const reference = await play.complaint({ person: sam });
    await raise(play, reference, { ...flag, reviewOn: '2026-06-03' });
    await complainAbout(play, reference, 'complaints-officer-2');
    await play.to('2026-06-03', '07:59');
    expect(await alertFlagReviews(play.deps)).toEqual({ sent: 2, left: 0 });
    expect((await subjects(play)).some((subject) => subject.startsWith('complaints-officer-2'))).toBe(false);
  });
});

describe('who may', () => {
  const others = [
    'team-manager',
    'director',
    'senior-manager',
    'panel-member',
    'report-writer',
    'administrator',
  ];

  test.each(others)('refuses %s with 404, even if they may read the case', async (user) => {
    const play = await openPlay(at);
    const a = await play.complaintAt('stage-1', { person: sam });
    const b = await play.complaint({ person: sam });
    const answers = [
      await play.get(`/cases/${a}/complainant`, user),
      await match(play, a, { decision: 'confirm', reference: b }, user),
      await raise(play, a, flag, user),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await seen(play, a)).toMatchObject({ cases: [], history: [] });
  });

  test('a case never appears to a person complained about in it, not even as a proposal or in a history', async () => {
    const play = await openPlay(at);
    const [a = '', hidden = '', c = '', proposed = ''] = await casesOf(play, [sam, sam, sam, sam]);
    await raise(play, hidden);
    for (const reference of [hidden, c]) await match(play, a, { decision: 'confirm', reference });
    for (const one of [hidden, proposed]) await complainAbout(play, one, 'complaints-officer-2');
    await review(play, a, { decision: 'keep', reason: 'Forty calls still.', reviewOn: '2027-01-04' });

    const view = await seen(play, a, 'complaints-officer-2');
    expect(references(view.cases)).toEqual([c]);
    expect(view.proposals).toEqual([]);
    expect(view.flag).toMatchObject({ decisionMaker: 'director', reviewOn: '2027-01-04' });
    expect(JSON.stringify(view)).not.toMatch(new RegExp(`${hidden}|${proposed}|Forty`));
    expect(references((await seen(play, a)).cases).sort()).toEqual([hidden, c]);

    const other = 'complaints-officer-2';
    const statuses = [
      (await play.get(`/cases/${hidden}/complainant`, other)).status,
      (await match(play, a, { decision: 'confirm', reference: proposed }, other)).status,
      (await match(play, a, { decision: 'split off', reference: hidden, reason: 'x' }, other)).status,
      (await raise(play, hidden, flag, other)).status,
    ];
    expect(statuses).toEqual([404, 404, 404, 404]);
    // Without the other case that they may see, this user sees theirs alone, like any other case.
    await match(play, a, { decision: 'split off', reference: c, reason: 'Somebody else.' });
    const alone = await match(play, a, { decision: 'split off', reference: a, reason: 'x' }, other);
    expect(alone.status).toBe(409);
  });

  test('a person complained about in a case does not learn of decisions that compared others with it', async () => {
    const play = await openPlay(at);
    const [a = '', b = '', c = '', d = '', e = ''] = await casesOf(play, [sam, sam, sam, sam, sam]);
    await match(play, a, { decision: 'confirm', reference: b, reason: `As in ${b}.` });
    await match(play, c, { decision: 'confirm', reference: a, reason: 'Sam said so.' });
    await match(play, d, { decision: 'reject', reference: b, reason: `Not as in ${b}.` });
    await match(play, e, { decision: 'reject', reference: c, reason: 'Another Sam.' });
    await complainAbout(play, b, 'complaints-officer-2');
    const other = 'complaints-officer-2';
    const ofA = await seen(play, a, other);
    expect([references(ofA.cases), whats(ofA)]).toEqual([[c], [`matched ${c}`]]);
    expect((await seen(play, d, other)).history).toEqual([]);
    expect(whats(await seen(play, e, other))).toEqual([`matched ${e}`, `kept apart ${c}`]);
    expect(whats(await seen(play, a))).toEqual([`matched ${a}`, `matched ${b}`, `matched ${c}`]);

    await match(play, a, { decision: 'split off', reference: b, reason: `Not ${b} after all.` });
    expect(whats(await seen(play, a, other))).toEqual([`matched ${c}`]);
    await match(play, a, { decision: 'split off', reference: c, reason: 'Another Sam.' });
    expect(whats(await seen(play, a, other))).toEqual([`matched ${c}`, `split off ${c}`]);
  });

  test('a person complained about in any case of a complainant cannot decide on their flag', async () => {
    const play = await openPlay(at);
    const [a = '', b = ''] = await casesOf(play, [sam, sam]);
    await match(play, a, { decision: 'confirm', reference: b });
    await complainAbout(play, b, 'complaints-officer-2');
    expect((await raise(play, a, flag, 'complaints-officer-2')).status).toBe(403);
    expect(refusal(await raise(play, a, { ...flag, decisionMaker: 'complaints-officer-2' }))).toEqual([
      422,
      'decisionMaker',
    ]);
    expect((await raise(play, a)).status).toBe(200);
  });
});

describe('erasing a case', () => {
  test('removes it from its complainant, and with the last case everything known of the person', async () => {
    const play = await openPlay(at);
    const [a = '', b = ''] = await casesOf(play, [sam, sam]);
    await match(play, a, { decision: 'confirm', reference: b });
    await raise(play, a);
    const [officer] = play.deps.council.users;
    if (!officer) throw new Error('no officer');
    const resolved = await resolvedComplainant(play.deps, { user: officer, caseId: a });
    const id = resolved?.complainant?.id ?? '';

    await forgetCase(play.deps, a);
    expect(await seen(play, a)).toMatchObject({ cases: [], history: [] });
    expect((await seen(play, b)).flag?.decisionMaker).toBe('director');
    expect((await seen(play, b)).cases).toEqual([]);
    await forgetCase(play.deps, b);
    expect(await play.deps.store.complainant(id)).toBeUndefined();
    expect(await play.deps.store.complainantEvents(id)).toEqual([]);
    expect(await flagsToReview(play.deps, '2099-01-01')).toEqual([]);
    await forgetCase(play.deps, b);
  });
});
