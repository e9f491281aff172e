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
