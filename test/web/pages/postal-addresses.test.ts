import { expect, test } from 'vitest';
import { openPlay } from '../../play.ts';
import { browse, type Shown } from './browse.ts';

// An address to which no letter can be posted is asked about once, beside its field, and can be kept.

const nowhere = 'no fixed abode';
const boot = () => openPlay('2026-06-01T09:00:00Z');
const go = { do: 'continue' };
const errorAt = ({ page }: Shown) => page.querySelector('#address-error')?.textContent.trim() ?? '';
const tickOf = ({ page }: Shown) =>
  page.querySelector('input[name=keepAddress]')?.getAttribute('value') ?? 'no tick';

test('the public form asks once about an address that cannot be one, offers another way, and goes on', async () => {
  const play = await boot();
  const visitor = browse(play);
  let page = await visitor.get('/give-feedback');
  for (const given of [
    { kind: 'compliment' },
    { serviceArea: 'not sure' },
    { text: 'Thank you.' },
    {},
    { name: 'Sam' },
    { reach: 'post' },
  ])
    page = await visitor.send(page, given, go);
  expect(page.at).toBe('/give-feedback/address');
  const asked = await visitor.send(page, { address: nowhere }, go);
  expect(asked.status).toBe(422);
  expect(errorAt(asked)).toContain(
    'We cannot post a letter to this. Enter an address, or choose another way',
  );
  expect(asked.text).toContain('Choose another way for us to contact you');
  const tick = tickOf(asked);
  // The tick keeps this address only.
  const other = await visitor.send(asked, { address: '1 High Street, Ludlow', keepAddress: tick }, go);
  expect([other.status, errorAt(other)]).toEqual([
    422,
    expect.stringContaining('This address has no postcode, so a letter may not reach you'),
  ]);
  const kept = await visitor.send(other, { address: nowhere, keepAddress: tick }, go);
  expect([kept.at, kept.text.includes('We cannot post a letter to this')]).toEqual([
    '/give-feedback/check',
    true,
  ]);
  // Or they choose another way.
  const reach = await visitor.get('/give-feedback/reach?change');
  const email = await visitor.send(reach, { reach: 'email' }, go);
  const check = await visitor.send(email, { email: 'sam@home.example' }, go);
  expect([check.at, check.text.includes('We cannot post')]).toEqual(['/give-feedback/check', false]);
});

test('staff are asked once about an address that cannot be one, when they record feedback and people', async () => {
  const play = await boot();
  const officer = browse(play);
  await officer.signIn('complaints-officer');
  const told = { channel: 'phone', text: 'No one rings.', name: 'Sam', address: nowhere };
  const asked = await officer.send(await officer.get('/record'), told, {});
  expect([asked.status, errorAt(asked)]).toEqual([
    422,
    expect.stringContaining('This is not an address we can post to. Ask how else to reach them.'),
  ]);
  expect((await play.deps.store.cases({ limit: 1 })).items).toEqual([]);
  const done = await officer.send(asked, { keepAddress: tickOf(asked) }, {});
  const [reference = ''] = /SC-2026-\d{5}-\d/.exec(done.at) ?? [];
  await play.settle();
  expect((await play.view(reference)).complainant).toMatchObject({ name: 'Sam', address: nowhere });
  const good = { ...told, address: '1 High Street\nLudlow\nSY8 1AA' };
  expect((await officer.send(await officer.get('/record'), good, {})).status).toBe(200);

  // Actions show what was typed before anything is recorded: there it is said once, and a button goes on.
  const change = async (fill: Record<string, string>) =>
    officer.send(await officer.get(`/cases/${reference}/steer/change-party/P1`), fill, { do: 'check' });
  const warned = 'The address has no town. Ask for it, or how else to reach them.';
  const reason = 'He called.';
  expect((await change({ address: 'SY8 1AA', reason })).text).toContain(warned);
  const other = await change({ phone: '01632 960001', reason });
  expect(other.text).not.toContain('Ask how else to reach them.');
  const recorded = await officer.send(await change({ address: 'SY8 1AA', reason }), {}, { do: 'confirm' });
  expect([recorded.status, (await play.view(reference)).complainant?.address]).toEqual([200, 'SY8 1AA']);
});
