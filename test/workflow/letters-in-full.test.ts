import { expect, test } from 'vitest';
import { rowOf } from '../../functions/operations/export-rows.ts';
import { acknowledged, checkedAndSent, openPlay, routed, stage2Way, stage3Way, type Turn } from '../play.ts';
import { file, inFull } from './in-full.ts';

// The scenes in which most is decided, with their letters whole (in-full.ts). The days were worked out by hand from the bank
// holidays of 2026.

// A whole complaint each, on a machine that does other things too.
const slow = { timeout: 120_000 };

const finds = (finding: string, reasons: string) => ({ findings: [{ point: 'P1', finding, reasons }] });

test(
  'not upheld at stage 1, a statement never agreed, someone replaced, upheld by the panel, £150 by the director',
  slow,
  async () => {
    const play = await openPlay('2026-05-11T09:00:00Z');
    const reference = await play.complaint();
    await play.along(reference, [
      ['triage', 'route', routed],
      ['acknowledge', 'acknowledge', acknowledged],
    ]);
    await expect(await inFull(play, 'We have your complaint')).toMatchFileSnapshot(file('acknowledgement'));
    await play.to('2026-05-20', '10:00');
    await play.along(reference, [
      [
        'stage-1',
        'respond',
        { ...finds('not upheld', 'The log shows a call each week.'), response: 'We rang you each week.' },
        'team-manager',
      ],
      ...checkedAndSent,
    ]);
    await expect(await inFull(play, 'Our answer')).toMatchFileSnapshot(file('stage-1-not-upheld'));

    await play.to('2026-06-01', '10:00');
    await play.along(reference, [['stage-2-window', 'request-stage-2', {}], ...stage2Way.slice(0, 1)]);
    for (const user of ['investigating-officer', 'independent-person']) await play.sign(reference, user);
    await play.post(`/cases/${reference}/appointments`, {
      part: 'independent person',
      user: 'independent-person-2',
      reason: 'Long-term leave.',
    });
    await play.settle();
    await expect(await inFull(play, 'a change to who takes part')).toMatchFileSnapshot(
      file('person-replaced'),
    );
    await play.sign(reference, 'independent-person-2');
    await play.settle();
    await expect(await inFull(play, 'who will look into')).toMatchFileSnapshot(file('people-of-stage-2'));
    await play.along(reference, [
      ...stage2Way.slice(1, 2),
      ['stage-2-statement', 'remind', { replyBy: '2026-06-08' }],
    ]);
    await expect(await inFull(play, 'please answer about')).toMatchFileSnapshot(file('statement-reminder'));
    await play.to('2026-06-09', '10:00');
    await play.along(reference, [
      ['stage-2-statement', 'not-agreed', { reason: 'We have not heard from you about the statement.' }],
    ]);
    await expect(await inFull(play, 'the investigation will go on')).toMatchFileSnapshot(
      file('statement-not-agreed'),
    );

    for (const title of ['Investigation', 'Independent Person', 'Panel'])
      await play.document(reference, title);
    const noCalls = finds('not upheld', 'The log is complete.');
    await play.along(reference, [
      ['stage-2', 'submit-report', { investigationReport: 'D1', ...noCalls }, 'investigating-officer'],
      ['stage-2-independent-report', 'submit-report', { independentReport: 'D2' }, 'independent-person-2'],
      [
        'stage-2-adjudication',
        'respond',
        { ...noCalls, response: 'I agree with the investigator.' },
        'adjudicating-officer',
      ],
      ...stage2Way.slice(6),
    ]);
    await expect(await inFull(play, 'Our decision')).toMatchFileSnapshot(file('stage-2-not-upheld'));
    await play.along(reference, stage3Way.slice(0, 4));
    await expect(await inFull(play, 'invitation to')).toMatchFileSnapshot(file('panel-invitation'));
    await play.to('2026-06-22', '17:00');
    for (const user of ['panel-chair', 'panel-member', 'panel-member-2']) await play.sign(reference, user);
    await play.along(reference, [
      ['stage-3-panel-meeting', 'held', { heldOn: '2026-06-22', present: 'All three and Sam Carter.' }],
      [
        'stage-3-panel-report',
        'submit-report',
        {
          panelReport: 'D3',
          ...finds('upheld', 'The log was written afterwards.'),
          recommendations: [{ text: 'Call each Friday' }],
        },
        'panel-chair',
      ],
      [
        'stage-3-response',
        'respond',
        {
          // What else she could say is left empty.
          recommendationAnswers: [
            { recommendation: 'R1', accepted: 'accepted', answer: 'From next Friday.' },
          ],
          ...finds('upheld', 'I accept what the panel found.'),
          apology: true,
          apologyFor: 'I am sorry that no one called you back.',
          apologyBy: 'the director',
          money: [{ amount: '£150', for: 'The time and trouble.' }],
          independentPersonConsulted: true,
        },
        'director',
      ],
      ['stage-3-response-check', 'accept', {}, 'quality-checker'],
      ['stage-3-response-money', 'approve', {}, 'senior-manager'],
      ['stage-3-response-sign-off', 'send'],
    ]);
    await expect(await inFull(play, 'Our answer to the')).toMatchFileSnapshot(file('stage-3-upheld-150'));
    await play.to('2026-06-30', '10:00');
    await play.along(reference, [['pay', 'paid', { doneOn: '2026-06-29', evidence: 'BACS 4711' }]]);
    expect(await rowOf(play.deps, (await play.file(reference)).state)).toMatchObject({
      outcome: 'upheld',
      stage1: { outcome: 'not upheld', responded: '2026-05-20' },
      stage2: { outcome: 'not upheld', investigationOutcome: 'not upheld', responded: '2026-06-09' },
      stage3: { outcome: 'upheld', panelOutcome: 'upheld', responded: '2026-06-22' },
      remedies: {
        apology: true,
        decidedPence: 15_000,
        paidPence: 15_000,
        payments: [{ pence: 15_000, decided: '2026-06-22', paid: '2026-06-29' }],
      },
    });
    expect(play.faults).toEqual([]);
  },
);

