import type { Page } from '../ports.ts';

const defaultLimit = 50;
const largestLimit = 200;

/**
 * Reads pages until there is something to show: a page may have only cases that the user may not see. `unreadable`: how many
 * rows are left out because they cannot be read.
 */
export async function filled<Stored, Shown>(
  query: { limit?: string | undefined; cursor?: string | undefined },
  list: (at: { limit: number; cursor?: string }) => Promise<Page<Stored>>,
  show: (stored: Stored) => Shown | undefined,
): Promise<{ items: Shown[]; next: string | null; unreadable?: number }> {
  const limit = Math.min(largestLimit, Math.max(1, Number(query.limit ?? defaultLimit)));
  let { cursor } = query;
  const missing = new Set<string>();
  for (;;) {
    const { items, next, unreadable } = await list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    const shown = items.flatMap((item) => show(item) ?? []);
    unreadable?.forEach((row) => missing.add(row));
    if (shown.length > 0 || next === undefined)
      return {
        items: shown,
        next: next ?? null,
        ...(missing.size === 0 ? {} : { unreadable: missing.size }),
      };
    cursor = next;
  }
}
