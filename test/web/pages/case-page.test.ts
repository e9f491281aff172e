import { describe, expect, test } from 'vitest';
import { letterId } from '../../../functions/dependencies.ts';
import { checkedAndSent, childrensWay, openPlay, stage2Way, type Play } from '../../play.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

/** The page of a case as a user sees it: its headings and its content. */
async function pageFor(play: Play, user: string, reference: string) {
  const visitor = browse(play);
  await visitor.signIn(user);
  const shown = await visitor.get(`/cases/${reference}`);
  return {
    visitor,
    shown,
    headings: shown.page.querySelectorAll('main h2').map(({ textContent }) => textContent),
  };
}

const everything = [
  'On this page',
  'What happens next',
  'Deadlines',
  'Progress',
  'Case details',
  'Points and findings',
  'Consent and advocacy',
  'People',
  'Messages received',
  'Notes and contacts',
  'Letters',
  'Documents',
  'Learning and actions',
  'Ombudsman',
  'Linked cases',
  'Retention',
  'Timeline',
];
const officers = [...everything, 'Change this case'];
const withoutCouncil = everything.filter(
  (part) => !['Learning and actions', 'Ombudsman', 'Linked cases', 'Retention'].includes(part),
);
const panel = withoutCouncil.filter((part) => part !== 'Consent and advocacy');

test('each role sees its own parts of the page', { timeout: 120_000 }, async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-panel-meeting');
  for (const { id } of play.deps.council.users) await play.sign(reference, id);
  const seen: Record<string, readonly string[]> = {
    'complaints-officer': officers,
    'complaints-officer-2': officers,
    'team-manager': everything,
    'quality-checker': everything,
    'quality-checker-2': everything,
    'adjudicating-officer': everything,
    'investigating-officer': withoutCouncil,
    'independent-person': withoutCouncil,
    'panel-chair': panel,
    'panel-member': panel,
    'panel-member-2': panel,
  };
  for (const { id } of play.deps.council.users) {
    const { visitor, shown, headings } = await pageFor(play, id, reference);
    const parts = seen[id];
    expect([id, shown.status]).toEqual([id, parts ? 200 : 404]);
    if (!parts) continue;
    expect([id, headings]).toEqual([id, parts]);
    // Each link of the contents leads to a part that is there.
    for (const link of shown.page.querySelectorAll('nav.case__contents a'))
      expect(shown.page.querySelector(link.getAttribute('href') ?? '-')).not.toBeNull();
    expect([id, shown.text.includes('Legal advice')]).toEqual([id, !id.startsWith('panel')]);
    expect([id, shown.text.includes('sam.carter@home.example')]).toEqual([id, !id.startsWith('panel')]);
    expect((await visitor.get(`/cases/${reference}/documents/D3`)).status).toBe(
      id.startsWith('panel') ? 404 : 200,
    );
    for (const [path, open] of [
      ['reads', parts === officers],
      ['complainant', parts === officers],
      ['steer/details', parts === officers],
    ] as const)
      expect([id, path, (await visitor.get(`/cases/${reference}/${path}`)).status]).toEqual([
        id,
        path,
        open ? 200 : 404,
      ]);
  }
});

test('the page says when the next step is about to open; a closed case has none', async () => {
  const play = await openPlay(at);
  const [reference, closed] = [await play.complaint(), await play.complaint()];
  const opening = 'The next step is being opened. Reload this page in a moment.';
  await play.choose(reference, 'triage', 'route', childrensWay[0]?.[2]);
  const { visitor, shown } = await pageFor(play, 'complaints-officer', reference);
  expect(shown.text).toContain(opening);
  expect(shown.text).not.toContain('No open tasks.');
  await play.settle();
  expect((await visitor.get(`/cases/${reference}`)).text).not.toContain(opening);
  await play.decide(closed, 'triage', 'close-without-procedure', { reason: 'An advert' });
  expect((await visitor.get(`/cases/${closed}`)).text).toContain('No open tasks.');
});

