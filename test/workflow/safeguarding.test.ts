import { expect, test } from 'vitest';
import type { Dependencies } from '../../functions/dependencies.ts';
import { readCouncil } from '../../functions/domain/council/council.ts';
import { returnLetter } from '../../functions/operations/receive-delivery-event/return-letter.ts';
import { council } from '../unit/a-case.ts';
import { complainant, openPlay, routed, type Play } from '../play.ts';
import { browse, type Shown } from '../web/pages/browse.ts';

// Friday 5 June 2026, 22:40 British Summer Time.
const fridayNight = '2026-06-05T21:40:00Z';
const duty = 'safeguarding-duty@council.example';
const child = 'ash@young.example';

const hit = 'My foster dad hits me when I come home late. I am scared.';

type Visitor = ReturnType<typeof browse>;

/** A child tells it on the form for children, who wants to be reached by email. */
async function childTells(
  play: Play,
  {
    text = hit,
    press = { do: 'continue' },
    reach = 'email',
  }: { text?: string; press?: object; reach?: string } = {},
): Promise<{ visitor: Visitor; pages: Shown[]; reference: string }> {
  const visitor = browse(play);
  let page = await visitor.send(await visitor.get('/children'), {}, { advocate: 'no' });
  const way: Record<string, Record<string, string>> = {
    'what-happened': { text },
    'what-should-happen': { wishedOutcome: '' },
    files: {},
    name: { name: 'Ash' },
    talk: { reach },
    email: { email: child },
    when: { safeTime: '' },
  };
  const pages = [page];
  while (!page.at.endsWith('/check')) {
    const id = page.at.split('/').at(-1) ?? '';
    const given = way[id];
    if (!given) throw new Error(`asked for ${page.at}`);
    page = await visitor.send(page, given, id === 'what-happened' ? { ...press } : { do: 'continue' });
    pages.push(page);
    if (page.at.endsWith('/danger')) page = await visitor.get('/children/what-should-happen');
  }
  await visitor.send(page, {}, {});
  await play.settle();
  const [made] = (await play.deps.store.cases({ limit: 1 })).items;
  return { visitor, pages, reference: made?.reference ?? '' };
}

/** Every letter that went, `time recipient subject`, oldest first. */
async function outbox(play: Play, reference: string): Promise<string[]> {
  const { state, letters } = await play.file(reference);
  return state.letters
    .map(({ key, preparedAt, to, template, status }) => ({ key, preparedAt, to, template, status }))
    .filter(({ template }) => template.includes('safeguarding'))
    .map(({ preparedAt, to, template, status }) => `${preparedAt.slice(0, 16)} ${template} ${to} ${status}`)
    .toSorted()
    .concat(letters.length === state.letters.length ? [] : ['rows and state differ']);
}

test('a child says at 22:40 on a Friday that they are hit: duty is alerted at once, the child gets advice', async () => {
  const play = await openPlay(fridayNight);
  const { reference } = await childTells(play);
  expect(await outbox(play, reference)).toEqual([
    '2026-06-05T21:40 alert-safeguarding contact:duty sent',
    '2026-06-05T21:40 alert-safeguarding user:complaints-officer sent',
    '2026-06-05T21:40 alert-safeguarding user:complaints-officer-2 sent',
    '2026-06-05T21:40 safeguarding-advice complainant sent',
  ]);
  const letters = await play.letters();
  const alert = letters.find(({ to }) => to === duty);
  expect(alert?.subject).toBe(`Look at this now: ${reference}`);
  expect(alert?.text).toContain(`/cases/${reference}`);
  // Nothing of the child beyond the reference.
  for (const secret of ['Ash', child, 'foster', 'hits', 'scared'])
    expect(`${alert?.subject} ${alert?.text} ${alert?.html}`).not.toContain(secret);
  const advice = letters.find(({ to }) => to === child);
  expect(advice?.text).toContain('Call 999');
  expect(advice?.text).toContain('0800 1111');
  expect(advice?.text).toContain('0345 678 9021');
  for (const secret of ['foster', 'hits', 'scared', 'danger'].slice(0, 3))
    expect(advice?.text).not.toContain(secret);
  const view = await play.view(reference);
  expect(view.safeguarding).toEqual([
    expect.objectContaining({
      mark: 'S1',
      by: 'system',
      source: 'words',
      words: ['hits me'],
      status: 'open',
      task: 'look-now#1',
    }),
  ]);
  expect(await play.step(reference, 'look-now')).toMatchObject({ due: '2026-06-05', status: 'open' });
  // The complaint goes on beside it.
  expect((await play.decide(reference, 'triage', 'route', routed)).status).toBe(200);
  expect((await play.step(reference, 'acknowledge')).status).toBe('open');
});

