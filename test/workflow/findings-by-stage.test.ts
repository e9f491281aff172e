import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { replay } from '../../functions/domain/case/replay.ts';
import { rowOf } from '../../functions/operations/export-rows.ts';
import {
  acknowledged,
  checkedAndSent,
  childrensWay,
  complainant,
  openPlay,
  responded,
  routed,
  stage2Way,
  stage3Way,
  type Play,
  type Turn,
} from '../play.ts';

// A complaint about two points, P1 and P2, from stage 1 to the answer to the panel.

const calls = 'Nobody called back.';
const letters = 'Nobody wrote.';

type Found = 'upheld' | 'partially upheld' | 'not upheld' | 'no finding';
/** Findings on both points, with reasons that say who found them. */
const finds = (who: string, one: Found, two: Found, whyNot: readonly (string | undefined)[] = []) =>
  [one, two].map((finding, index) => ({
    point: `P${index + 1}`,
    finding,
    reasons: `${who} on point ${index + 1}.`,
    ...(whyNot[index] === undefined ? {} : { whyNot: whyNot[index] }),
  }));

/** A way with other answers to some of its steps. */
const answering = (way: readonly Turn[], given: Record<string, object>): Turn[] =>
  way.map(([step, outcome, answers = {}, user = 'complaints-officer']) => [
    step,
    outcome,
    outcome === 'submit-report' || outcome === 'respond' ? { ...answers, ...given[step] } : answers,
    user,
  ]);

/** A complaint after its stage 1, which upheld neither point. */
async function afterStage1(play: Play): Promise<string> {
  const reference = await play.complaint();
  await play.along(reference, [
    ['triage', 'route', { ...routed, points: [{ text: calls }, { text: letters }] }],
    ['acknowledge', 'acknowledge', acknowledged],
    [
      'stage-1',
      'respond',
      {
        findings: finds('The manager', 'not upheld', 'not upheld'),
        response: 'We looked at the log.',
      },
      'team-manager',
    ],
    ...checkedAndSent,
  ]);
  return reference;
}

const investigated = finds('The investigator', 'not upheld', 'upheld');

/** On from stage 1 to the adjudication, which is open. */
async function atAdjudication(play: Play): Promise<string> {
  const reference = await afterStage1(play);
  await play.along(reference, [...childrensWay.slice(-1), ...stage2Way.slice(0, 3)]);
  for (const title of ['Investigation', 'Independent Person', 'Panel']) await play.document(reference, title);
  await play.along(
    reference,
    answering(stage2Way.slice(3, 5), {
      'stage-2': {
        findings: investigated,
        recommendations: [{ text: 'Write each month.', point: 'P2' }, { text: 'Say sorry.' }],
      },
    }),
  );
  return reference;
}

const agreed = finds('The adjudicator', 'not upheld', 'upheld');

/** On to the response to the panel, which upheld the first point and found nothing on the second. */
async function atStage3Response(play: Play): Promise<string> {
  const reference = await atAdjudication(play);
  await play.along(
    reference,
    answering(stage2Way.slice(5), {
      'stage-2-adjudication': { findings: agreed, response: 'I agree.', learning: [] },
    }),
  );
  await play.along(
    reference,
    answering(stage3Way.slice(0, 6), {
      'stage-3-panel-report': { findings: finds('The panel', 'upheld', 'no finding') },
    }),
  );
  return reference;
}

const decided = finds('The director', 'upheld', 'upheld');
const toTheEnd = (findings: object): Turn[] =>
  answering(stage3Way.slice(6), { 'stage-3-response': { findings, actions: [] } });

/** The newest letter to the complainant, with one space for each break. */
async function newest(play: Play): Promise<string> {
  const letter = (await play.letters()).findLast(({ to }) => to === complainant);
  return (letter?.text ?? '').replaceAll(/\s+/g, ' ');
}

const Problem = z.object({ errors: z.array(z.object({ field: z.string(), message: z.string() })) });
const refusals = (body: unknown) => Problem.parse(body).errors.map(({ field, message }) => [field, message]);

const row = async (play: Play, reference: string) => rowOf(play.deps, (await play.file(reference)).state);