test.each([
  ['parent', 'Offer an advocate (optional)'],
  ['child', 'Offer an advocate'],
])('to a complaint of a %s it is asked: %s', async (relation, label) => {
  const play = await openPlay(at);
  const [triage] = childrensWay;
  const reference = await play.complaint();
  await play.along(reference, [['triage', 'route', { ...triage?.[2], relation }]]);
  const { visitor } = await pageFor(play, 'complaints-officer', reference);
  const form = await visitor.get(`/cases/${reference}/tasks/acknowledge`);
  const legends = form.page.querySelectorAll('legend').map(({ textContent }) => textContent.trim());
  expect(legends).toContain(label);
});

test('a missing value in a row of a form is reported at its field, in plain words', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const { visitor } = await pageFor(play, 'team-manager', reference);
  const form = await visitor.get(`/cases/${reference}/tasks/stage-1/respond`);
  const fill = {
    'findings.0.finding': 'upheld',
    response: 'We are sorry.',
    'actions.0.text': 'A rota',
    'actions.0.dueOn.day': '31',
    'actions.0.dueOn.month': '2',
    'actions.0.dueOn.year': '2026',
    'learning.0.owner': 'director',
  };
  const refused = await visitor.send(form, fill);
  const errors = refused.page
    .querySelectorAll('.govuk-error-summary a')
    .map((link) => [link.getAttribute('href') ?? '', link.textContent.trim()] as const);
  expect(Object.fromEntries(errors)).toEqual({
    '#actions-0-dueOn-day': 'Enter a real date, such as 27 3 2026',
    '#actions-0-owner': 'Select the person responsible',
    '#findings-0-reasons': 'Enter the reasons',
    '#learning-0-text': 'Enter what we learned',
  });
  const previewed = await visitor.send(form, fill, { do: 'preview' });
  expect(previewed.text).toContain('Select the person responsible');
  expect(previewed.text).not.toMatch(/Invalid|expected/);
});

test('an appointment offers eligible people, and says why others are not', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAtStage3('stage-3-panel');
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['panel-chair-2'] });
  const { visitor } = await pageFor(play, 'complaints-officer', reference);
  const form = await visitor.get(`/cases/${reference}/tasks/stage-3-panel/appoint`);
  const chairs = form.page
    .querySelectorAll('input[name=panelChair]')
    .map((input) => input.getAttribute('value'));
  expect(chairs).toEqual(['panel-chair']);
  expect(form.page.querySelectorAll('main details li').map(({ textContent }) => textContent)).toEqual([
    'Neil Young is complained about in this case, so they cannot have a part in it.',
  ]);
  // A person chosen before the conflict was known stays chosen: nothing that was entered is lost.
  const refused = await visitor.send(form, { panelChair: 'panel-chair-2' });
  expect(refused.status).toBe(422);
  expect(refused.page.querySelector('input[value=panel-chair-2]')?.hasAttribute('checked')).toBe(true);
});

test('an Investigating Officer signs on the way to the case, adds a document, and finds it in their list', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  const visitor = browse(play);
  await visitor.signIn('investigating-officer');
  const list = await visitor.get('/appointments');
  expect(list.text).toContain('Declaration to sign');
  expect((await visitor.get('/tasks')).text).toContain('declarations to sign, are under My appointments');
  expect((await visitor.get(`/cases/${reference}/tasks/stage-2`)).status).toBe(404);
  const asked = await visitor.get(`/cases/${reference}`);
  expect(asked.at).toBe(`/cases/${reference}/declaration`);
  expect(asked.text).toContain('Sam Carter');
  expect(asked.text).not.toContain('three weeks');
  const refused = await visitor.send(asked, {});
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('Select whether you sign')]);
  const why = await visitor.send(asked, { decision: 'decline' });
  expect([why.status, why.text]).toEqual([422, expect.stringContaining('Enter why you decline')]);
  expect(why.page.querySelector('input[value=decline]')?.hasAttribute('checked')).toBe(true);
  const signed = await visitor.send(asked, { decision: 'sign' });
  expect(signed.at).toBe(`/cases/${reference}`);
  expect(signed.text).toContain('Declared independent on 1 June 2026');
  const form = await visitor.get(`/cases/${reference}/add-document`);
  const noFile = await visitor.send(form, { title: 'My notes' });
  expect([noFile.status, noFile.page.querySelector('#title')?.getAttribute('value')]).toEqual([
    422,
    'My notes',
  ]);
  const added = await visitor.send(form, {
    title: 'My notes',
    file: new File(['What I heard.'], 'notes.txt'),
  });
  expect(added.text).toContain('My notes');
  expect((await visitor.get('/appointments')).text).toContain('Your step is due');
});

