import { describe, expect, it } from 'vitest';
import { shapes } from '../mail-shapes.ts';
import { intakeAddress, openPlay } from '../play.ts';
import { changeOf, received, started } from './case-examples.ts';
import { implementations } from './case-stores.ts';

describe.each(implementations)('mail that is too much, in $name', ({ make }) => {
  it.each(Object.entries(shapes))('%s', { timeout: 60_000 }, async (_, raw) => {
    const play = await openPlay('2026-11-30T09:00:00Z');
    await play.system.mailIn({ raw: Buffer.from(raw()), recipients: [intakeAddress] });
    const { messages, persons } = await play.file('SC-2026-00001-4');
    const made = await make();
    try {
      const aliases = messages.flatMap(({ mailId }) => (mailId === undefined ? [] : [`mail:${mailId}`]));
      const change = changeOf('c1', undefined, [received(), started], { messages, persons, aliases });
      expect(await made.store.change(change)).toEqual({ ok: true });
      expect((await made.store.file('c1'))?.messages).toEqual(messages);
    } finally {
      await made.close();
    }
  });
});
