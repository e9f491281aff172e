import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import * as z from 'zod';
import { Erasure } from '../../functions/domain/records/erasure.ts';
import { childrensWay, openPlay } from '../play.ts';
import { everyCommit } from '../sample.ts';
import { decidedAt, eraseCase } from './crash/erase-case.ts';
import { killable } from './crash/in-processes.ts';
import { sample } from './crash/sample.ts';

const eraser = killable('erase-case');
const { inFolder } = eraser;
afterAll(eraser.remove);
const words = ['Zwetschga', 'quillfeather', 'Periwinkleton', 'Xylographic', 'Hobbledehoyish'];

/** Decides the erasure in a process of its own, which dies where `env` says; answers whether it did. */
const erase = async (dataDir: string, reference: string, env: Record<string, string>): Promise<boolean> =>
  (await eraser.run([dataDir, reference], env)).killed;

const Proofs = z.array(z.object({ pk: z.string(), doc: z.string() }));

/**
 * The remains of the case in a folder: its proofs, without the times, and every file that contains one of its words.
 */
function leftIn(dataDir: string, reference: string) {
  const db = new DatabaseSync(path.join(dataDir, 'redress.sqlite'));
  const rows = Proofs.parse(db.prepare("SELECT pk, doc FROM items WHERE pk LIKE 'ERASED#%'").all());
  const others = db.prepare('SELECT count(*) AS n FROM items WHERE pk = ? OR doc LIKE ?');
  const named = others.get(`CASE#${reference}`, `%"caseId":"${reference}"%`);
  db.close();
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return {
    proofs: rows.map(({ doc }) => {
      const { begunAt: _, erasedAt: __, backupsGoneOn: ___, ...proof } = Erasure.parse(JSON.parse(doc));
      return proof;
    }),
    rows: named?.['n'],
    found: files.filter((file) => words.some((word) => readFileSync(file).includes(word))),
    // Half of a copy of the proof says nothing of a person, and nothing takes it for one.
    files: files
      .filter((file) => file.includes(reference) || /\/(mail|attachments)\//.test(file))
      .filter((file) => !/\/erasures\/.*~/.test(file))
      .map((file) => path.relative(dataDir, file)),
  };
}

/** Makes the processes, and a folder with a case whose review is open; answers its reference. */
async function prepare(): Promise<string> {
  await eraser.prepare();
  const play = await openPlay('2026-06-01T09:00:00Z', { dataDir: inFolder('prepared') });
  const received = await play.mail({
    from: 'zwetschga@quillfeather.example',
    name: 'Zwetschga Quillfeather',
    messageId: '<first@quillfeather.example>',
    text: 'Periwinkleton never rang back',
    attachments: [{ filename: 'diary.txt', content: 'Xylographic diary of May' }],
  });
  const reference = 'reference' in received ? received.reference : '';
  await play.document(reference, 'Hobbledehoyish report');
  await play.along(reference, [
    ...childrensWay.slice(0, 1),
    ['acknowledge', 'withdraw', { reason: 'They said so on the phone.' }],
  ]);
  play.system.clock.moveTo(new Date(decidedAt));
  await play.settle();
  await play.close();
  return reference;
}

test(
  'an erasure killed with SIGKILL before a write still ends in one proof and leaves nothing of the case',
  { timeout: 600_000 },
  async () => {
    const reference = await prepare();
    cpSync(inFolder('prepared'), inFolder('unhurt'), { recursive: true });
    await erase(inFolder('unhurt'), reference, { CRASH_LOG: inFolder('writes') });
    const writes = readFileSync(inFolder('writes'), 'utf8')
      .split('\n')
      .map((what, index) => ({ what, dataDir: inFolder('unhurt'), n: index + 1 }));
    const unhurt = leftIn(inFolder('unhurt'), reference);

    expect(leftIn(inFolder('prepared'), reference).found.length).toBeGreaterThan(4);
    expect(unhurt).toMatchObject({
      proofs: [
        {
          status: 'erased',
          erased: {
            'case row': 1,
            'person row': 1,
            'mail file': 1,
            'attachment file': 1,
            'document file': 1,
          },
        },
      ],
      rows: 0,
      found: [],
      // The copy of the proof.
      files: [`files/erasures/${reference}.json`],
    });
    expect(writes.length).toBeGreaterThan(20);

    const wrong: unknown[] = [];
    const killedAt = sample(writes, everyCommit.erasure);
    for (const { n } of killedAt) {
      const dataDir = inFolder(`killed-${n}`);
      cpSync(inFolder('prepared'), dataDir, { recursive: true });
      const killed = await erase(dataDir, reference, { CRASH_AT: String(n), CRASH_SIDE: 'before' });
      // Over the next morning, on which what was begun and left is taken up.
      const faults = await eraseCase(dataDir, reference, 24);
      const left = leftIn(dataDir, reference);
      rmSync(dataDir, { recursive: true });
      if (!killed || faults.length > 0 || !isDeepStrictEqual(left, unhurt))
        wrong.push({ n, killed, faults, left });
    }
    console.log(`Killed before ${killedAt.length} of ${writes.length} writes.`);
    expect(wrong).toEqual([]);
  },
);