test('a person who declines no longer sees the case', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 3)]);
  const visitor = browse(play);
  await visitor.signIn('independent-person');
  const asked = await visitor.get(`/cases/${reference}`);
  const declined = await visitor.send(asked, { decision: 'decline', reason: 'We sing in one choir.' });
  expect(declined.text).toContain('You have declined.');
  expect((await visitor.get(`/cases/${reference}`)).status).toBe(404);
  const { shown } = await pageFor(play, 'complaints-officer', reference);
  expect(shown.text).toContain('Declined on 1 June 2026. Appoint someone else.');
  expect(shown.text).toContain('We sing in one choir.');
});

describe('the status of a case is at the top', () => {
  test.each([
    ['closed', 'triage', [['triage', 'close-without-procedure', { reason: 'An advert' }]], 'Closed'],
    [
      'paused',
      'stage-1',
      [['stage-1', 'freeze', { reason: 'The police ask.', reviewOn: '2026-07-01' }]],
      'Paused since 1 June 2026. The clock is stopped. Review the pause by 1 July 2026. The police ask.',
    ],
    ['withdrawn', 'stage-1', [['stage-1', 'withdraw', { reason: 'Settled.' }]], 'Withdrawn on 1 June 2026'],
  ] as const)('%s', async (_, stage, turns, words) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt(stage);
    await play.along(reference, turns);
    const { shown } = await pageFor(play, 'complaints-officer', reference);
    expect(shown.page.querySelector('.state-banner')?.textContent).toContain(words);
  });
});

test('the steps of a case are shown as done, current, to come or on request', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const { shown } = await pageFor(play, 'complaints-officer', reference);
  const steps = shown.page
    .querySelectorAll('.progress__step')
    .map((step) => step.textContent.replace(/\s+/g, ' ').trim());
  expect(steps).toContain('Triage Done: Handle under a procedure, 1 June 2026');
  expect(steps).toContain('Stage 1, local resolution Now Due 15 June 2026');
  expect(steps).toContain('Panel meeting Only if requested');
  expect(steps.join()).not.toContain('anagement review');
  const clock = shown.page.querySelectorAll('.inline-links a').map(({ textContent }) => textContent);
  expect(clock.toSorted()).toEqual([
    'Extend “Stage 1, local resolution”',
    'Pause the case',
    'Withdraw the complaint',
    'Withdraw the complaint and continue as a management review',
  ]);
  for (const link of shown.page.querySelectorAll('.inline-links a')) {
    const visitor = browse(play);
    await visitor.signIn('complaints-officer');
    expect((await visitor.get(link.getAttribute('href') ?? '')).status).toBe(200);
  }
});

/** The deadlines on the page of a case, line by line: those that run, and the earlier ones. */
const deadlinesOn = ({ page }: Awaited<ReturnType<typeof pageFor>>['shown']) => {
  const linesOf = (within: string) =>
    page
      .querySelectorAll(`section[aria-labelledby=clocks] ${within} .group`)
      .map((group) =>
        group.querySelectorAll('h3, p').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
      );
  return { running: linesOf('>'), ended: linesOf('.govuk-details__text') };
};
const nextOn = ({ page }: Awaited<ReturnType<typeof pageFor>>['shown']) =>
  page
    .querySelectorAll('section[aria-labelledby=next] .group')
    .map((group) => group.querySelector('p')?.textContent.replace(/\s+/g, ' ').trim());

