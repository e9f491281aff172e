import { expect, test } from 'vitest';
import { openPlay } from '../play.ts';
import { there } from './window.ts';

test.skipIf(!there)('the page of a report offers a tagged PDF', async () => {
  const play = await openPlay('2026-06-01T09:00:00Z');
  await play.complaint();
  await play.post('/reports', { year: '2026/27' }, { user: 'report-writer' });
  const signedIn = await play.system.app.request('http://127.0.0.1/local/sign-in', {
    method: 'POST',
    headers: { origin: 'http://127.0.0.1', 'content-type': 'application/x-www-form-urlencoded' },
    body: 'user=report-writer',
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const pdf = await play.system.app.request('http://127.0.0.1/reports/2026-27/public/report.pdf', {
    headers: { cookie },
  });
  expect(pdf.headers.get('content-type')).toBe('application/pdf');
  const content = Buffer.from(await pdf.arrayBuffer()).toString('latin1');
  expect(content).toContain('/StructTreeRoot');
  expect(content).toContain('/Lang (en-GB)');
  expect(content).toContain('/Title');
});
