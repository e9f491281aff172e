import { describe, expect, test } from 'vitest';
import { openPlay } from '../play.ts';
import { faults, openWindow, pressTabTo, there } from './window.ts';

/** A case that waits for triage, served to a window without JavaScript of this width. */
async function open(width: number) {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaint();
  return { play, reference, ...(await openWindow(play, width)) };
}

describe.skipIf(!there)('in Chromium', () => {
  test.each([1280, 320])('no page of an officer has a fault that axe finds, %i wide', async (width) => {
    const { page, base, reference } = await open(width);
    const found: string[] = [];
    await page.goto(`${base}/tasks`);
    await page.locator('form:has(input[value="complaints-officer"]) button').click();
    for (const path of [
      '/tasks',
      '/tasks?show=all&team=Leaving+Care+Team',
      `/cases/${reference}`,
      `/cases/${reference}/tasks/triage`,
      `/cases/${reference}/tasks/triage/decline`,
      '/not-there',
    ]) {
      await page.goto(`${base}${path}`);
      found.push(...(await faults(page)));
    }
    await page.goto(`${base}/cases/${reference}/tasks/triage`);
    await page.getByRole('button', { name: 'Handle under a procedure' }).last().click();
    found.push(...(await faults(page)));
    expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
    expect(found).toEqual([]);
  });

  test.each([1280, 320])(
    'nor has one of the administrator, or the overview, %i wide',
    async (width) => {
      const { play, page, base } = await open(width);
      await play.complaintAt('stage-1');
      await play.to('2026-06-20');
      const found: string[] = [];
      const look = async () => void found.push(...(await faults(page)));
      await page.goto(`${base}/overview`);
      await page.locator('form:has(input[value="senior-manager"]) button').click();
      await page.goto(`${base}/overview`);
      await look();
      await page.goto(`${base}/local`);
      await page.locator('form:has(input[value="administrator"]) button').click();
      for (const path of [
        '/admin',
        '/admin/council',
        '/admin/people',
        '/admin/people/new',
        '/admin/teams/Assessment%20Team',
        '/admin/lists/categories',
        '/admin/letters',
        '/admin/letters/acknowledgement',
        '/admin/file',
      ]) {
        await page.goto(`${base}${path}`);
        await look();
      }
      await page.goto(`${base}/admin/people/team-manager`);
      await page.getByLabel('They have left').check();
      await page.getByRole('button', { name: 'Save' }).click();
      expect(await page.evaluate('document.activeElement.className')).toBe('govuk-error-summary');
      await look();
      await page.goto(`${base}/admin/council`);
      await page.getByLabel('Phone').fill('01632 960111');
      await page.getByRole('button', { name: 'Save' }).click();
      await look();
      await page.goto(`${base}/admin/history`);
      await look();
      expect(found).toEqual([]);
    },
    180_000,
  );

  test('an officer decides a step by keyboard alone', async () => {
    const { play, page, base, reference } = await open(1280);
    await page.goto(`${base}/tasks`);
    await page.locator('form:has(input[value="complaints-officer"]) button').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tasks');
    const tabTo = (wanted: string) => pressTabTo(page, wanted);
    await tabTo('Triage');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/tasks/triage*');
    await tabTo('Close: nothing to handle');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/close-without-procedure');
    await tabTo('reason');
    await page.keyboard.type('An advertisement.');
    await tabTo('Close: nothing to handle');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/cases/${reference}`);
    await play.settle();
    expect((await play.file(reference)).state.closedAs).toBe('nothing to handle');
  });
});
