import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { letterId } from '../../functions/dependencies.ts';
import { rateLimits } from '../../functions/pages/public/rate-limits.ts';
import { openPlay, type Play } from '../play.ts';
import { councilProvider } from '../web/pages/council-sign-in.ts';
import { heic } from '../small-files.ts';
import { routeTable } from '../web/route-table.ts';
import { addFile, afterOther, choose, follow, press, send, sweep, type Act, type State } from './sweep.ts';
import { openServed, openWindow, signIn, there } from './window.ts';

/** Some hundred states, each looked at twice: the limit ends a test that hangs, not one on a busy machine. */
vi.setConfig({ testTimeout: 1_800_000 });

const at = '2026-06-01T09:00:00Z';
const long = 'a'.repeat(180);
const photo = readFileSync(join(import.meta.dirname, '../fixtures/pictures/on-its-side.jpg'));

/** The pages that a user or a member of the public sees one after the other. */
type Visits = readonly (readonly [user: string | undefined, states: readonly State[]])[];

const outOfDate =
  (button: string): Act =>
  async (page, play) => {
    await page.evaluate('for (const token of document.querySelectorAll("[name=_csrf]")) token.value = "x"');
    await press(button)(page, play);
  };
const sessionEnds =
  (then: Act): Act =>
  async (page, play) => {
    await page.context().clearCookies();
    await then(page, play);
  };
/** As often as it is allowed, and once more. */
const tooOften =
  (times: number, back: string, act: Act): Act =>
  async (page, play) => {
    for (let n = 0; n < times; n += 1) {
      await act(page, play);
      await page.goto(new URL(back, page.url()).href);
    }
    await act(page, play);
  };

/** Deals with the message that holds the window open, waits until it has closed, and opens the case again. */
const afterTheWindow =
  (reference: string): Act =>
  async (page, play) => {
    await play.post(`/cases/${reference}/messages/M2/dealt-with`, { done: 'Called them back.' });
    await play.to('2026-08-20');
    await page.context().clearCookies();
    await page.goto(new URL(await play.privateLink(), page.url()).href);
  };
/** Opens a page while the store does not answer. */
const withoutTheStore =
  (path: string): Act =>
  async (page, { deps: { store }, faults }) => {
    const whole = { ...store };
    const fault = new Error('The store does not answer');
    store.recent = () => Promise.reject(fault);
    await page.goto(new URL(path, page.url()).href);
    Object.assign(store, whole);
    expect(faults.splice(0)).toEqual([fault]);
  };
/** Follows the link back above a page. */
const goBack: Act = (page) => follow(page, page.locator('a.govuk-back-link'));
const assign: Act = async (page, play) => {
  await page.locator('input[name=task]').first().check();
  await send('Reassign tasks', { assignee: 'complaints-officer-2', reason: 'Away' })(page, play);
};
const answerFirst: Act = async (page, play) => {
  await page.locator('main input[type=radio]').first().check();
  await press('Send answers')(page, play);
};
const decline: Act = async (page, play) => {
  await page.getByLabel('I decline the appointment').check();
  await send('Send', { reason: 'I know them.' })(page, play);
};
/** Someone else saves a draft of the step on the page before it is saved here. */
const saveOverAnother: Act = async (page, play) => {
  const { page: theirs, base } = await openWindow(play);
  await signIn(theirs, base, 'team-manager');
  await theirs.goto(page.url());
  await theirs.locator('#response').fill('Theirs');
  await theirs.getByRole('button', { name: 'Save draft' }).click();
  await theirs.waitForURL('**#draft');
  await theirs.context().close();
  await send('Save draft', { response: 'Mine, once more' })(page, play);
};
const decidedMeanwhile: Act = async (page, play) => {
  const reference = /SC-\d{4}-\d{5}-\d/.exec(page.url())?.[0] ?? '';
  await play.decide(reference, 'stage-1', 'withdraw', { reason: 'They rang.' });
  await press('Save draft')(page, play);
};
/** The session has ended when a form is sent; its author signs in again. */
const cameLate =
  (then: Act): Act =>
  async (page, play) => {
    await page.context().clearCookies();
    await then(page, play);
    await page.waitForURL('**/local?**');
    await follow(page, page.locator('form:has(input[value="complaints-officer"]) button').first());
  };