test('no one looks for an hour on a Friday night: head of service, then the director; it ends with the referral', async () => {
  const play = await openPlay(fridayNight);
  const { reference } = await childTells(play);
  await play.to('2026-06-05', '23:39');
  expect((await outbox(play, reference)).filter((line) => line.includes('-late'))).toEqual([]);
  await play.to('2026-06-06', '02:00');
  const late = (await outbox(play, reference)).filter((line) => line.includes('-late'));
  expect(late).toContain('2026-06-05T22:40 alert-safeguarding-late contact:duty sent');
  expect(late).toContain('2026-06-05T22:40 alert-safeguarding-late user:senior-manager sent');
  expect(late.filter((line) => line.includes('director'))).toEqual([
    '2026-06-05T23:40 alert-safeguarding-late user:director sent',
    '2026-06-05T23:40 alert-safeguarding-late user:director-2 sent',
  ]);
  expect((await play.step(reference, 'look-now')).breachedAt?.slice(0, 16)).toBe('2026-06-05T22:40');
  // It stands before everything else in the list, also before what was due earlier.
  const other = await play.complaint();
  expect(other).not.toBe(reference);
  const listed = await play.get('/tasks');
  expect(listed.text.indexOf('look-now')).toBeLessThan(listed.text.indexOf('triage'));
  const referral = {
    referredTo: 'Children’s duty team',
    referredOn: '2026-06-06',
    referredAt: '02:05',
    referralReference: 'MASH-77',
  };
  expect((await play.decide(reference, 'look-now', 'referred', referral)).status).toBe(200);
  const [mark] = (await play.view(reference)).safeguarding;
  expect(mark).toMatchObject({
    status: 'referred',
    decidedBy: 'user:complaints-officer',
    referral: { to: 'Children’s duty team', on: '2026-06-06', at: '02:05', reference: 'MASH-77' },
  });
  await play.to('2026-06-08', '10:00');
  expect((await outbox(play, reference)).filter((line) => line.includes('-late'))).toEqual(late);
});

/** A play whose mail service answers for the duty contact as told. */
async function withMailer(send: (n: number) => 'refused' | 'busy' | 'sent') {
  let tries = 0;
  const play = await openPlay(fridayNight, {
    adapters: ({ mailer }) => ({
      mailer: {
        ...mailer,
        send: async (mail: Parameters<Dependencies['mailer']['send']>[0]) => {
          if (mail.to !== duty) return mailer.send(mail);
          const outcome = send((tries += 1));
          return outcome === 'sent' ? mailer.send(mail) : { outcome, reason: 'so it is' };
        },
        wasSent: (id: string) => mailer.wasSent(id),
      },
    }),
  });
  return { play, tries: () => tries };
}

test('the mail service refuses the alert: every complaints officer and senior manager is alerted instead', async () => {
  const { play } = await withMailer(() => 'refused');
  const { reference } = await childTells(play);
  const lines = await outbox(play, reference);
  expect(lines).toContain('2026-06-05T21:40 alert-safeguarding contact:duty refused');
  expect(lines.filter((line) => line.includes('undelivered'))).toEqual([
    '2026-06-05T21:40 alert-safeguarding-undelivered user:complaints-officer sent',
    '2026-06-05T21:40 alert-safeguarding-undelivered user:complaints-officer-2 sent',
    '2026-06-05T21:40 alert-safeguarding-undelivered user:senior-manager sent',
    '2026-06-05T21:40 alert-safeguarding-undelivered user:senior-manager-2 sent',
  ]);
});

test('the mail service is away for three hours: the alert goes within minutes of its return', async () => {
  let away = true;
  const { play } = await withMailer(() => (away ? 'busy' : 'sent'));
  const { reference } = await childTells(play);
  await play.to('2026-06-06', '01:40');
  expect(await play.subjectsTo(duty)).toEqual([]);
  away = false;
  await play.to('2026-06-06', '01:46');
  expect(await play.subjectsTo(duty)).toContain(`Look at this now: ${reference}`);
});

test('the alert comes back: every complaints officer and senior manager is alerted', async () => {
  const play = await openPlay(fridayNight);
  const { reference } = await childTells(play);
  const letter = (await play.letters()).find(({ to }) => to === duty);
  const report = { names: [letter?.letterId ?? ''], became: 'returned' as const, detail: 'bounce' as const };
  expect(await returnLetter(play.deps, report)).toBe('returned');
  await play.settle();
  expect((await outbox(play, reference)).filter((line) => line.includes('undelivered'))).toHaveLength(4);
});

