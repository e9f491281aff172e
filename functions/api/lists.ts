import type { Page } from '../ports.ts';

const defaultLimit = 50;
const largestLimit = 200;

/**
 * How often the rest of a page is read. More often only if there is nothing to show yet: a page that is short because of a few
 * cases that its reader may not see would say that there are such cases.
 */
const mostReads = 5;

/**
 * Reads on until the page is full: some cases of a list its reader may not see. `unreadable`: how many rows are left out
 * because they cannot be read.
 */
export async function filled<Stored, Shown>(
  query: { limit?: string | undefined; cursor?: string | undefined },
  list: (at: { limit: number; cursor?: string }) => Promise<Page<Stored>>,
  show: (stored: Stored) => Shown | undefined,
): Promise<{ items: Shown[]; next: string | null; unreadable?: number }> {
  const limit = Math.min(largestLimit, Number(query.limit ?? defaultLimit));
  const items: Shown[] = [];
  let { cursor } = query;
  const missing = new Set<string>();
  for (let reads = 1; ; reads += 1) {
    const page = await list({ limit: limit - items.length, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items.flatMap((item) => show(item) ?? []));
    page.unreadable?.forEach((row) => missing.add(row));
    cursor = page.next;
    const isEnough = items.length >= limit || (items.length > 0 && reads >= mostReads);
    if (isEnough || cursor === undefined)
      return { items, next: cursor ?? null, ...(missing.size === 0 ? {} : { unreadable: missing.size }) };
  }
}
