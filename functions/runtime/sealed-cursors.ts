import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { InvalidCursor } from '../adapters/lists.ts';
import { withStore, type Dependencies } from '../dependencies.ts';
import type { CaseStore, Page } from '../ports.ts';

// A cursor names the row at which a page ended, and that may be a case its reader must not know of. So people and programs
// get cursors that are encrypted and authenticated with a key of the deployment: they say nothing, and none can be made by hand.

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
/** Cursors are padded to a multiple of this, because the length of a key would tell of it too. */
const blockBytes = 256;

/** Seals a cursor of a list. */
function sealed(cursor: string, list: string, key: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv).setAAD(Buffer.from(list));
  const padded = cursor.padEnd(Math.ceil((cursor.length + 1) / blockBytes) * blockBytes);
  const content = Buffer.concat([cipher.update(padded), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), content]).toString('base64url');
}

/** The cursor that was sealed for this list. Throws `InvalidCursor` for any other text. */
function unsealed(text: string, list: string, key: Buffer): string {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= ivBytes + tagBytes || bytes.toString('base64url') !== text)
    throw new InvalidCursor('not a cursor');
  try {
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(list))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    const content = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
    return content.toString().trimEnd();
  } catch {
    throw new InvalidCursor('not a cursor of this list');
  }
}

/** The store with some of its lists in the place of its own. */
function withLists(store: CaseStore, lists: Partial<CaseStore>): CaseStore {
  return new Proxy(store, {
    get: (target, name, receiver) => Reflect.get(name in lists ? lists : target, name, receiver),
  });
}

/** The dependencies with lists whose cursors are sealed, for those who answer people and programs. */
export function sealingCursors(deps: Dependencies): Dependencies {
  const { store } = deps;
  const keyOf = async () =>
    Buffer.from(hkdfSync('sha256', await store.reportingKey(), '', 'cursors of lists', 32));
  const sealing =
    <Query extends { cursor?: string }, Item>(name: string, list: (query: Query) => Promise<Page<Item>>) =>
    async (query: Query): Promise<Page<Item>> => {
      const page = await list(
        query.cursor === undefined
          ? query
          : { ...query, cursor: unsealed(query.cursor, name, await keyOf()) },
      );
      return page.next === undefined ? page : { ...page, next: sealed(page.next, name, await keyOf()) };
    };
  const lists = {
    cases: sealing('cases', (query) => store.cases(query)),
    openTasks: sealing('openTasks', (query) => store.openTasks(query)),
    unsentLetters: sealing('unsentLetters', (query) => store.unsentLetters(query)),
    heldMail: sealing('heldMail', (query) => store.heldMail(query)),
    flagsToReview: sealing('flagsToReview', (query) => store.flagsToReview(query)),
    casesToReview: sealing('casesToReview', (query) => store.casesToReview(query)),
    erasures: sealing('erasures', (query) => store.erasures(query)),
    councilChanges: sealing('councilChanges', (query) => store.councilChanges(query)),
  } satisfies Partial<CaseStore>;
  // Not a copy: whatever else the store does is asked of it when it is asked for.
  return withStore(deps, withLists(store, lists));
}