test('the button on the form shows the advice first, and sending it marks the case whatever it says', async () => {
  const play = await openPlay(fridayNight);
  const { pages, reference } = await childTells(play, { text: 'I cannot say it.', press: { do: 'danger' } });
  const danger = pages.find(({ at }) => at.endsWith('/danger'));
  expect(danger?.text).toContain('Call 999');
  expect(danger?.text).toContain('0800 1111');
  expect((await play.view(reference)).safeguarding).toMatchObject([{ source: 'form', by: 'complainant' }]);
  expect((await play.view(reference)).messages[0]?.text).toBe('I cannot say it.');
});

test('a team manager marks a message; the sender is advised once a day; not a safeguarding matter needs a reason', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  const post = (body: object, user: string) => play.post(`/cases/${reference}/safeguarding`, body, { user });
  expect((await post({ reason: 'x' }, 'report-writer')).status).toBe(404);
  const marked = await post({ reason: 'She was crying on the phone.', message: 'M1' }, 'team-manager');
  expect(marked.status).toBe(200);
  await play.settle();
  expect((await post({ reason: 'She rang again.' }, 'complaints-officer')).status).toBe(200);
  await play.settle();
  const lines = await outbox(play, reference);
  expect(lines.filter((line) => line.includes('advice'))).toEqual([
    '2026-06-01T09:00 safeguarding-advice complainant sent',
  ]);
  expect(lines.filter((line) => line.includes('contact:duty'))).toHaveLength(2);
  expect((await play.decide(reference, 'look-now', 'not-safeguarding')).status).toBe(422);
  const reason = 'She was upset about the wait; she is safe with her mother.';
  expect((await play.decide(reference, 'look-now', 'not-safeguarding', { reason })).status).toBe(200);
  expect((await play.view(reference)).safeguarding).toMatchObject([
    {
      mark: 'S1',
      source: 'person',
      by: 'user:team-manager',
      message: 'M1',
      status: 'not safeguarding',
      notBecause: reason,
    },
    { mark: 'S2', source: 'person', status: 'not safeguarding' },
  ]);
  // A later mark begins again, and the next day the advice too.
  await play.to('2026-06-02', '23:00');
  await play.mail({ subject: `Re: ${reference}`, text: 'He has a knife. Please help.' });
  expect((await play.view(reference)).safeguarding[2]).toMatchObject({
    mark: 'S3',
    status: 'open',
    source: 'words',
  });
  expect((await outbox(play, reference)).filter((line) => line.includes('advice'))).toHaveLength(2);
});

test('no advice to an automatic mail, nor against a wish about safe contact that an officer recorded', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  const reference = await play.complaintAt('stage-1');
  await play.mail({
    subject: `Automatic reply: ${reference}`,
    text: 'I am away. If someone has a knife call 999.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  const details = { reachSafely: 'Ring at school only.' };
  expect((await play.post(`/cases/${reference}/details`, details)).status).toBe(200);
  await play.mail({ subject: `Re: ${reference}`, text: 'He hits me. Do not write to me.' });
  expect((await play.view(reference)).safeguarding.length).toBeGreaterThan(0);
  expect((await outbox(play, reference)).filter((line) => line.includes('advice'))).toEqual([]);
  expect(
    (await play.subjectsTo(complainant)).filter((subject) => subject.startsWith('Your message')),
  ).toEqual([]);
});

test('someone complained about sees neither mark nor alert, also as the duty contact', async () => {
  const email = council.users.find(({ id }) => id === 'team-manager')?.email ?? '';
  const onDuty = readCouncil({ ...council, dutyContact: { name: 'Maya Manager', email } });
  const play = await openPlay('2026-06-01T09:00:00Z', { council: onDuty });
  const reference = await play.complaintAt('acknowledge');
  await play.post(`/cases/${reference}/details`, { complainedAbout: ['team-manager'] });
  await play.post(`/cases/${reference}/safeguarding`, { reason: 'The child says she threatened him.' });
  await play.settle();
  const lines = await outbox(play, reference);
  expect(lines.filter((line) => line.includes('team-manager '))).toEqual([]);
  expect(lines.filter((line) => line.includes('contact:duty'))).toEqual([]);
  expect(lines).toContain('2026-06-01T09:00 alert-safeguarding user:senior-manager sent');
  expect((await play.get(`/cases/${reference}`, 'team-manager')).status).toBe(404);
  expect(
    (await play.post(`/cases/${reference}/safeguarding`, { reason: 'x' }, { user: 'team-manager' })).status,
  ).toBe(404);
});
