import { describe, expect, test } from 'vitest';
import { openPlay, type Play } from '../play.ts';
import { browse } from '../web/pages/browse.ts';

// Monday 1 June 2026 at 10:00 in London.
const at = '2026-06-01T09:00:00Z';
const home = { name: 'Sam Carter', address: '1 High Street, shrewsbury, sy11aa' };

interface Listed {
  id: string;
  reference: string;
  lines: string[];
  problem?: string;
  printedAt?: string;
  due: string;
  overdue: boolean;
}
async function toPost(play: Play, user?: string): Promise<Listed[]> {
  const { body } = await play.get('/letters/to-post', user);
  return Object(body).items;
}
const letterOf = async (play: Play, reference: string) =>
  (await play.view(reference)).letters.find(
    ({ template, to }) => template === 'acknowledgement' && to === 'complainant',
  );

describe('letters to post', () => {
  test('wait with the address of the window, are overdue after the next working day, and are marked with their day', async () => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1', { person: home });
    const other = await play.complaintAt('stage-1', {
      person: { ...home, name: 'Jo <b>Reeves</b>', address: 'Flat 2\n4 Mill Lane\nLudlow SY8 1AB' },
    });
    expect(await toPost(play)).toMatchObject([
      {
        reference,
        lines: ['Sam Carter', '1 High Street', 'shrewsbury', 'SY1 1AA'],
        due: '2026-06-02',
        overdue: false,
      },
      { reference: other, lines: ['Jo <b>Reeves</b>', 'Flat 2', '4 Mill Lane', 'Ludlow', 'SY8 1AB'] },
    ]);
    expect(await toPost(play, 'team-manager')).toEqual([]);

    await play.to('2026-06-03', '08:30');
    expect((await toPost(play)).map(({ overdue }) => overdue)).toEqual([true, true]);
    const digest = (await play.system.mailer.listOutbox()).findLast(({ letterId }) =>
      letterId.startsWith('digest-2026-06-03'),
    );
    expect(digest?.text).toContain('Print and post a letter');

    const officer = browse(play);
    await officer.signIn('complaints-officer');
    const queue = await officer.get('/letters-to-post');
    expect(queue.text).toContain('Overdue');
    const ids = (await toPost(play)).map(({ id }) => id);
    const printed = await officer.send(queue, {}, { do: 'print' });
    const sheets = printed.page.querySelectorAll('.sheet');
    expect(sheets.map((sheet) => sheet.querySelector('address')?.innerHTML)).toEqual([
      'Sam Carter<br>1 High Street<br>shrewsbury<br>SY1 1AA',
      'Jo &#60;b&#62;Reeves&#60;/b&#62;<br>Flat 2<br>4 Mill Lane<br>Ludlow<br>SY8 1AB',
    ]);
    const links = sheets.map(({ innerHTML }) => /\/follow\/([0-9a-z-]{64})/.exec(innerHTML)?.[1]);
    expect(new Set(links).size).toBe(2);
    expect((await browse(play).get(`/follow/${links[0]}`)).text).toContain(reference);
    expect((await toPost(play)).map(({ printedAt }) => printedAt)).toEqual([play.now(), play.now()]);

    const body = { letters: [...ids, 'SC-2026-00009-5-0123456789abcdef0123'], on: '2026-06-02' };
    const posted = await play.post('/letters/posted', body);
    await play.settle();
    expect(posted.body).toEqual({
      results: [
        { letter: ids[0], ok: true },
        { letter: ids[1], ok: true },
        { letter: body.letters[2], ok: false, code: 'no-such-case' },
      ],
    });
    expect(await toPost(play)).toEqual([]);
    expect(await letterOf(play, reference)).toMatchObject({
      progress: 'posted',
      postedOn: '2026-06-02',
      leftOn: '2026-06-02',
    });
    expect((await play.file(other)).state.tasks.find(({ step }) => step === 'post-letter')?.status).toBe(
      'decided',
    );
    expect((await officer.get('/letters-to-post')).text).toContain('No letters to post.');
    expect(play.faults).toEqual([]);
  });

  test.each([
    ['no fixed abode', 'not an address'],
    ['sam@home.example', 'email address'],
    ['1 High Street, Shrewsbury', 'no postcode'],
  ])('with the address "%s" ask for another way, until it is put right', async (address, problem) => {
    const play = await openPlay(at);
    const reference = await play.complaintAt('stage-1', {
      person: { ...home, address, phone: '01743 000000' },
    });
    const contact = await play.step(reference, 'contact');
    expect(contact).toMatchObject({ status: 'open', due: '2026-06-02' });
    expect(await toPost(play)).toMatchObject([{ reference, problem }]);
    expect((await letterOf(play, reference))?.otherWays).toEqual([{ way: 'phone', value: '01743 000000' }]);
    const [waiting] = await toPost(play);
    const letters = [waiting?.id ?? ''];
    expect((await play.post('/letters/print', { letters })).text).not.toContain('class="sheet');
    expect((await toPost(play))[0]?.printedAt).toBeUndefined();

    await play.request('PATCH', `/api/v1/cases/${reference}/parties/P1`, {
      body: { address: home.address, reason: 'She told us on the phone.' },
    });
    await play.settle();
    expect((await toPost(play))[0]).not.toHaveProperty('problem');
    expect((await play.post('/letters/print', { letters })).text).toContain('SY1 1AA');
    expect((await play.post('/letters/posted', { letters })).status).toBe(200);
    await play.settle();
    expect((await toPost(play)).map(({ id }) => id)).not.toContain(letters[0]);
    expect((await play.file(reference)).state.tasks.find(({ step }) => step === 'contact')?.status).toBe(
      'decided',
    );
  });
});
