import { expect, test } from 'vitest';
import { waitingCount } from '../../functions/domain/case/open-messages.ts';
import { functionManifest, specOf } from '../../functions/manifest.ts';
import { mostCasesOfSender } from '../../functions/operations/receive-mail/mails-of-sender.ts';
import { kindOf, sendForm, sendMail, someAtOnce, type Kind } from '../flood.ts';
import { openPlay } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// 40 forms and 80 mails at once. With 1,000 of each, and what an officer's page costs then: npm run bench:flood.

const [forms, mails] = [40, 80];
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);

test('in a flood every complaint is received, and people see what there is to do', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const became: Record<Kind, { became: string; reference?: string }[]> = {
    complaint: [],
    'one of many': [],
    automatic: [],
  };
  const sent: string[] = [];
  const trigger = specOf(functionManifest, 'receive-mail').trigger;
  await Promise.all([
    someAtOnce(numbers(forms), forms, async (n) => void sent.push((await sendForm(play, n)).at)),
    someAtOnce(numbers(mails), trigger.by === 'queue' ? trigger.maxConcurrency : 1, async (n) => {
      const result = await sendMail(play, n);
      became[kindOf(n)].push(result);
    }),
  ]);
  await play.settle();
  expect(sent).toEqual(numbers(forms).map(() => '/give-feedback/sent'));
  expect(became.complaint.map((one) => one.became)).toEqual(became.complaint.map(() => 'case'));
  expect(became.automatic.map((one) => one.became)).toEqual(became.automatic.map(() => 'held'));
  const ofMany = new Set(became['one of many'].map(({ reference = '' }) => reference));
  // Those that come together while the gathering case begins may begin some more.
  expect(ofMany.size).toBeGreaterThan(mostCasesOfSender);
  expect(ofMany.size).toBeLessThanOrEqual(mostCasesOfSender + 5);
  let kept = 0;
  for (const reference of ofMany) {
    const { state, messages } = await play.file(reference);
    expect(waitingCount(state)).toBe(messages.length - 1);
    kept += messages.length;
  }
  expect(kept).toBe(became['one of many'].length);
  // Each case has its task, and the officer's page names how many there are.
  const cases = forms + became.complaint.length + ofMany.size;
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  expect((await officer.get('/tasks')).status).toBe(200);
  const { items } = await play.deps.store.cases({ limit: 500 });
  expect(items).toHaveLength(cases);
  for (const { reference } of items)
    expect((await play.file(reference)).state.tasks.map(({ step }) => step)).toContain('triage');
});