/** Opens a page that leads on elsewhere at once, and does not let it. */
const stayHere =
  (path: string): Act =>
  async (page) => {
    await page.route(
      ({ pathname }) => pathname === '/auth',
      (route) => route.abort('aborted'),
    );
    const kept = page.waitForEvent('requestfailed');
    await page.goto(new URL(path, page.url()).href);
    await kept;
  };
/** Goes on to the provider, types a login there, and agrees to what it asks. */
const logIn =
  (login: string): Act =>
  async (page, play) => {
    await page.unrouteAll();
    await press('Continue to sign in')(page, play);
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill('x');
    await page.locator('button[type=submit]').click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL('**/sign-in/callback?**');
  };

const groups: Record<string, (play: Play) => Promise<Visits> | Visits> = {
  'of the public': () => [
    [
      undefined,
      [
        ['/'],
        [press('Give feedback')],
        ['/give-feedback/danger'],
        ['/give-feedback/kind'],
        [press('Continue'), 422],
        [choose('Complain')],
        [press('Continue'), 422],
        [choose("Children's Social Care")],
        [press('Continue'), 422],
        [choose('A parent')],
        [press('Continue'), 422],
        [choose('For a child')],
        [press('Continue'), 422],
        [choose('I have not asked the child')],
        [press('Continue'), 422],
        [send('Continue', { text: `${long}${long}\nNobody called.` })],
        [press('Continue')],
        [addFile('a.txt', '\u0000\u0001'), 422],
        [addFile('a.txt', 'What I wrote.')],
        [addFile('b.txt', 'x'.repeat(4_100_000))],
        [addFile('c.txt', 'x'.repeat(4_100_000), 'Continue'), 413],
        ['/give-feedback/files'],
        [press('Continue')],
        [send('Continue', { name: 'Sam Carter' })],
        [press('Continue'), 422],
        [choose('By phone')],
        [send('Continue', { phone: 'none' }), 422],
        ['/give-feedback/reach?change'],
        [choose('By email')],
        [send('Continue', { email: 'none' }), 422],
        ['/give-feedback/reach?change'],
        [choose('By post')],
        [press('Continue'), 422],
        [send('Continue', { address: '1 High Street' }), 422],
        [send('Continue', { address: '1 High Street, Ludlow, SY8 1AA' })],
        [outOfDate('Send'), 403],
        ['/give-feedback/check'],
        [press('Send')],
        ['/give-feedback/kind'],
        [choose('Say thank you')],
        [choose("Children's Social Care")],
        [sessionEnds(send('Continue', { text: 'Jo was very kind.' })), 422],
      ],
    ],
    [
      undefined,
      [
        ['/children/danger'],
        ['/children'],
        [press('I want someone to help me')],
        ['/children/help'],
        [choose('No, not now')],
        [press('Continue'), 422],
        [send('Continue', { text: 'They moved me.' })],
        [press('Continue')],
        [press('Continue')],
        [press('Continue')],
        [press('Continue'), 422],
        [choose('Talk to someone I trust')],
        [press('Continue'), 422],
        [send('Continue', { somebody: 'Ms Green' })],
        [press('Continue')],
        [press('Send')],
        [press('Show me my code')],
      ],
    ],
    [
      undefined,
      [
        ['/about-you'],
        [press('Send answers'), 422],
        [answerFirst],
        ['/not-there', 404],
        ['/signed-out'],
        ['/follow'],
        [press('Open'), 422],
        [send('Open', { code: 'wrong' }), 422],
        [press('Send me a new link'), 422],
        [send('Send me a new link', { reference: 'SC-2026-00001-4' })],
        ['/follow/nothing', 404],
        ['/follow/letters/nothing', 404],
        ['/follow'],
        [
          tooOften(
            rateLimits['new link'].perVisit,
            '/follow',
            send('Send me a new link', { reference: 'SC-2026-00001-4' }),
          ),
          429,
        ],
      ],
    ],
  ],
  'of who follows a case': async (play) => {
    const reference = await play.complaintAt('stage-2-window');
    const link = await play.privateLink();
    return [
      [
        undefined,
        [
          [link],
          [press('Our answer to your complaint')],
          ['/follow/letters/nothing', 404],
          ['/follow/add/file'],
          ['/follow/add'],
          [press('Send'), 422],
          [send('Send', { text: 'I rang again.' })],
          ['/follow/do/request-stage-2'],
          ['/follow/do/withdraw'],
          ['/follow'],
          [afterTheWindow(reference)],
          ['/follow/late/file'],
          ['/follow/late'],
          [press('Send'), 422],
          [send('Send', { text: 'I was ill.' })],
          ['/follow'],
        ],
      ],
    ];
  },
  'of who is not answered in time, and takes it back': async (play) => {
    const reference = await play.complaintAt('stage-1');
    await play.to('2026-06-30');
    const link = await play.privateLink();
    const waits = { 'until-day': '17', 'until-month': '7', 'until-year': '2026' };
    return [
      [
        undefined,
        [
          [link],
          ['/follow/do/agree-to-wait'],
          [press('I will wait'), 422],
          [send('I will wait', waits)],
          ['/follow/do/go-to-stage-2'],
          ['/follow/do/withdraw'],
          [send('Yes, stop it', { reason: 'We have moved.' })],
          ['/follow'],
        ],
      ],
      ['complaints-officer', [['/tasks'], [withoutTheStore(`/cases/${reference}`), 500]]],
    ];
  },
  'where nothing is yet': () => [
    [
      'complaints-officer',
      [
        '/tasks',
        '/tasks?q=x&show=all',
        '/cases',
        '/cases?q=x',
        '/mail',
        '/mail?status=recorded',
        '/letters-to-post',
        '/unsent-letters',
        '/messages',
        '/messages?show=handled',
        '/reports',
      ].map((path) => [path] as const),
    ],
    ['senior-manager', [['/overview'], ['/reports/monitor'], ['/reports/monitor/week']]],
    ['independent-person', [['/appointments']]],
    ['administrator', [['/admin/history'], ['/admin/sessions']]],
  ],
  'of the desk': async (play) => {
    const reference = await play.complaintAt('stage-1');
    await play.complaint({ person: { name: long } });
    await play.mail({ from: play.deps.council.intakeAddress, subject: 'Help', text: 'Nobody rings.' });
    // Longer than one part of its source.
    const attachments = [{ filename: `${long}.txt`, content: long.repeat(500) }];
    await play.mail({ subject: `Re: ${reference}`, text: 'See what I kept.', attachments });
    const respond = `/cases/${reference}/tasks/stage-1/respond`;
    // A letter came back, and the mail service has taken nothing for a while.
    const back = (await play.view(reference)).letters.find(({ to }) => to === 'complainant');
    const letter = `/cases/${reference}/letters/${encodeURIComponent(back?.key ?? '')}`;
    await play.post(`${letter}/returned`, { detail: 'No such mailbox.' });
    const since = new Date(Date.parse(play.now()) - 600_000).toISOString();
    const why = 'AccountSendingPausedException';
    await play.deps.shortLived.put('mail-down', { since, why }, '2100-01-01T00:00:00.000Z');
    return [
      ['administrator', [['/admin']]],
      [
        'complaints-officer',
        [
          ['/unsent-letters'],
          [press('Send selected letters again'), 422],
          ['/tasks?show=all'],
          [press('Reassign tasks'), 422],
          [assign],
          ['/cases'],
          ['/record'],
          [press('Create the case'), 422],
          ['/mail'],
          [press('Help')],
          [press('See the email as it came')],
          [goBack],
          [afterOther(press('Make it a case'), press('Make it a case')), 409],
          [`/cases/${reference}/tasks/stage-1`],
          [respond],
          [press('Submit the response'), 422],
          [respond],
          [send('Preview the letter', { response: 'Mine' })],
          [respond],
          [send('Save draft', { response: 'Mine' })],
          [respond],
          [saveOverAnother, 409],
          [respond],
          [decidedMeanwhile, 409],
          [`/cases/${reference}`],
          [press('See the email as it came')],
          [press('Next part')],
          [press('Previous part')],
          ['/record'],
          [cameLate(send('Create the case', { text: 'Nobody rings.' }))],
        ],
      ],
    ];
  },
  'of a case': async (play) => {
    const other = await play.complaint();
    const reference = await play.complaintAtStage3('stage-3-panel-meeting');
    await play.post(`/cases/${reference}/legal-hold`, { on: true, reason: 'A court asked.' });
    await play.post(`/cases/${reference}/access-requests`, { person: 'P1', receivedOn: play.today() });
    const begun = { to: 'complainant', subject: 'your question', text: 'The visit stands.' };
    await play.post(`/cases/${reference}/letter-drafts`, begun);
    const [row] = (await play.file(reference)).letters.filter(({ to }) => to === 'complainant');
    const letter = `/letters/${letterId(reference, row?.key ?? '')}`;
    const caseAction = [
      'details',
      'appoint',
      'lift-legal-hold',
      'enquiry',
      'flag',
      'party',
      'party-roles/P1',
      'change-party/P1',
      'forwarded',
      'correct-day',
      'correct-points',
      'correct-procedure',
      'safeguarding',
      'contact',
      'note',
      'letter',
      `match/${other}`,
      'reassign/stage-3-panel-meeting',
    ];
    const triage = `/cases/${other}/tasks/triage`;
    const passedOn = await play.mail({
      from: 'reception@council.example',
      subject: 'Fwd: No visit',
      attachments: [{ filename: `${long}.jpg`, content: photo }],
    });
    const toldOf = `/cases/${'reference' in passedOn ? passedOn.reference : ''}`;
    await play.system.app.request(`/api/v1${toldOf}/documents?title=${long}`, {
      method: 'POST',
      headers: { authorization: 'Bearer local:complaints-officer' },
      body: heic(400),
    });
    return [
      [
        'complaints-officer',
        [
          ...['', letter, `${letter}/print`, '/reads', '/complainant', '/private-link'].map(
            (path) => [`/cases/${reference}${path}`] as const,
          ),
          [press('Send a new link')],
          [`/cases/${reference}/add-document`],
          [press('Add document'), 422],
          [`/cases/${reference}/add-document/file`],
          [`${toldOf}/tasks/triage`],
          [`${toldOf}/messages/M1/1/view`],
          [`${toldOf}/documents/D1/view`],
          ...caseAction.map((path) => [`/cases/${reference}/steer/${path}`] as const),
          [`/cases/${reference}/access-requests/A1`],
          [choose('Leave out', 'Save these decisions'), 422],
          [`/cases/${reference}/steer/access-request`],
          [`/cases/${reference}/steer/extend-access/A1`],
          [`/cases/${reference}/letter-drafts/LD1`],
          [press('Continue')],
          [`/cases/${reference}/steer/link`],
          [press('Continue'), 422],
          [send('Continue', { to: other, why: 'One family.\nTwo schools.' })],
          [press('Link the cases')],
          [triage],
          [press('Handle under a procedure'), 422],
          [triage],
          [press('Add another point')],
          [`${triage}/decline`],
          ['/cases/SC-2026-00099-9', 404],
        ],
      ],
      [
        'panel-member',
        [
          ['/appointments'],
          [press(reference)],
          [press('Send answer'), 422],
          [choose('I sign the declaration', 'Send answer')],
          [`/cases/${reference}/declaration`],
          [`/cases/${other}`, 404],
        ],
      ],
      [
        'panel-member-2',
        [[`/cases/${reference}/declaration`], [choose('I decline the appointment', 'Send'), 422], [decline]],
      ],
    ];
  },
  'of an administrator': async (play) => {
    await play.complaintAt('stage-1');
    return [
      [
        'administrator',
        [
          ['/admin'],
          ['/admin/people'],
          ['/admin/people/new'],
          [press('Save'), 422],
          ['/admin/people/team-manager'],
          [choose('They have left', 'Save'), 422],
          ['/admin/teams'],
          ['/admin/teams/new'],
          ['/admin/teams/Assessment%20Team'],
          ['/admin/lists/categories'],
          ['/admin/procedures'],
          ['/admin/targets/childrens-statutory/stage-1'],
          [send('Save', { days: '11' }), 422],
          ['/admin/retention'],
          ['/admin/retention/complaint'],
          [send('Save', { years: '1' }), 422],
          ['/admin/safeguarding'],
          [press('Save'), 422],
          ['/admin/paragraphs'],
          ['/admin/paragraphs/new'],
          [press('Save'), 422],
          ['/admin/paragraphs/ring-us'],
          ['/admin/folder'],
          ['/admin/letters'],
          ['/admin/letters/acknowledgement'],
          ['/admin/file'],
          [press('Check the file'), 422],
          ['/admin/council'],
          [send('Save', { phone: '01632 960111' })],
          ['/admin/council'],
          [afterOther(send('Save', { phone: '01632 960222' }), send('Save', { phone: '01632 960333' })), 409],
          ['/admin/history'],
        ],
      ],
    ];
  },
  'of managers, and of reports': async (play) => {
    await play.complaintAt('stage-1');
    await play.to('2026-07-20');
    await play.post('/reports', { year: '2026/27' }, { user: 'report-writer' });
    const words = '/reports/2026-27/words';
    return [
      ['senior-manager', [['/overview'], ['/reports', 404]]],
      [
        'report-writer',
        [
          ['/reports'],
          ['/reports/2026-27'],
          ['/reports/2026-27/internal/report.html'],
          ['/reports/2026-27/internal/cases.html'],
          ['/reports/2026-27/public/report.html'],
          ['/reports/monitor'],
          ['/reports/monitor/week'],
          ['/reports/monitor/escalations'],
          [words],
          [send('Save commentary', { introduction: 'See SC-2026-00001-4' }), 422],
          [words],
          [send('Save commentary', { introduction: 'A year.' })],
          [`${words}/1`],
          [words],
          [
            afterOther(
              send('Save commentary', { introduction: 'Theirs' }),
              send('Save commentary', { introduction: 'Mine' }),
            ),
            409,
          ],
        ],
      ],
    ];
  },
};

