import { describe, expect, test } from 'vitest';
import council from '../../infra/councils/shropshire/council.json' with { type: 'json' };
import { readCouncil } from '../../functions/domain/council/council.ts';
import {
  acknowledged,
  childrensWay,
  found,
  openPlay,
  responded,
  routed,
  stage2Way,
  stage3Way,
  type Play,
  type Turn,
} from '../play.ts';
import { refused } from './refused.ts';

const turn = (way: readonly Turn[], step: string) => way.find(([name]) => name === step)?.[2] ?? {};
const commission = turn(stage2Way, 'stage-2-commission');
const panel = turn(stage3Way, 'stage-3-panel');
const checklist = {
  stage2Complete: true,
  reportRobust: true,
  adjudicationComplete: true,
  pointsUpheld: true,
  actionPlanClear: true,
  outcomesMet: true,
  complainantAgrees: true,
  reason: 'All is upheld.',
};

const [someone] = council.users;

/** A council in which one person is married to an officer and another manages the service complained about. */
const related = readCouncil({
  ...council,
  users: [
    ...council.users,
    {
      ...someone,
      id: 'independent-person-3',
      name: 'Rowan Ellis',
      email: 'rowan.ellis@council.example',
      roles: ['independent-person'],
      independent: true,
    },
  ].map((user) => ({
    ...user,
    ...(user.id === 'independent-person' ? { partnerOf: ['director'] } : {}),
    ...(user.id === 'investigating-officer' ? { team: 'Assessment Team' } : {}),
    ...(user.id === 'independent-person-2' ? { independent: false } : {}),
  })),
});

/** People whom no rule keeps from stage 2. */
const independent = {
  investigatingOfficer: 'investigating-officer-2',
  independentPerson: 'independent-person-3',
};
const inTheirPlace = new Map<string | undefined, string>([
  ['investigating-officer', independent.investigatingOfficer],
  ['independent-person', independent.independentPerson],
]);

/** The whole way with those people on it. */
const wholeWay: readonly Turn[] = [...childrensWay, ...stage2Way, ...stage3Way].map(
  ([step, outcome, given = {}, user = 'complaints-officer']): Turn => [
    step,
    outcome,
    step === 'stage-2-commission' ? { ...given, ...independent } : given,
    inTheirPlace.get(user) ?? user,
  ],
);

async function at(step: string, facts: object = {}): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-06-01T09:00:00Z', { council: related });
  const reference = await play.complaint();
  for (const title of ['One', 'Two', 'Three']) await play.document(reference, title);
  const turns = wholeWay.slice(
    0,
    wholeWay.findIndex(([name]) => name === step),
  );
  await play.along(
    reference,
    turns.map(([name, outcome, given = {}, user = 'complaints-officer']): Turn => [
      name,
      outcome,
      name === 'triage' ? { ...routed, ...facts } : given,
      user,
    ]),
  );
  return { play, reference };
}