test('the deadlines of a stage are shown with the target of the open step', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-commission');
  await play.to('2026-06-12', '10:00');
  const { visitor, shown } = await pageFor(play, 'complaints-officer', reference);
  // Twenty-five working days from the request of 1 June 2026; the target of five has passed, and is no breach.
  expect(nextOn(shown)).toEqual(['Priya Shah. Target: Monday 8 June 2026 Target passed']);
  expect(deadlinesOn(shown)).toEqual({
    running: [
      [
        'Stage 2, from the request',
        'Due Monday 6 July 2026 Due in 16 working days',
        'Counts from Monday 1 June 2026. 9 working days used.',
      ],
    ],
    ended: [
      [
        'Acknowledgement',
        'Due Thursday 4 June 2026 Ended on 1 June 2026',
        'Counts from Monday 1 June 2026. 0 working days used.',
      ],
      [
        'Stage 1, local resolution',
        'Due Monday 15 June 2026 Ended on 1 June 2026',
        'Counts from Monday 1 June 2026. 0 working days used.',
      ],
    ],
  });
  expect(shown.text).toContain('Why this date: Stage 2, from the request25 working days from 1 June 2026');
  const task = await visitor.get(`/cases/${reference}/tasks/stage-2-commission`);
  expect(task.text).toContain('Target: Monday 8 June 2026 Target passed');
  expect(task.text).toContain('Stage 2, from the request: due Monday 6 July 2026 Due in 16 working days');

  await play.to('2026-07-08', '10:00');
  const { shown: late } = await pageFor(play, 'complaints-officer', reference);
  // The due date that has passed leaves the task to write to the complainant.
  expect(nextOn(late)).toEqual([
    'Priya Shah. Target: Monday 8 June 2026 Target passed',
    'Priya Shah, due Wednesday 8 July 2026 Due today',
  ]);
  expect(deadlinesOn(late).running).toEqual([
    [
      'Stage 2, from the request',
      'Due Monday 6 July 2026 Overdue by 2 working days',
      'Counts from Monday 1 June 2026. 27 working days used.',
    ],
  ]);
});

test('the second clock of stage 2 is shown with the first, and moves with it', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint();
  await play.along(reference, [...childrensWay, ...stage2Way.slice(0, 2)]);
  await play.to('2026-06-10', '10:00');
  await play.decide(reference, 'stage-2-statement', 'agreed', {
    agreedOn: '2026-06-10',
    statement: 'Nobody called back for three weeks.',
    unsignedConfirmed: true,
  });
  await play.decide(reference, 'stage-2', 'extend', { until: '2026-07-31', reason: 'A witness is away.' });
  const { shown } = await pageFor(play, 'complaints-officer', reference);
  expect(deadlinesOn(shown).running).toEqual([
    [
      'Stage 2, from the request',
      'Due Friday 31 July 2026 Due in 37 working days',
      'Counts from Monday 1 June 2026. 7 working days used. First due Monday 6 July 2026.',
    ],
    [
      'Stage 2, from the agreed statement',
      'Due Friday 31 July 2026 Due in 37 working days',
      'Counts from Wednesday 10 June 2026. 0 working days used. First due Wednesday 15 July 2026. This date is only for reports. It sends no reminders or alerts.',
    ],
  ]);
});

