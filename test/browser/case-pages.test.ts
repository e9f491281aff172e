import { describe, expect, test } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { childrensWay, openPlay, stage2Way, stage3Way } from '../play.ts';
import { faults, openWindow, pressTabTo, signIn, there } from './window.ts';

/** A case whose panel has its papers, after a second one of the same person. */
async function atThePanel() {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const other = await play.complaint();
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  for (const title of ['Investigation', 'Independent Person', 'Legal advice'])
    await play.document(reference, title);
  await play.along(reference, [...stage2Way.slice(3), ...stage3Way.slice(0, 4)]);
  const [letter] = (await play.file(reference)).letters.filter(({ to }) => to === 'complainant');
  return { play, reference, other, letter: letterId(reference, letter?.key ?? '') };
}

describe.skipIf(!there)('in Chromium', () => {
  test.each([1280, 320])(
    'no page about a case has a fault that axe finds, %i wide',
    { timeout: 180_000 },
    async (width) => {
      const { play, reference, other, letter } = await atThePanel();
      await play.post(`/cases/${reference}/legal-hold`, { on: true, reason: 'A court asked.' });
      const { page, base } = await openWindow(play, width);
      const found: string[] = [];
      const look = async (path: string) => {
        await page.goto(`${base}${path}`);
        found.push(...(await faults(page)));
      };
      await signIn(page, base, 'complaints-officer');
      for (const path of ['', `/letters/${letter}`, '/reads', '/complainant', '/add-document'])
        await look(`/cases/${reference}${path}`);
      for (const action of [
        'details',
        'appoint',
        'lift-legal-hold',
        'enquiry',
        'flag',
        `match/${other}`,
        'reassign/stage-3-panel-meeting',
      ])
        await look(`/cases/${reference}/steer/${action}`);
      await look(`/cases/${reference}/steer/link`);
      await page.getByRole('button', { name: 'Continue' }).click();
      found.push(...(await faults(page)));
      expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
      await page.getByLabel('Reference of the other case').fill(other);
      await page.getByLabel('What they have to do with each other').fill('One family.\nTwo schools.');
      await page.getByRole('button', { name: 'Continue' }).click();
      found.push(...(await faults(page)));
      await page.getByRole('button', { name: 'Link the cases' }).click();
      await page.waitForURL(`${base}/cases/${reference}`);
      expect((await play.file(reference)).state.links).toEqual([
        { to: other, why: 'One family.\nTwo schools.' },
      ]);
      expect(found).toEqual([]);
    },
  );

  test(
    'a member of the panel signs and reads their only case, by keyboard alone',
    { timeout: 180_000 },
    async () => {
      const { play, reference } = await atThePanel();
      const { page, base } = await openWindow(play, 320);
      await signIn(page, base, 'panel-member');
      const tabTo = (wanted: string) => pressTabTo(page, wanted);
      const found: string[] = [];
      await tabTo('My appointments');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/appointments');
      found.push(...(await faults(page)));
      await tabTo(reference);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/declaration');
      found.push(...(await faults(page)));
      await tabTo('decision');
      await page.keyboard.press('Space');
      await tabTo('Send');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${base}/cases/${reference}`);
      found.push(...(await faults(page)));
      expect(await page.locator('section[aria-labelledby=documents] a[download]').allTextContents()).toEqual([
        'Investigation',
        'Independent Person',
      ]);
      await tabTo('Stage 2 decision');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/letters/*');
      found.push(...(await faults(page)));
      expect(found).toEqual([]);
    },
  );
});
