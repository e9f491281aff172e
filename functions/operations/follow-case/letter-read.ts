import type { Dependencies } from '../../dependencies.ts';
import { writeCase } from '../write-case.ts';

/** Records once that the complainant has opened a letter in their private link. */
export async function letterRead(deps: Dependencies, caseId: string, key: string): Promise<void> {
  await writeCase<undefined>(deps, caseId, ({ letters }) =>
    letters.some((row) => row.key === key && row.readAt === undefined)
      ? { events: [{ at: deps.clock.now(), by: 'complainant', type: 'letter-read', letter: key }] }
      : { answer: undefined },
  );
}
