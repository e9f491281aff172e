import around from '@middy/core';
import { expect, test, vi } from 'vitest';
import { observed } from '../../../functions/runtime/observe.ts';

/** The metrics that a call writes whose work ends with an error of this name. */
async function metricsOf(name: string): Promise<string> {
  const written: string[] = [];
  const keep = (text: unknown) => written.push(String(text)) > 0;
  const streams = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(keep),
  );
  const fails = around(async () => {
    throw Object.assign(new Error('so it is'), { name });
  }).use(observed);
  try {
    // What the middleware reads of a context.
    const context = Object.assign(Object.create(null), { functionName: 'redress-send-letter' });
    await expect(fails({}, context)).rejects.toThrow('so it is');
  } finally {
    for (const stream of streams) stream.mockRestore();
  }
  return written.filter((line) => line.includes('_aws')).join();
}

test('a call that fails because there is no mail is counted apart by its function, and no other', async () => {
  const metrics = await metricsOf('MailerBusy');
  expect(metrics).toContain('"CallsWithoutMail":1');
  expect(metrics).toContain('"function_name":"redress-send-letter"');
  expect(await metricsOf('LetterIncomplete')).not.toContain('CallsWithoutMail');
});