describe('a case not upheld at stage 1, partly at stage 2, upheld by panel and director', () => {
  test('has the findings of each stage and author in letters, case and reporting row', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await afterStage1(play);
    const first = await newest(play);
    expect(first).toContain(`${calls} We do not agree with this (not upheld) The manager on point 1.`);
    expect(await row(play, reference)).toMatchObject({
      outcome: 'not upheld',
      stage1: { outcome: 'not upheld', findings: { upheld: 0, partiallyUpheld: 0, notUpheld: 2 } },
    });
    expect((await play.view(reference)).findings).toMatchObject([
      { stage: 'stage 1', as: 'response', on: '2026-06-01', answeredOn: '2026-06-01', outcome: 'not upheld' },
    ]);
    await play.close();

    const later = await openPlay('2026-06-01T09:00:00Z');
    const two = await atStage3Response(later);
    // The council's own findings are those it has sent: the panel's are not among them.
    expect((await later.view(two)).facts.findings).toEqual(agreed);
    expect(await row(later, two)).toMatchObject({
      outcome: 'partially upheld',
      stage1: { outcome: 'not upheld' },
      stage2: {
        outcome: 'partially upheld',
        findings: { upheld: 1, partiallyUpheld: 0, notUpheld: 1 },
        investigationOutcome: 'partially upheld',
      },
      stage3: { outcome: null, findings: null, panelOutcome: 'upheld' },
    });
    const stage2 = (await later.letters()).find(({ subject }) => subject.startsWith('Our decision'));
    const text = (stage2?.text ?? '').replaceAll(/\s+/g, ' ');
    expect(text).toContain(
      `${letters} At stage 1 we did not agree with this (not upheld). ` +
        'The Investigating Officer agreed with this (upheld): The investigator on point 2. ' +
        'Our decision now: we agree with this (upheld) The adjudicator on point 2.',
    );
    expect(text).not.toContain('The manager on point');

    // What the director writes decides nothing until it is sent.
    const [respond, ...checked] = toTheEnd(decided);
    if (!respond) throw new Error('no response');
    await later.along(two, [respond]);
    expect(await row(later, two)).toMatchObject({ outcome: 'partially upheld', stage3: { outcome: null } });
    expect((await later.view(two)).findings.at(-1)).not.toHaveProperty('answeredOn');
    await later.along(two, checked);
    const last = await newest(later);
    expect(last).toContain(
      `${calls} At stage 1 we did not agree with this (not upheld). At stage 2 we did not agree with this (not upheld). ` +
        'The review panel agreed with this (upheld): The panel on point 1. ' +
        'Our decision now: we agree with this (upheld) The director on point 1.',
    );
    expect(last).not.toContain('The adjudicator on point');
    expect(last).not.toContain('The investigator on point');
    const view = await later.view(two);
    expect(view.findings.map(({ stage, as, outcome }) => [stage, as, outcome])).toEqual([
      ['stage 1', 'response', 'not upheld'],
      ['stage 2', 'investigation', 'partially upheld'],
      ['stage 2', 'response', 'partially upheld'],
      ['stage 3', 'panel', 'upheld'],
      ['stage 3', 'response', 'upheld'],
    ]);
    expect(view.findings[1]?.recommendations).toEqual([
      { id: 'R1', text: 'Write each month.', point: 'P2' },
      { id: 'R2', text: 'Say sorry.' },
    ]);
    expect(view.findings[4]?.findings[0]).toEqual({ ...decided[0], text: calls });
    expect(view.facts.recommendations?.map(({ text: one }) => one)).toEqual([
      'Call each Friday',
      'Say sorry',
    ]);
    // Something was upheld, if only at the end: the learning is asked for.
    expect(view.steps.at(-1)?.step).toBe('learning');
    await later.along(two, [
      ['learning', 'no-learning', { reason: 'The team has changed.' }, 'team-manager'],
    ]);
    expect(await row(later, two)).toMatchObject({
      outcome: 'upheld',
      findings: { upheld: 2, partiallyUpheld: 0, notUpheld: 0 },
      stage1: { outcome: 'not upheld' },
      stage2: { outcome: 'partially upheld' },
      stage3: { outcome: 'upheld', panelOutcome: 'upheld' },
    });
    expect((await later.view(two)).outcome).toBe('upheld');
    const file = await later.file(two);
    expect(replay(two, file.events)).toEqual(file.state);
    expect(later.faults).toEqual([]);
  });
});

