import around from '@middy/core';
import { expect, test, vi } from 'vitest';
import { observed, securityLog } from '../../../functions/runtime/observe.ts';

/** What a call writes whose work ends with an error of this name and leaves so many of its 30 seconds. */
async function writtenBy(name: string, left = 20_000): Promise<string[]> {
  const written: string[] = [];
  const keep = (text: unknown) => written.push(String(text)) > 0;
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(keep),
  );
  let remaining = 30_000;
  const fails = around(async () => {
    remaining = left;
    throw Object.assign(new Error('so it is'), { name });
  }).use(observed);
  try {
    // What the middleware reads of a context.
    const context = Object.assign(Object.create(null), {
      functionName: 'redress-send-letter',
      getRemainingTimeInMillis: () => remaining,
    });
    await expect(fails({}, context)).rejects.toThrow('so it is');
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
  return written;
}

const metricsOf = async (name: string, left?: number) =>
  (await writtenBy(name, left)).filter((line) => line.includes('_aws')).join();

test('a call that fails because of the mail service is counted apart by its function, and no other', async () => {
  const metrics = await metricsOf('MailerBusy');
  expect(metrics).toContain('"CallsWithoutMail":1');
  expect(metrics).toContain('"function_name":"redress-send-letter"');
  expect(await metricsOf('LetterUnanswered')).toContain('"CallsWithoutMail":1');
  expect(await metricsOf('LetterIncomplete')).not.toContain('CallsWithoutMail');
});

test('a call that leaves a tenth of its time, or less, is counted and named', async () => {
  expect(await metricsOf('LetterIncomplete', 3_001)).not.toContain('NearTimeouts');
  expect(await metricsOf('LetterIncomplete', 3_000)).toContain('"NearTimeouts":1');
  const lines = (await writtenBy('LetterIncomplete', 0)).join();
  expect(lines).toMatch(/"message":"near-timeout"[^}]*"function_name":"redress-send-letter"/);
});

test('an entry of the security log says so, and what its event has', () => {
  const written: string[] = [];
  const stream = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => written.push(String(text)) > 0);
  try {
    securityLog('signed-in', { user: 'complaints-officer' });
  } finally {
    stream.mockRestore();
  }
  expect(JSON.parse(written.join())).toMatchObject({
    level: 'INFO',
    message: 'signed-in',
    log: 'security',
    user: 'complaints-officer',
  });
});
