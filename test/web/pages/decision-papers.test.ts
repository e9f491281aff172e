import { expect, test } from 'vitest';
import { childrensWay, found, openPlay, stage2Way, stage3Way, type Play } from '../../play.ts';
import { pdf } from '../../small-files.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

async function pageOf(play: Play, user: string, path: string) {
  const visitor = browse(play);
  await visitor.signIn(user);
  return { visitor, shown: await visitor.get(path) };
}

/** A case whose adjudication is open; the reports are D1 and D2. */
async function atAdjudication(play: Play): Promise<string> {
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  await play.document(reference, 'Investigation');
  await play.system.app.request(`/api/v1/cases/${reference}/documents?title=Independent%20Person`, {
    method: 'POST',
    headers: { authorization: 'Bearer local:complaints-officer' },
    body: pdf('<< >>'),
  });
  await play.along(reference, stage2Way.slice(3, 5));
  return reference;
}

test('the adjudicating officer has the papers, with no answers of stage 1 filled in', async () => {
  const play = await openPlay(at);
  const reference = await atAdjudication(play);
  const path = `/cases/${reference}/tasks/stage-2-adjudication/respond`;
  const { visitor, shown } = await pageOf(play, 'adjudicating-officer', path);
  const papers = shown.page.querySelector('section[aria-labelledby=papers]');
  expect(papers?.querySelectorAll('a').map((link) => link.textContent)).toEqual([
    'Investigation',
    'Independent Person',
    'View ',
    'Stage 1 response, 1 June 2026',
  ]);
  expect(papers?.textContent).toContain('Nobody called back for three weeks.');
  expect(papers?.querySelectorAll('summary').map((one) => one.textContent)).toEqual([
    'Statement of complaint',
    'What was found: Stage 1, the council',
    'What was found: Stage 2, the Investigating Officer',
  ]);
  for (const link of papers?.querySelectorAll('a') ?? [])
    expect((await visitor.get(link.getAttribute('href') ?? '')).status).toBe(200);
  const group = shown.page.querySelector('#findings .group__text');
  expect(group?.querySelectorAll('dt').map((one) => one.textContent)).toEqual([
    'Stage 1, the council',
    'Stage 2, the Investigating Officer',
  ]);
  expect(group?.textContent).toContain('The calls were not returned.');
  const form = shown.page.querySelector('form[action$=respond]');
  expect(form?.querySelectorAll('input[checked]')).toEqual([]);
  expect(
    form
      ?.querySelectorAll('textarea')
      .map((one) => one.textContent.trim())
      .join(''),
  ).toBe('');
  // An answer that departs without a reason is refused beside its field.
  const refused = await visitor.send(shown, {
    'findings.0.finding': 'not upheld',
    'findings.0.reasons': 'The log was lost.',
    response: 'I read both reports.',
  });
  const errors = refused.page
    .querySelectorAll('.govuk-error-summary a')
    .map((link) => [link.getAttribute('href'), link.textContent]);
  expect(errors).toEqual([['#findings-0-whyNot', 'Say why you do not agree with the Investigating Officer']]);
});

test('a returned answer is filled in as its author wrote it', async () => {
  const play = await openPlay(at);
  const reference = await atAdjudication(play);
  await play.along(reference, [
    ['stage-2-adjudication', 'respond', { findings: found, response: 'I agree.' }, 'adjudicating-officer'],
    ['stage-2-adjudication-check', 'return', { comments: 'Say what will be done.' }, 'quality-checker'],
  ]);
  const path = `/cases/${reference}/tasks/stage-2-adjudication/respond`;
  const { shown } = await pageOf(play, 'adjudicating-officer', path);
  expect(shown.page.querySelector('#findings-0-finding[checked]')?.getAttribute('value')).toBe('upheld');
  expect(shown.page.querySelector('#response')?.textContent.trim()).toBe('I agree.');
  // What they wrote is not shown as something that was found before.
  expect(shown.text).not.toContain('Stage 2, the council');
});

test('the director has reports, letters and panel findings, with no answers of stage 2 filled in', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-response');
  const path = `/cases/${reference}/tasks/stage-3-response/respond`;
  const { shown } = await pageOf(play, 'director', path);
  const papers = shown.page.querySelector('section[aria-labelledby=papers]');
  expect(papers?.querySelectorAll('a').map((link) => link.textContent)).toEqual([
    'Investigation',
    'Independent Person',
    'Legal advice',
    'Stage 1 response, 1 June 2026',
    'Stage 2 decision, 1 June 2026',
  ]);
  expect(papers?.querySelectorAll('summary').map((one) => one.textContent)).toEqual([
    'Statement of complaint',
    'What was found: Stage 1, the council',
    'What was found: Stage 2, the Investigating Officer',
    'What was found: Stage 2, the council',
    'What was found: Stage 3, the review panel',
  ]);
  expect(papers?.textContent).toContain('Call each Friday');
  const form = shown.page.querySelector('form[action$=respond]');
  expect(form?.querySelectorAll('input[checked]')).toEqual([]);
  expect(
    form
      ?.querySelectorAll('textarea')
      .map((one) => one.textContent.trim())
      .join(''),
  ).toBe('');

  await play.along(reference, stage3Way.slice(6, 7));
  const checker = await pageOf(play, 'quality-checker', `/cases/${reference}/tasks/stage-3-response-check`);
  expect(checker.shown.page.querySelectorAll('section[aria-labelledby=papers] a')).toHaveLength(5);
  const { shown: whole } = await pageOf(play, 'complaints-officer', `/cases/${reference}`);
  expect(whole.text).toContain('(Stage 3, the review panel)');
  expect(whole.text).toContain('(Stage 3, the council, not sent yet)');
});

test('an Investigating Officer sees findings of stage 1 and their own, never those of the panel', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-response');
  const seen = await play.get(`/cases/${reference}`, 'investigating-officer');
  const parts = (body: string) => [...body.matchAll(/"as":"(\w+)"/g)].map(([, as]) => as);
  expect(new Set(parts(seen.text))).toEqual(new Set(['response', 'investigation']));
  const chair = await play.get(`/cases/${reference}`, 'panel-chair');
  expect(parts(chair.text)).toContain('panel');
  const { shown } = await pageOf(play, 'investigating-officer', `/cases/${reference}`);
  expect(shown.text).not.toContain('the review panel)');
});
