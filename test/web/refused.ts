import { expect } from 'vitest';
import * as z from 'zod';
import type { Play } from '../play.ts';

const Problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).default([]),
});

/** The refusal, and that nothing of the case has changed by it. */
export async function refused(play: Play, reference: string, ask: () => ReturnType<Play['post']>) {
  const before = await play.file(reference);
  const answer = await ask();
  expect(await play.file(reference)).toEqual(before);
  const { detail, errors } = Problem.parse(answer.body);
  return {
    status: answer.status,
    fields: errors.map(({ field }) => field),
    said: [detail, ...errors.map(({ message }) => message)].join(' | '),
  };
}