describe('refuses an impossible decision by field, says what is possible, and changes nothing', () => {
  test.each<[string, string, string, object, { user?: string; facts?: object }, number, string, RegExp]>([
    [
      'a point of the statement that would go elsewhere without a case',
      'stage-2-statement',
      'agreed',
      {
        agreedOn: '2026-06-01',
        statement: 'The calls.',
        unsignedConfirmed: true,
        points: [{ text: 'Calls' }, { text: 'Bins', procedure: 'corporate', procedureReason: 'Not care.' }],
      },
      {},
      422,
      'answers.points',
      /“Bins” cannot go to another procedure here.*split the point off/,
    ],
    [
      'a triage that leaves no point',
      'triage',
      'route',
      { ...routed, points: [{ text: 'Bins', procedure: 'corporate', procedureReason: 'Not care.' }] },
      {},
      422,
      'answers.points',
      /at least one point/,
    ],
    [
      'an outcome that the step does not have',
      'stage-1',
      'burn',
      {},
      {},
      422,
      'outcome',
      /Choose one of: respond/,
    ],
    [
      'an action in a year that no calendar has',
      'stage-1',
      'respond',
      { ...responded, actions: [{ text: 'A rota', owner: 'director', dueOn: '9999-01-01' }] },
      { user: 'team-manager' },
      422,
      'answers.actions.0.dueOn',
      /Enter 31 December 2098 or an earlier day/,
    ],
    [
      'an action without a day',
      'stage-1',
      'respond',
      { ...responded, actions: [{ text: 'A rota', owner: 'director' }] },
      { user: 'team-manager' },
      422,
      'answers.actions.0.dueOn',
      /An answer is needed/,
    ],
    [
      'an extension over the cap',
      'stage-1',
      'extend',
      { until: '2026-06-30', reason: 'x' },
      {},
      422,
      'answers.until',
      /Enter 29 June 2026 or an earlier day\. The limit is 20 working days in all/,
    ],
    [
      'an extension into the past',
      'stage-1',
      'extend',
      { until: '2026-06-02', reason: 'x' },
      {},
      422,
      'answers.until',
      /Enter a day after 15 June 2026/,
    ],
    [
      'a pause without a day of review',
      'stage-1',
      'freeze',
      { reason: 'x' },
      {},
      422,
      'answers.reviewOn',
      /answer is needed/,
    ],
    [
      'a finding for only one of two points',
      'stage-1',
      'respond',
      responded,
      { facts: { points: [{ text: 'a' }, { text: 'b' }] } },
      422,
      'answers.findings',
      /one finding for each point \(P1 and P2\)/,
    ],
    [
      'an action promised for the past',
      'stage-1',
      'respond',
      { ...responded, actions: [{ text: 'A rota', owner: 'team-manager', dueOn: '2020-01-01' }] },
      {},
      422,
      'answers.actions.0.dueOn',
      /1 June 2026 or a later day/,
    ],
    [
      'a complaint declined as late within a year',
      'triage',
      'decline',
      { ground: 'late', aroseOn: '2025-06-01', reason: 'x' },
      {},
      422,
      'answers.aroseOn',
      /more than 12 months before 1 June 2026/,
    ],
    [
      'a child without an advocate offered',
      'acknowledge',
      'acknowledge',
      acknowledged,
      { facts: { relation: 'child' } },
      422,
      'answers.advocacyOffered',
      /section 26A/,
    ],
    [
      'sufficient interest that no one has decided on',
      'triage',
      'route',
      { ...routed, relation: 'sufficient-interest' },
      {},
      422,
      'answers.standingAcceptedOn',
      /answer is needed/,
    ],
    [
      'a compliment under a complaints procedure',
      'triage',
      'route',
      { ...routed, kind: 'compliment' },
      {},
      422,
      'answers.kind',
      /deals only with complaints/,
    ],
    [
      'standing accepted before receipt',
      'triage',
      'route',
      {
        ...routed,
        relation: 'sufficient-interest',
        standingAcceptedOn: '2026-05-29',
        standingReason: 'Aunt',
      },
      {},
      422,
      'answers.standingAcceptedOn',
      /1 June 2026/,
    ],
    [
      'a checker who wrote it',
      'stage-1-check',
      'accept',
      {},
      { user: 'team-manager' },
      403,
      '',
      /cannot choose/,
    ],
    [
      'a checker complained about',
      'stage-1-check',
      'accept',
      {},
      { user: 'quality-checker', facts: { complainedAbout: ['quality-checker'] } },
      404,
      '',
      /no such/i,
    ],
    [
      'speaking for a child who has not agreed',
      'stage-1-sign-off',
      'send',
      {},
      { facts: { actsFor: 'child', consent: 'asked for' } },
      422,
      'answers.consent',
      /Record that the child agrees/,
    ],
    [
      'closing a complaint of their own because the child does not agree',
      'stage-1',
      'close-without-consent',
      { reason: 'x' },
      { facts: { actsFor: 'self', consent: 'refused' } },
      422,
      'answers.consent',
      /need no consent for a complaint of their own/,
    ],
    [
      'leaving open whether it tells about a child who has said no',
      'stage-1-sign-off',
      'send',
      {},
      { facts: { actsFor: 'self', consent: 'refused' } },
      422,
      'answers.disclosesAboutChild',
      /Does it disclose anything about the child/,
    ],
    [
      'disclosing without consent',
      'stage-1-sign-off',
      'send',
      { disclosesAboutChild: true },
      {},
      422,
      'answers.disclosesAboutChild',
      /consent/,
    ],
    [
      'an investigator in line management of the service',
      'stage-2-commission',
      'commission',
      { ...commission, independentPerson: 'independent-person-3' },
      {},
      422,
      'answers.investigatingOfficer',
      /line management.*regulation 2/,
    ],
    [
      'an Independent Person married to an officer',
      'stage-2-commission',
      'commission',
      { ...commission, investigatingOfficer: 'investigating-officer-2' },
      {},
      422,
      'answers.independentPerson',
      /married.*regulation 2/,
    ],
    [
      'an Independent Person who is an officer',
      'stage-2-commission',
      'commission',
      {
        ...commission,
        investigatingOfficer: 'investigating-officer-2',
        independentPerson: 'independent-person-2',
      },
      {},
      422,
      'answers.independentPerson',
      /member or officer of the council/,
    ],
    [
      'independence that no one confirmed',
      'stage-2-commission',
      'commission',
      {
        ...commission,
        investigatingOfficer: 'investigating-officer-2',
        independentPerson: 'independent-person-3',
        independenceConfirmed: false,
      },
      {},
      422,
      'answers.independenceConfirmed',
      /only if the answer is yes/,
    ],
    [
      'a second Investigating Officer beside the first',
      'stage-2-commission',
      'commission',
      {
        ...commission,
        ...independent,
        investigatingOfficer: ['investigating-officer-2', 'investigating-officer'],
      },
      {},
      422,
      'answers.investigatingOfficer',
      /Choose one of: investigating-officer/,
    ],
    [
      'an Investigating Officer in the place of themselves',
      'stage-2',
      'replace-investigating-officer',
      { investigatingOfficer: 'investigating-officer-2', independenceConfirmed: true, reason: 'x' },
      {},
      422,
      'answers.investigatingOfficer',
      /is already the investigating officer in this case/,
    ],
    [
      'an Investigating Officer in line management in the place of the first',
      'stage-2',
      'replace-investigating-officer',
      { investigatingOfficer: 'investigating-officer', independenceConfirmed: true, reason: 'x' },
      {},
      422,
      'answers.investigatingOfficer',
      /line management/,
    ],
    [
      'a report by someone not appointed',
      'stage-2',
      'submit-report',
      { investigationReport: 'D1', findings: found },
      { user: 'investigating-officer' },
      404,
      '',
      /no such/i,
    ],
    [
      'a report that is no document of the case',
      'stage-2',
      'submit-report',
      { investigationReport: 'D9', findings: found },
      { user: 'investigating-officer-2' },
      422,
      'answers.investigationReport',
      /D1, D2, D3/,
    ],
    [
      'agreed before receipt',
      'stage-2-statement',
      'agreed',
      { agreedOn: '2026-05-20', statement: 'x' },
      {},
      422,
      'answers.agreedOn',
      /1 June 2026/,
    ],
    [
      'early referral with an item of the checklist missing',
      'stage-3-window',
      'refer-early',
      { ...checklist, complainantAgrees: false },
      {},
      422,
      'answers.complainantAgrees',
      /only if the answer is yes/,
    ],
    [
      'a panel of two',
      'stage-3-panel',
      'appoint',
      { ...panel, panelMembers: ['panel-member'] },
      {},
      422,
      'answers.panelMembers',
      /a chair and two other independent people, and you have named/,
    ],
    [
      'the same member twice',
      'stage-3-panel',
      'appoint',
      { ...panel, panelMembers: ['panel-member', 'panel-member'] },
      {},
      422,
      'answers.panelMembers',
      /You have named .* twice/,
    ],
    [
      'a meeting in the past',
      'stage-3-panel',
      'appoint',
      { ...panel, meetingOn: '2026-05-20' },
      {},
      422,
      'answers.meetingOn',
      /1 June 2026 or a later day/,
    ],
    [
      'a recommendation without answer',
      'stage-3-response',
      'respond',
      {
        recommendationAnswers: [{ recommendation: 'R1', accepted: 'accepted', answer: 'x' }],
        findings: found,
        independentPersonConsulted: true,
      },
      {},
      422,
      'answers.recommendationAnswers',
      /R1 and R2/,
    ],
  ])('%s', async (_, step, outcome, given, { user, facts }, status, field, words) => {
    const { play, reference } = await at(step, facts);
    await play.sign(reference, user);
    const result = await refused(play, reference, () => play.choose(reference, step, outcome, given, user));
    expect([result.status, result.fields[0] ?? '']).toEqual([status, field]);
    expect(result.said).toMatch(words);
  });
});

test('refuses the Independent Person of stage 2 as a panel member', async () => {
  const users = related.users.map((user) =>
    user.id === 'independent-person-3' ? { ...user, roles: [...user.roles, 'panel-member' as const] } : user,
  );
  const play = await openPlay('2026-06-01T09:00:00Z', { council: readCouncil({ ...related, users }) });
  const reference = await play.complaint();
  for (const title of ['One', 'Two', 'Three']) await play.document(reference, title);
  await play.along(
    reference,
    wholeWay.slice(
      0,
      wholeWay.findIndex(([step]) => step === 'stage-3-panel'),
    ),
  );
  const result = await refused(play, reference, () =>
    play.choose(reference, 'stage-3-panel', 'appoint', {
      ...panel,
      panelMembers: ['panel-member', 'independent-person-3'],
    }),
  );
  expect([result.status, result.fields]).toEqual([422, ['answers.panelMembers']]);
  expect(result.said).toMatch(/is already the independent person in this case.*regulations 17 and 19/);
});