describe('a departure from earlier findings needs a reason', () => {
  test('of the adjudicating officer, on the one point of disagreement with the investigation', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await atAdjudication(play);
    const adjudicate = (findings: object) =>
      play.decide(
        reference,
        'stage-2-adjudication',
        'respond',
        { findings, response: 'I read both reports.' },
        'adjudicating-officer',
      );
    const refused = await adjudicate(finds('The adjudicator', 'not upheld', 'not upheld'));
    expect([refused.status, refusals(refused.body)]).toEqual([
      422,
      [['answers.findings.1.whyNot', 'Say why you do not agree with the Investigating Officer']],
    ]);
    const why = 'The letters of March were sent to the old address at their wish.';
    const accepted = await adjudicate(finds('The adjudicator', 'not upheld', 'not upheld', [undefined, why]));
    expect(accepted.status).toBe(200);
    await play.along(reference, stage2Way.slice(6));
    const letter = await newest(play);
    expect(letter).toContain(
      'The Investigating Officer agreed with this (upheld): The investigator on point 2. ' +
        'Our decision now: we do not agree with this (not upheld) The adjudicator on point 2. ' +
        `Why we do not say the same as the Investigating Officer: ${why}`,
    );
    expect(letter.match(/Why we do not say the same/g)).toHaveLength(1);
    expect(await row(play, reference)).toMatchObject({
      stage2: { outcome: 'not upheld', investigationOutcome: 'partially upheld' },
    });
  });

  test('of the director, on a point that the panel upheld, but not where it made no finding', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await atStage3Response(play);
    const [respond] = toTheEnd(finds('The director', 'not upheld', 'not upheld'));
    const refused = await play.decide(reference, 'stage-3-response', 'respond', respond?.[2], 'director');
    expect([refused.status, refusals(refused.body)]).toEqual([
      422,
      [['answers.findings.0.whyNot', 'Say why you do not agree with the panel']],
    ]);
    await play.along(
      reference,
      toTheEnd(finds('The director', 'not upheld', 'not upheld', ['The log was not before the panel.'])),
    );
    expect(await newest(play)).toContain(
      'Why we do not say the same as the review panel: The log was not before the panel.',
    );
  });
});

test('a review of a corporate complaint has its own findings and names those of stage 1', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  const found = (finding: Found) => ({
    ...responded,
    findings: [{ point: 'P1', finding, reasons: 'The log.' }],
  });
  await play.along(reference, [
    ['triage', 'route', { ...routed, procedure: 'corporate' }],
    ['acknowledge', 'acknowledge', acknowledged],
    ['stage-1', 'respond', found('upheld'), 'team-manager'],
    ...checkedAndSent,
    ['stage-2-window', 'request-stage-2', { unresolved: 'All of it.' }],
    ['stage-2-acknowledge', 'acknowledge', { reviewer: 'senior-manager' }],
    ['stage-2', 'respond', { ...found('not upheld'), learning: [] }, 'senior-manager'],
    ['stage-2-check', 'accept', {}, 'quality-checker'],
    ['stage-2-sign-off', 'send'],
  ]);
  expect(await newest(play)).toContain(
    'At stage 1 we agreed with this (upheld). Our decision now: we do not agree with this (not upheld) The log.',
  );
  expect(await row(play, reference)).toMatchObject({
    outcome: 'not upheld',
    stage1: { outcome: 'upheld' },
    stage2: { outcome: 'not upheld', investigationOutcome: null },
  });
});

test('an answer that was never sent does not count for its stage', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.along(reference, [['stage-1', 'respond', responded, 'team-manager']]);
  await play.to('2026-07-01');
  await play.along(reference, [
    ['stage-1-check', 'go-to-stage-2', { unresolved: 'All of it.' }],
    ...stage2Way.slice(0, 3),
  ]);
  for (const title of ['Investigation', 'Independent Person']) await play.document(reference, title);
  await play.along(reference, stage2Way.slice(3));
  expect(await newest(play)).not.toContain('At stage 1');
  expect(await row(play, reference)).toMatchObject({
    outcome: 'upheld',
    stage1: { responded: null, outcome: null },
    stage2: { outcome: 'upheld' },
  });
});

test('the letter of stage 2 lists what the Investigating Officer recommended; that of stage 3 only what the panel did', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await atStage3Response(play);
  const letterAbout = async (subject: string) =>
    (await play.letters()).findLast((one) => one.to === complainant && one.subject.includes(subject));
  const stage2 = await letterAbout('Our decision');
  expect(stage2?.text).toContain(
    'What the Investigating Officer recommended\n\n- Write each month.\n- Say sorry.',
  );
  expect(stage2?.html).toMatch(/<li[^>]*>Write each month\.<\/li>/);
  expect((await letterAbout('Our answer'))?.text).not.toContain('Investigating Officer recommended');
  expect((await play.view(reference)).status).toBe('open');
});
