import { describe, expect, test, vi } from 'vitest';
import { complainant, openPlay, type Play } from '../play.ts';
import { keyboard, openWindow, signIn, there } from './window.ts';

/** Someone who walks a whole way presses hundreds of keys: the limit ends a test that hangs, not one on a busy machine. */
vi.setConfig({ testTimeout: 1_800_000 });

/** Someone of the council at the keyboard, in front of their tasks, in a window where no script runs. */
async function atDesk(play: Play, user: string, width = 1280) {
  const { page, base } = await openWindow(play, { width });
  await signIn(page, base, user);
  await page.goto(`${base}/tasks`);
  return { page, base, ...keyboard(page) };
}

describe.skipIf(!there)('by keyboard only, without scripts', () => {
  test('a complaint by web form is answered at stage 1 and goes to stage 2 by private link', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const { page, base } = await openWindow(play, { width: 320 });
    const parent = keyboard(page);
    await page.goto(base);
    await parent.press('Give feedback', '/give-feedback/kind');
    await parent.choose('kind', 'Complain');
    await parent.press('Continue', '/about');
    await parent.choose('serviceArea', "Children's Social Care");
    await parent.press('Continue', '/you');
    await parent.choose('relation', 'A parent');
    await parent.press('Continue', '/for-whom');
    await parent.choose('actsFor', 'For myself');
    await parent.press('Continue', '/what-happened');
    await parent.write('text', 'Nobody called for three weeks.');
    await parent.press('Continue', '/what-should-happen');
    await parent.press('Continue', '/files');
    await parent.press('Continue', '/name');
    await parent.write('name', 'Sam Carter');
    await parent.press('Continue', '/reach');
    await parent.choose('reach', 'By email');
    await parent.press('Continue', '/email');
    await parent.write('email', complainant);
    await parent.press('Continue', '/check');
    await parent.press('Send', '/sent');
    await play.settle();
    const reference = /SC-\d{4}-\d{5}-\d/.exec(await page.locator('main').innerText())?.[0] ?? '';

    type Desk = ReturnType<typeof keyboard>;
    /** A step is opened from the tasks of a user, filled in, and decided. */
    async function step(user: string, title: string, button: string, fillIn?: (desk: Desk) => Promise<void>) {
      const { page: theirs, press, ...desk } = await atDesk(play, user);
      await press(`${title}, ${reference}`, '/tasks/*');
      await fillIn?.({ press, ...desk });
      await press(button, `/cases/${reference}`);
      await play.settle();
      await theirs.context().close();
    }
    await step('complaints-officer', 'Triage', 'Handle under a procedure', async ({ write }) => {
      await write('procedure', "Children's social care complaint");
      await write('procedureReason', 'A parent complains about social care for a child.');
      await write('summary', 'Nobody called for three weeks.');
    });
    await step('complaints-officer', 'Acknowledgement', 'Send the acknowledgement', ({ write }) =>
      write('investigator', 'Megan Price'),
    );
    await step(
      'team-manager',
      'Stage 1, local resolution',
      'Submit the response',
      async ({ choose, write }) => {
        await choose('findings-0-finding', 'Upheld');
        await write('findings-0-reasons', 'The calls were not returned.');
        await write('response', 'We are sorry.');
      },
    );
    await step('quality-checker', 'Stage 1, local resolution: quality check', 'Accept the response');
    await step('complaints-officer', 'Stage 1, local resolution: sign-off', 'Sign off and send the response');

    await page.goto(`${base}${await play.privateLink()}`);
    await parent.press('Ask for the next stage', '/follow/do/request-stage-2');
    await parent.write('unresolved', 'The calls.');
    await parent.press('Ask for the next stage', '/follow/done/asked');
    await play.settle();
    const { state } = await play.file(reference);
    expect(state.tasks.map(({ step: name, decisions }) => [name, decisions.at(-1)?.outcome])).toEqual([
      ['triage', 'route'],
      ['acknowledge', 'acknowledge'],
      ['stage-1', 'respond'],
      ['stage-1-check', 'accept'],
      ['stage-1-sign-off', 'send'],
      ['stage-2-window', 'request-stage-2'],
      ['stage-2-commission', undefined],
    ]);
    await parent.press('Back', '/follow');
    expect(await page.locator('main').innerText()).toContain('Our answer to your complaint');
    await parent.press('Stop this', '/follow/do/withdraw');
    await parent.press('Yes, stop it', '/follow/done/stopped');
    await play.settle();
    expect((await play.file(reference)).state.closedAs).toBe('withdrawn');
    expect(play.faults).toEqual([]);
  });

  test('a child asks for help and says what happened, with the exit in sight', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const { page, base } = await openWindow(play, { width: 320 });
    const child = keyboard(page);
    await page.goto(`${base}/children`);
    await child.press('I want someone to help me', '/children/what-happened');
    await child.write('text', 'They moved me.');
    await child.press('Continue', '/what-should-happen');
    await child.press('Continue', '/files');
    await child.press('Continue', '/name');
    await child.press('Continue', '/talk');
    await child.choose('reach', 'Talk to someone I trust');
    await child.press('Continue', '/somebody');
    await child.write('somebody', 'Ms Green at school');
    await child.press('Continue', '/when');
    await child.press('Continue', '/check');
    await child.press('Send', '/sent', 'Shift+Tab');
    await page.mouse.wheel(0, 2_000);
    const wayOut = await page.getByRole('link', { name: 'Leave this page quickly' }).boundingBox();
    expect(wayOut?.y).toBe(0);
    expect((await play.deps.store.cases({ limit: 5 })).items).toMatchObject([{ kind: 'complaint' }]);
  });

  test("an officer's morning", async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const late = await play.complaintAt('stage-1', { person: { name: 'Robin Hale', email: complainant } });
    await play.to('2026-06-29');
    const today = await play.complaint({ person: { name: 'Kit Arden', email: complainant } });
    const other = await play.complaint();
    const { page, base } = await openWindow(play);
    const officer = keyboard(page);
    const text = () => page.locator('main').innerText();

    await page.goto(`${base}/tasks`);
    await officer.press('Sign in as Priya Shah', '/tasks');
    expect(await text()).toContain(today);
    await officer.press('0 due today', '/tasks?due=today');
    expect(await text()).toContain('No tasks match these filters');
    // Stage 1 is for its manager to answer. The complainant has to hear of the delay from the officer.
    await officer.press('1 overdue', '/tasks?due=overdue');
    expect(await text()).toContain(`Write to the complainant about a delay, ${late}`);
    expect(await text()).not.toContain(`Stage 1, local resolution, ${late}`);
    await officer.write('show', 'All tasks I can see');
    await officer.press('Apply filters', '/tasks?*show=all*');
    expect(await text()).toMatch(
      new RegExp(`Stage 1, local resolution, ${late}[^]*Overdue by \\d+ working days?`),
    );
    await officer.write('q', 'arden');
    await officer.write('due', 'Any time');
    await officer.press('Apply filters', '/tasks?q=arden*');
    expect(await text()).not.toContain(other);

    await officer.press(`Triage, ${today}`, `/cases/${today}/tasks/*`);
    await officer.press('Close without a procedure', '/close-without-procedure');
    await officer.write('reason', 'It is about a street lamp.');
    await officer.press('Save draft', '#draft');
    expect(await page.locator('#reason').inputValue()).toBe('It is about a street lamp.');
    await officer.press('Close without a procedure', `/cases/${today}`);
    await play.settle();
    expect((await play.file(today)).state.closedAs).toBe('nothing to handle');

    // Each decision leads to the task that is due next.
    await officer.press(`Write to the complainant about a delay, ${late}`, `/cases/${late}/tasks/*`);
    await officer.write('said', 'By phone: the manager was ill, and answers this week.');
    await officer.press('Record that the complainant was told why and when', `/cases/${late}`);
    await play.settle();
    expect((await play.step(late, 'tell-of-delay')).status).toBe('decided');

    await officer.press(`Triage, ${other}`, `/cases/${other}/tasks/*`);
    await officer.write('procedure', "Children's social care complaint");
    await officer.write('procedureReason', 'A parent complains about social care for a child.');
    await officer.write('summary', 'Nobody called for three weeks.');
    await officer.press('Handle under a procedure', `/cases/${other}`);
    await play.settle();
    await page.goto(`${base}/cases/${other}/tasks/acknowledge`);
    await officer.write('investigator', 'Megan Price');
    // Nobody has recorded who complains, so it could be a child.
    await officer.choose('advocacyOffered', 'No');
    await officer.press('Preview the letter', '#preview');
    expect(await page.locator('.letter').innerText()).toContain(other);
    expect(await play.lettersOf(other, 'complainant')).toEqual([]);
    await officer.press('Send the acknowledgement', `/cases/${other}`);
    await play.settle();

    await officer.press('Record feedback', '/record');
    await officer.choose('channel', 'By phone');
    await officer.write('text', 'Nobody rings me back.');
    await officer.write('name', 'Pat Grey');
    await officer.press('Create the case', '/cases/SC-*');
    await play.settle();
    const recorded = /SC-\d{4}-\d{5}-\d/.exec(page.url())?.[0] ?? '';
    expect((await play.file(recorded)).persons[0]?.name).toBe('Pat Grey');

    await officer.press('My tasks', '/tasks');
    await officer.tick(`Triage, ${recorded}`);
    await officer.write('assignee', 'Tom Ellis');
    await officer.write('reason', 'I am away from noon.');
    await officer.press('Reassign tasks', '/tasks/assigned/*');
    expect((await play.step(recorded, 'triage')).assignee).toBe('complaints-officer-2');
    expect(play.faults).toEqual([]);
  });

  test('a panel chair signs, reads and reports in their only case, and sees nothing else', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const other = await play.complaint();
    const reference = await play.complaintAtStage3('stage-3-panel-report');
    const { page, base, ...chair } = await atDesk(play, 'panel-chair', 320);

    await chair.press('My appointments', '/appointments');
    await chair.press(reference, '/declaration');
    await chair.choose('decision', 'I sign the declaration');
    await chair.press('Send answer', `/cases/${reference}`);
    const papers = page.locator('section[aria-labelledby=documents] a[download]');
    expect(await papers.allTextContents()).toEqual(['Investigation', 'Independent Person']);
    await chair.press('Stage 2 decision', '/letters/*');
    await chair.press(`Case ${reference}`, `/cases/${reference}#letters`, 'Shift+Tab');
    await chair.press("The panel's report", '/tasks/stage-3-panel-report*');
    await chair.tabTo('panelReport-file', 'a field');
    // The dialog in which a file is chosen is the system's own.
    const report = {
      name: 'Report of the panel.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Upheld.'),
    };
    await page.setInputFiles('#panelReport-file', report);
    await chair.choose('findings-0-finding', 'Upheld');
    await chair.write('findings-0-reasons', 'The log shows it.');
    await chair.write('recommendations-0-text', 'Call each Friday');
    await chair.press('Send the report', `/cases/${reference}`);
    await play.settle();
    expect((await play.file(reference)).state.tasks.at(-1)?.step).toBe('stage-3-response');

    await chair.press('Cases', '/cases');
    expect(await page.locator('main a[href^="/cases/SC-"]').allTextContents()).toEqual([
      reference,
      `Record a call ${reference}`,
    ]);
    await chair.press('My tasks', '/tasks');
    expect(await page.locator('main').innerText()).toContain('You have no tasks to do');
    for (const path of [`/cases/${other}`, `/cases/${reference}/reads`, '/mail', '/overview', '/reports'])
      expect([path, (await page.goto(`${base}${path}`))?.status()]).toEqual([path, 404]);
  });

  test('the later of two authors of one response sees both texts', async () => {
    const play = await openPlay('2026-06-01T09:00:00Z');
    const reference = await play.complaintAt('stage-1');
    const path = `/cases/${reference}/tasks/stage-1/respond`;
    const [manager, officer] = [
      await atDesk(play, 'team-manager'),
      await atDesk(play, 'complaints-officer', 320),
    ];
    await manager.page.goto(`${manager.base}${path}`);
    await officer.page.goto(`${officer.base}${path}`);
    await officer.write('response', 'Theirs');
    await officer.press('Save draft', '#draft');
    await manager.write('response', 'Mine');
    await manager.tabTo('Save draft', 'pressed');
    const answered = manager.page.waitForResponse((response) => response.request().method() === 'POST');
    await manager.page.keyboard.press('Enter');
    expect((await answered).status()).toBe(409);
    const conflict = await manager.page.locator('#conflict').innerText();
    expect([conflict, conflict]).toEqual([
      expect.stringContaining('Theirs'),
      expect.stringContaining('Mine'),
    ]);
    await manager.write('response', 'Theirs. ');
    await manager.press('Save draft', '#draft');
    const [draft] = (await play.file(reference)).drafts;
    expect(JSON.stringify(draft)).toMatch(/Theirs. Mine|MineTheirs. /);
    await officer.page.reload();
    expect(await officer.page.locator('#response').inputValue()).toMatch(/Theirs. /);
  });
});
