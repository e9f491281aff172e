import { expect, test } from 'vitest';
import { receiveFeedback } from '../../functions/operations/receive-feedback.ts';
import { reviewRetention } from '../../functions/operations/review-retention/review-retention.ts';
import { eraseOldUploads, storeUpload, type Upload } from '../../functions/operations/uploads/uploads.ts';
import { openPlay, type Play } from '../play.ts';

/** The result of a form, by its number. */
const form = async (play: Play, n: number) => {
  const uploads: Upload[] = [];
  for (const page of [1, 2]) {
    const content = new TextEncoder().encode(`Form ${n}, page ${page}`);
    const stored = await storeUpload(play.deps, { content, name: `page-${page}.txt`, mostBytes: 100 });
    if (stored.ok) uploads.push({ ...stored.upload, id: `${n}-${page}` });
  }
  return receiveFeedback(play.deps, {
    kind: 'complaint',
    receivedAt: play.now(),
    by: 'complainant',
    message: { channel: 'web form', from: {}, subject: '', text: 'Nobody calls.', attachments: [] },
    uploads,
    once: [`web-form:${n}`],
  });
};

test('erases the files of an abandoned form on the second Sunday, and keeps those of a case', async () => {
  let dies = false;
  const play = await openPlay('2026-06-03T09:00:00Z', {
    adapters: ({ store }) => ({
      store: {
        ...store,
        change: async (change) => {
          if (dies) throw new Error('killed');
          return store.change(change);
        },
      },
    }),
  });
  const { caseId } = await form(play, 1);
  dies = true;
  for (const n of [2, 3]) await expect(form(play, n)).rejects.toThrow('killed');
  dies = false;
  const stored = () => play.deps.files.list('documents/received/');
  const review = async (day: string) => {
    play.system.clock.moveTo(new Date(`${day}T08:00:00Z`));
    // Before that, what waited itself.
    await eraseOldUploads(play.deps);
    return (await reviewRetention(play.deps)).uploadsErased;
  };
  expect(await stored()).toHaveLength(6);
  expect([await review('2026-06-06'), await review('2026-06-07'), await review('2026-06-13')]).toEqual([
    0, 0, 0,
  ]);
  // One of them was sent again and is a case now.
  const again = await form(play, 3);
  expect(await review('2026-06-14')).toBe(1);
  const named = [caseId, again.caseId].map(async (id) =>
    (await play.deps.store.file(id))?.documents.map(({ file }) => file),
  );
  expect(new Set(await stored())).toEqual(new Set((await Promise.all(named)).flat()));
  expect([await review('2026-06-21'), await review('2026-06-28')]).toEqual([0, 0]);
  expect(await stored()).toHaveLength(4);
});
