import type { Page } from '../ports.ts';

/** Reads one page of a list; for `pagesOf` and `itemsOf`. */
type Read<T> = (page: { limit: number; cursor?: string }) => Promise<Page<T>>;

const atOnce = 100;

/** The pages of a list, one in memory at a time. `unreadable` gets the keys of rows that cannot be read. */
export async function* pagesOf<T>(read: Read<T>, unreadable?: Set<string>): AsyncGenerator<T[]> {
  let cursor: string | undefined;
  do {
    const page = await read({ limit: atOnce, ...(cursor === undefined ? {} : { cursor }) });
    page.unreadable?.forEach((row) => unreadable?.add(row));
    yield page.items;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** The items of a list, through all of its pages. `unreadable` as for `pagesOf`. */
export async function* itemsOf<T>(read: Read<T>, unreadable?: Set<string>): AsyncGenerator<T> {
  for await (const items of pagesOf(read, unreadable)) yield* items;
}