const visited = new Set<string>();

/** Pages that are answered with a file, or lead elsewhere at once. */
const noPages =
  /\.json|^\/assets|^\/sign-in|everywhere$|^\/api|^\/healthz|:document$|:attachment$|view\/(?::page|thumbnail)$|export\/(?:zip|:format)|tables\/:file$|\/source\/(:message\/)?file$|^\/kept|^\/find$|^\/give-feedback$/;

describe.skipIf(!there)('axe finds nothing, wide and narrow', () => {
  test.each(Object.entries(groups))('on any page %s', async (_, visits) => {
    const play = await openPlay(at);
    const found: string[] = [];
    for (const [user, states] of await visits(play))
      found.push(...(await sweep(play, { user, states, visited })));
    expect(found).toEqual([]);
    expect(play.faults).toEqual([]);
  });

  test('on any page of a sign-in that does not succeed', async () => {
    const provider = { issuer: 'http://127.0.0.1:1', clientId: 'redress', pages: 'http://127.0.0.1:3000' };
    const play = await openPlay(at, { provider });
    const states: State[] = [['/sign-in', 503], ['/sign-in/callback', 403], ['/signed-out']];
    expect(await sweep(play, { states, visited })).toEqual([]);
  });

  test('on any page of a sign-in at the council of someone who has no access', async () => {
    const play = await openServed(async (base) => {
      const provider = await councilProvider(
        { stranger: { email: 'somebody@council.example', email_verified: true } },
        base,
      );
      return openPlay(at, { provider });
    });
    const states: State[] = [
      ['/signed-out'],
      [stayHere('/sign-in?return=/tasks')],
      [logIn('stranger'), 403],
      [stayHere('/sign-in?as=someone-else')],
    ];
    expect(await sweep(play, { states, visited })).toEqual([]);
  });

  // The last: it asks what those above have been to.
  test('every page is visited', () => {
    const missed = Object.keys(routeTable)
      .flatMap((route) => (route.startsWith('GET ') ? [route.slice(4)] : []))
      .filter((route) => !noPages.test(route))
      .filter((route) => {
        const pattern = route.replaceAll(/\/:\w+\?/g, '(/[^/]+)?').replaceAll(/:\w+(\{[^}]*\})?/g, '[^/]+');
        return ![...visited].some((path) => new RegExp(`^${pattern}$`).test(path));
      });
    expect(missed).toEqual([]);
  });
});