test('an extension shows its latest day, and is not offered once none is left', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-2-commission');
  const path = `/cases/${reference}/tasks/stage-2-commission`;
  const { visitor, shown } = await pageFor(play, 'complaints-officer', reference);
  const links = (page: typeof shown.page) =>
    page.querySelectorAll('.inline-links a').map(({ textContent }) => textContent);
  expect(links(shown.page)).toContain('Extend “Stage 2, from the request”');
  const form = await visitor.get(`${path}/extend`);
  expect(form.page.querySelector('#until-hint')?.textContent.trim()).toMatch(
    /^The complainant will see this date and the reason\. At the latest Tuesday 1 September 2026: 65 working days in all \(SI 2006\/1738 regulation 17\)$/,
  );
  const date = (day: string, month: string) => ({
    'until.day': day,
    'until.month': month,
    'until.year': '2026',
  });
  const reason = { reason: 'Both are away.' };
  const refused = await visitor.send(form, { ...date('2', '9'), ...reason });
  expect([refused.status, refused.text.includes('Enter 1 September 2026 or an earlier day')]).toEqual([
    422,
    true,
  ]);
  const extended = await visitor.send(form, { ...date('1', '9'), ...reason });
  expect(extended.status).toBe(200);
  expect(links(extended.page)).not.toContain('Extend “Stage 2, from the request”');
  const task = await visitor.get(path);
  expect(task.text).not.toContain('Extend the deadline');
  expect((await visitor.get(`${path}/extend`)).status).toBe(404);
  const { outcomes } = await play.step(reference, 'stage-2-commission');
  expect(outcomes.map(({ id }) => id)).not.toContain('extend');
  // Who had the form open meanwhile is told, and loses nothing of what they wrote.
  const late = await visitor.send(form, { ...date('28', '8'), reason: 'My own words' });
  expect([late.status, late.text.includes('My own words')]).toEqual([409, true]);
});