test(
  'a corporate complaint, its review answered late by the reviewer, with what was promised before',
  slow,
  async () => {
    const play = await openPlay('2026-05-11T09:00:00Z');
    const reference = await play.complaint({ text: 'The bin was not emptied for three weeks.' });
    const stage1: Turn[] = [
      [
        'triage',
        'route',
        {
          ...routed,
          procedure: 'corporate',
          relation: undefined,
          procedureReason: 'It is about waste collection.',
          summary: 'The bin was not emptied for three weeks.',
        },
      ],
      ['acknowledge', 'acknowledge', acknowledged],
      [
        'stage-1',
        'respond',
        {
          ...finds('upheld', 'The lorry did not come.'),
          response: 'The lorry was broken. We should have told you.',
          actions: [
            {
              text: 'A text message to each household when a lorry is off the road',
              type: 'Training or guidance for employees',
              owner: 'team-manager',
              dueOn: '2026-06-30',
            },
          ],
        },
        'team-manager',
      ],
      ...checkedAndSent,
    ];
    await play.along(reference, stage1.slice(0, 2));
    await expect(await inFull(play, 'We have your complaint')).toMatchFileSnapshot(
      file('corporate-acknowledgement'),
    );
    await play.along(reference, [
      ...stage1.slice(2),
      ['stage-2-window', 'request-stage-2', {}],
      ['stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }],
    ]);
    await expect(await inFull(play, 'your request for a review')).toMatchFileSnapshot(
      file('corporate-review-started'),
    );
    // 20 working days from the acknowledgement of Monday 11 May end on Tuesday 9 June, with the holiday of 25 May; 40 on 7 July.
    await play.to('2026-07-08', '10:00');
    await expect(await inFull(play, 'we are still late')).toMatchFileSnapshot(file('corporate-still-late'));
    await play.along(reference, [
      [
        'stage-2',
        'respond',
        { ...finds('partially upheld', 'It was two weeks, not three.'), response: 'I asked the driver.' },
        'senior-manager',
      ],
      ['stage-2-check', 'accept', {}, 'quality-checker'],
      ['stage-2-sign-off', 'send'],
    ]);
    await expect(await inFull(play, 'Our final answer')).toMatchFileSnapshot(
      file('corporate-review-answered'),
    );
    expect(await rowOf(play.deps, (await play.file(reference)).state)).toMatchObject({
      outcome: 'partially upheld',
      stage1: { outcome: 'upheld', inTimeOriginal: true },
      stage2: { outcome: 'partially upheld', inTimeOriginal: false, responded: '2026-07-08' },
    });
    expect(play.faults).toEqual([]);
  },
);
