import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { browse } from '../web/pages/browse.ts';
import { intakeAddress, openPlay, type Play } from '../play.ts';

const forward = readFileSync(new URL('../fixtures/mail-text/09-gmail-forward.eml', import.meta.url));
const offer = 'Make Sam Parent the complainant';

async function forwarded(): Promise<{ play: Play; reference: string }> {
  const play = await openPlay('2026-11-30T09:00:00Z');
  const result = await play.system.mailIn({ raw: forward, recipients: [intakeAddress] });
  await play.settle();
  return { play, reference: 'reference' in result ? result.reference : '' };
}

async function officerOf(play: Play) {
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  return officer;
}

test('triage shows a forwarded complaint and offers the person quoted as complainant', async () => {
  const { play, reference } = await forwarded();
  const officer = await officerOf(play);
  const triage = (await officer.get(`/cases/${reference}/tasks/${encodeURIComponent('triage#1')}/route`))
    .text;
  expect(triage).toContain(
    'This email passes on what Sam Parent (sam@example.net) wrote on Friday 27 November 2026.',
  );
  expect(triage).toContain('My son was hit by a member of staff.');
  expect(triage).toContain(offer);
  const { page } = await officer.get(`/cases/${reference}/steer/forwarded`);
  const filled = ['name', 'email'].map((name) =>
    page.querySelector(`input[name="${name}"]`)?.getAttribute('value'),
  );
  expect(filled).toEqual(['Sam Parent', 'sam@example.net']);
});

test('once the person quoted is the complainant, nothing is offered', async () => {
  const { play, reference } = await forwarded();
  expect((await play.view(reference)).complainant).toMatchObject({ name: 'Officer' });
  const right = {
    name: 'Sam Parent',
    email: 'sam@example.net',
    sender: 'third party',
    reason: 'Passed on.',
  };
  expect((await play.post(`/cases/${reference}/parties/forwarded`, right)).status).toBe(200);
  expect((await play.view(reference)).complainant).toMatchObject({ name: 'Sam Parent' });
  const { text } = await (await officerOf(play)).get(`/cases/${reference}`);
  expect(text).toContain('This email passes on what Sam Parent');
  expect(text).not.toContain(offer);
});

test('a letter of ours that someone passes on names no complainant', async () => {
  const play = await openPlay('2026-11-30T09:00:00Z');
  await play.mail({
    subject: 'Fwd: Your complaint',
    text: `---------- Forwarded message ---------\nFrom: Complaints <${intakeAddress}>\nDate: Fri, 27 Nov 2026 at 09:12\nSubject: Your complaint\n\nWe have it.`,
  });
  const [state] = (await play.deps.store.cases({ limit: 1 })).items;
  expect((await play.view(state?.reference ?? '')).messages[0]?.forwarded).toBe(undefined);
});