test('a letter is shown as sent; one to post has its address and a print page', async () => {
  const play = await openPlay(at);
  const reference = await play.complaint({
    person: { name: 'Pat <b>Post</b>', address: '1 High Street\nLudlow $& SY8' },
  });
  await play.along(reference, childrensWay.slice(0, 2));
  const { visitor, shown } = await pageFor(play, 'complaints-officer', reference);
  expect(shown.text).toContain('To print and post');
  const link =
    shown.page.querySelector('section[aria-labelledby=letters] tbody th a')?.getAttribute('href') ?? '';
  const letter = await visitor.get(link);
  expect(letter.text).toContain('1 High Street Ludlow $& SY8');
  expect(letter.page.querySelector('.letter h2')?.textContent).toContain('We have your complaint');
  expect(letter.page.querySelector('.letter')?.textContent).toContain('Dear Pat <b>Post</b>');
  const print = await visitor.get(`${link}/print`);
  expect([print.status, print.page.querySelector('h1')?.textContent]).toEqual([
    200,
    expect.stringContaining('We have your complaint'),
  ]);
  expect(print.page.querySelector('address')?.innerHTML).toBe(
    'Pat &#60;b&#62;Post&#60;/b&#62;<br>1 High Street<br>Ludlow $&#38; SY8',
  );
  expect(print.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('an emailed letter shows the part that people read', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  const [sent] = (await play.file(reference)).letters.filter(({ to }) => to === 'complainant');
  const { visitor } = await pageFor(play, 'complaints-officer', reference);
  const letter = await visitor.get(`/cases/${reference}/letters/${letterId(reference, sent?.key ?? '')}`);
  expect(letter.page.querySelector('.letter')?.textContent).toContain('Dear Sam Carter');
  expect((await visitor.get(`/cases/${reference}/letters/none`)).status).toBe(404);
});

test('officers see who read what, once an hour, without a change of the case', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1');
  await play.document(reference, 'Call log');
  const { version } = (await play.file(reference)).state;
  const { visitor } = await pageFor(play, 'team-manager', reference);
  await visitor.get(`/cases/${reference}`);
  await visitor.get(`/cases/${reference}/documents/D1`);
  const [sent] = (await play.file(reference)).letters.filter(({ to }) => to === 'complainant');
  await play.get(`/cases/${reference}/letters/${letterId(reference, sent?.key ?? '')}`, 'team-manager');
  await play.get(`/cases/${reference}`, 'director');
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const reads = await officer.get(`/cases/${reference}/reads`);
  const rows = reads.page
    .querySelectorAll('tbody tr')
    .map((row) => row.textContent.replace(/\s+/g, ' ').trim());
  expect(rows.filter((row) => row.startsWith('Megan Price')).toSorted()).toEqual([
    'Megan PriceThe case1 June 2026, 10:00',
    'Megan PriceThe document “Call log”1 June 2026, 10:00',
    'Megan PriceThe letter “Acknowledgement”1 June 2026, 10:00',
  ]);
  // A user who was refused has read nothing.
  expect(rows.join()).not.toContain('Catherine Woods');
  expect((await play.file(reference)).state.version).toBe(version);
});

/** Fills in the form of an action on a case, goes back to it once, confirms it, and answers where it led. */
async function performed(play: Play, path: string, fill: Record<string, string | string[]>) {
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const form = await officer.get(path);
  expect(form.status).toBe(200);
  const confirm = await officer.send(form, fill, { do: 'check' });
  expect([confirm.status, confirm.page.querySelector('h1')?.textContent]).toEqual([
    200,
    'Check your answers',
  ]);
  const changed = await officer.send(confirm, {}, { do: 'change' });
  const areas = Object.keys(fill).filter((name) => changed.page.querySelector(`textarea[name="${name}"]`));
  expect(areas.map((name) => changed.page.querySelector(`textarea[name="${name}"]`)?.textContent)).toEqual(
    areas.map((name) => fill[name]),
  );
  const done = await officer.send(confirm, {}, { do: 'confirm' });
  await play.settle();
  return { ...done, banner: done.page.querySelector('.govuk-notification-banner__heading')?.textContent };
}

describe('an officer changes a case from its page', () => {
  test.each<[string, string, string, Record<string, string | string[]>, RegExp, string]>([
    [
      'reassigns a step',
      'stage-1',
      'reassign/stage-1',
      { assignee: 'team-manager-2', reason: 'On leave.\nBack in May.' },
      /Stage 1, local resolution assigned to Owen Hughes/,
      '“Stage 1, local resolution” reassigned to Owen Hughes',
    ],
    [
      'records who is complained about',
      'stage-1',
      'details',
      { complainedAbout: ['director'], relation: 'parent' },
      /complained about/,
      'Details recorded',
    ],
    [
      'sets a legal hold',
      'stage-1',
      'set-legal-hold',
      { reason: 'A court asked.' },
      /Legal hold set: A court/,
      'Legal hold set',
    ],
    [
      'begins an enquiry of the Ombudsman',
      'stage-1',
      'enquiry',
      { 'receivedOn.day': '1', 'receivedOn.month': '6', 'receivedOn.year': '2026', reference: '26 001 234' },
      /Enquiry received 1 June 2026/,
      'Ombudsman enquiry begun',
    ],
    [
      'appoints another independent person',
      'stage-2',
      'appoint',
      { instead: 'independent-person', user: 'independent-person-2', reason: 'Ill.' },
      /Independent Person ?Martin Dale/,
      'Martin Dale appointed as Independent Person',
    ],
  ])('%s', async (_, stage, action, fill, words, banner) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt(stage, {}, [...childrensWay, ...stage2Way]);
    const done = await performed(play, `/cases/${reference}/steer/${action}`, fill);
    expect([done.status, done.at, done.banner]).toEqual([200, `/cases/${reference}`, banner]);
    expect(done.text.replaceAll(/\s+/g, ' ')).toMatch(words);
  });

  test('links, splits and reopens', async () => {
    const play = await openPlay(at);
    const other = await play.complaint({ person: { name: 'Alex Ray' } });
    const [triage, ...way] = childrensWay;
    const points = [{ text: 'The calls' }, { text: 'The bin' }];
    const reference = await play.complaintAt('acknowledge', {}, [
      ['triage', 'route', { ...triage?.[2], points }],
      ...way,
    ]);
    const linked = await performed(play, `/cases/${reference}/steer/link`, { to: other, why: 'One family.' });
    expect(linked.text).toContain(`${other}: One family.`);
    expect(linked.banner).toBe(`Case linked with ${other}`);
    const split = await performed(play, `/cases/${reference}/steer/split`, {
      points: ['P2'],
      procedure: 'corporate',
      reason: 'Not social care.',
    });
    expect(split.at).toMatch(/^\/cases\/SC-2026-/);
    expect(split.at).not.toBe(`/cases/${reference}`);
    expect(split.banner).toBe(`New case made from points of ${reference}`);
    await play.along(reference, [
      ['acknowledge', 'decline', { ground: 'not ours', reason: 'It is of another council.' }],
    ]);
    const reopened = await performed(play, `/cases/${reference}/steer/reopen`, {
      step: 'stage-1',
      reason: 'It came up again.',
    });
    expect(reopened.text).toContain('Reopened: It came up again.');
    expect(reopened.banner).toBe('Case reopened at “Stage 1, local resolution”');
  });

  test('matches cases of one person, flags them and reviews the flag', async () => {
    const play = await openPlay(at);
    const other = await play.complaint();
    const reference = await play.complaint();
    const { visitor } = await pageFor(play, 'complaints-officer', reference);
    const page = () => visitor.get(`/cases/${reference}/complainant`);
    expect((await page()).text).toContain('Very likely');
    const matched = await performed(play, `/cases/${reference}/steer/match/${other}`, {
      decision: 'confirm',
    });
    expect(matched.at).toBe(`/cases/${reference}/complainant`);
    expect(matched.banner).toBe(`${other} added to the cases of this person`);
    expect(matched.text).toContain('No other case has the same email address');
    const flagged = await performed(play, `/cases/${reference}/steer/flag`, {
      reason: 'Forty calls a day.',
      decisionMaker: 'director',
      'reviewOn.day': '1',
      'reviewOn.month': '9',
      'reviewOn.year': '2026',
    });
    expect(flagged.text).toContain('Flagged as unreasonably persistent. Decided by');
    expect(flagged.banner).toBe('Complainant flagged until the review on 1 September 2026');
    const ended = await performed(play, `/cases/${reference}/steer/review-flag`, {
      decision: 'end',
      reason: 'It is better now.',
    });
    expect(ended.text).toContain('This complainant is not flagged.');
    expect(ended.banner).toBe('Flag ended');
  });

  test('a wrong form shows errors at its fields, and a refused one says why', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1');
    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const form = await officer.get(`/cases/${reference}/steer/link`);
    const empty = await officer.send(form, { why: 'Typed before' }, { do: 'check' });
    expect([empty.status, empty.page.querySelector('#why')?.textContent]).toEqual([422, 'Typed before']);
    expect(empty.page.querySelector('.govuk-error-summary a')?.getAttribute('href')).toBe('#to');
    const confirm = await officer.send(form, { to: reference, why: 'Itself' }, { do: 'check' });
    const refused = await officer.send(confirm, {}, { do: 'confirm' });
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Enter the reference of another case, not this one'),
    ]);
    for (const action of ['reopen', 'split', 'appoint', 'lift-legal-hold', 'constructor', 'reassign/none'])
      expect([action, (await officer.get(`/cases/${reference}/steer/${action}`)).status]).toEqual([
        action,
        404,
      ]);
  });
});

test('an attachment of a message is available to users who may see the case', async () => {
  const play = await openPlay(at);
  await play.mail({ attachments: [{ filename: 'diary.txt', content: '4 May: called.' }] });
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const { visitor, shown } = await pageFor(play, 'complaints-officer', reference);
  const link = shown.page.querySelectorAll('section[aria-labelledby=messages] a').at(0);
  expect(link?.textContent).toBe('diary.txt');
  const file = await visitor.get(link?.getAttribute('href') ?? '');
  expect([file.status, file.html]).toEqual([200, '4 May: called.']);
  expect((await visitor.get(`/cases/${reference}/messages/M1/9`)).status).toBe(404);
});

test('the page of a closed case shows the decisions and the learning', async () => {
  const play = await openPlay(at);
  const reference = await play.complaintAt('stage-1-check');
  await play.along(reference, checkedAndSent);
  const { shown } = await pageFor(play, 'complaints-officer', reference);
  for (const words of [
    'Upheld',
    'The calls were not returned.',
    'An apology from the team',
    'Calls are returned',
  ])
    expect(shown.text).toContain(words);
});
