import { expect, test } from 'vitest';
import { openPlay, type Play } from '../../play.ts';
import { docx, jpeg } from '../../small-files.ts';
import { browse } from './browse.ts';

const at = '2026-06-01T09:00:00Z';

async function officer(play: Play) {
  const visitor = browse(play);
  await visitor.signIn('complaints-officer');
  return visitor;
}

test('an attachment is named by what it is, and one that no one may open is held back with the reason', async () => {
  const play = await openPlay(at);
  await play.mail({
    attachments: [
      { filename: 'photo.png', content: jpeg(), contentType: 'image/png' },
      { filename: 'photo.hta', content: 'Dear Sir', contentType: 'image/jpeg' },
      { filename: 'report.docx', content: docx({ 'word/vbaProject.bin': 'x' }) },
    ],
  });
  const [reference = ''] = (await play.deps.store.cases({ limit: 1 })).items.map(({ id }) => id);
  const visitor = await officer(play);
  const shown = await visitor.get(`/cases/${reference}`);
  const messages = shown.page.querySelector('section[aria-labelledby=messages]');
  expect(messages?.querySelectorAll('a[download]').map((link) => link.textContent)).toEqual(['photo.png']);
  expect(messages?.text).toContain('photo.hta');
  expect(messages?.text).toContain('Held back: a program, a shortcut or a web page. Do not open it.');
  expect(messages?.text).toContain('Held back: it contains macros or other parts that run.');
  const answers: Response[] = [];
  for (const n of [1, 2, 3])
    answers.push(
      await play.system.app.request(`http://127.0.0.1/cases/${reference}/messages/M1/${n}`, {
        headers: { cookie: visitor.cookie() },
      }),
    );
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404]);
  expect(answers[0]?.headers.get('content-type')).toBe('image/jpeg');
  expect(answers[0]?.headers.get('content-disposition')).toContain('photo.jpg');
});
