import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InvalidCursor } from '../../functions/adapters/lists.ts';
import { ChangeTooLarge, StoredRowInvalid } from '../../functions/adapters/table.ts';
import { readCouncil } from '../../functions/domain/council/council.ts';
import { differences, type CouncilVersion } from '../../functions/domain/council/council-change.ts';
import type { CaseStore } from '../../functions/ports.ts';
import { readCouncilFolder } from '../../infra/read-council-folder.ts';
import { at } from './case-examples.ts';
import { implementations, type Subject } from './case-stores.ts';

const deployed = readCouncil(
  JSON.parse(readFileSync(new URL('../../infra/councils/shropshire/council.json', import.meta.url), 'utf8')),
);
const named = (version: number, name: string): CouncilVersion => ({
  version,
  at,
  by: 'user:administrator',
  council: { ...deployed, name },
});
const renamed = (was: string, is: string) => ({
  differences: differences({ ...deployed, name: was }, { ...deployed, name: is }),
});

describe.each(implementations)('the store of the council in $name', ({ make }) => {
  let subject: Subject;
  let store: CaseStore;
  let other: CaseStore;
  beforeEach(async () => {
    subject = await make();
    ({ store, other } = subject);
  });
  afterEach(() => subject.close());

  it('returns nothing until a change, then the latest version to callers who do not have it', async () => {
    expect(await store.council(0)).toBeUndefined();
    expect(await store.councilChanges({ limit: 10 })).toEqual({ items: [] });
    expect(await store.changeCouncil(named(1, 'A'), renamed(deployed.name, 'A'))).toBe(true);
    expect(await other.council(0)).toEqual(named(1, 'A'));
    expect(await other.council(1)).toBeUndefined();
    expect(await other.changeCouncil(named(2, 'B'), renamed('A', 'B'))).toBe(true);
    expect(await store.council(1)).toEqual(named(2, 'B'));
  });

  it('accepts one of two changes of the same version and keeps nothing of the other', async () => {
    const taken = await Promise.all([
      store.changeCouncil(named(1, 'A'), renamed(deployed.name, 'A')),
      other.changeCouncil(named(1, 'B'), renamed(deployed.name, 'B')),
    ]);
    expect(taken.toSorted()).toEqual([false, true]);
    expect(await store.changeCouncil(named(3, 'C'), renamed('A', 'C'))).toBe(false);
    const winner = taken[0] ? 'A' : 'B';
    expect((await other.council(0))?.council.name).toBe(winner);
    const { items } = await store.councilChanges({ limit: 10 });
    expect(items).toEqual([
      {
        version: 1,
        at,
        by: 'user:administrator',
        differences: [{ place: 'name', was: deployed.name, is: winner }],
      },
    ]);
  });

  it('lists every change page by page, latest first', async () => {
    for (let version = 1; version <= 11; version += 1)
      await store.changeCouncil(named(version, `N${version}`), renamed(`N${version - 1}`, `N${version}`));
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await other.councilChanges({ limit: 4, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.items.map(({ version }) => version));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    await expect(store.councilChanges({ limit: 4, cursor: 'x' })).rejects.toThrow(InvalidCursor);
  });

  it('shows a deployment what pages stored over its folder', async () => {
    const { deployed: place } = subject;
    // The command reads the local system without a table.
    if (!place) return;
    const folder = readCouncilFolder(join(import.meta.dirname, '../../infra/councils/shropshire'));
    const council = { ...folder.council, phone: '01743 000 000' };
    await store.changeCouncil({ version: 1, at, by: 'user:administrator', council }, { differences: [] });
    const command = join(import.meta.dirname, '../../infra/commands/council-differences.ts');
    const child = spawn(process.execPath, [command, '--environment', 'test', '--table', place.table], {
      env: { ...process.env, ...place.env },
    });
    const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(code).toBe(0);
    expect(printed).toContain('The pages differ from the folder in 1 setting. The pages win:');
    expect(printed).toContain('Pages:  01743 000 000');
  });

  it('refuses a council too long for a row, and reports an invalid row', async () => {
    const long = named(1, 'A'.repeat(400_000));
    await expect(store.changeCouncil(long, { differences: [] })).rejects.toThrow(ChangeTooLarge);
    await store.changeCouncil(named(1, 'A'), renamed(deployed.name, 'A'));
    await subject.spoil('COUNCIL', 'WHOLE');
    await expect(store.council(0)).rejects.toThrow(StoredRowInvalid);
  });
});
