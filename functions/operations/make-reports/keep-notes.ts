import * as z from 'zod/mini';
import type { Dependencies } from '../../dependencies.ts';
import { Instant } from '../../domain/time/civil-date.ts';
import { isHeading, noNotes, reasonNotPrinted, type NoteProblem, type Notes } from '../../report/notes.ts';
import type { Period } from '../../report/period.ts';
import { notesFolder } from './report-files.ts';

/** One version of the commentary for a report: sections by heading, explanations by contradiction. */
const KeptNotes = z.strictObject({
  version: z.int().check(z.positive()),
  at: Instant,
  by: z.string(),
  sections: z.record(z.string(), z.string()),
  explanations: z.record(z.string(), z.string()),
});
export type KeptNotes = z.infer<typeof KeptNotes>;

/** Commentary as it was written. `version` is the version that was shown to the writer, 0 if there was none. */
export interface WrittenNotes {
  version: number;
  by: string;
  sections: Record<string, string>;
  explanations: Record<string, string>;
}

const fileOf = (period: Period, version: number) =>
  `${notesFolder(period)}${String(version).padStart(6, '0')}.json`;

/** Every version of the commentary for the report of a period, latest first. A version never changes. */
export async function notesOf({ files }: Pick<Dependencies, 'files'>, period: Period): Promise<KeptNotes[]> {
  const keys = (await files.list(notesFolder(period))).toSorted().toReversed();
  const versions = await Promise.all(keys.map(async (key) => files.get(key)));
  return versions.flatMap((content) =>
    content === undefined ? [] : [KeptNotes.parse(JSON.parse(new TextDecoder().decode(content)))],
  );
}

/** The latest commentary in the form that a report uses. */
export function notesIn(kept: KeptNotes | undefined): Notes {
  if (!kept) return noNotes;
  const sections = Object.entries(kept.sections).flatMap(([heading, text]) =>
    isHeading(heading) ? [[heading, text] as const] : [],
  );
  return { sections: new Map(sections), explanations: new Map(Object.entries(kept.explanations)) };
}

/**
 * Saves a new version, or says for each field why it cannot be printed. `stale`: someone else saved a version first.
 */
export async function keepNotes(
  { files, clock, shortLived }: Pick<Dependencies, 'files' | 'clock' | 'shortLived'>,
  period: Period,
  written: WrittenNotes,
): Promise<
  | { ok: true }
  | { ok: false; stale: true }
  | { ok: false; stale: false; refused: Record<string, NoteProblem> }
> {
  const filled = (texts: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
    );
  const [sections, explanations] = [filled(written.sections), filled(written.explanations)];
  const refused = Object.entries({ ...sections, ...explanations }).flatMap(([name, text]) => {
    const problem = reasonNotPrinted(text);
    return problem === undefined ? [] : [[name, problem] as const];
  });
  if (refused.length > 0) return { ok: false, stale: false, refused: Object.fromEntries(refused) };
  const [latest] = await notesOf({ files }, period);
  const [before, now] = [latest?.version ?? 0, clock.now()];
  if (before !== written.version) return { ok: false, stale: true };
  // If two people save in the same minute, one of them is told that the other saved first, and can save again a minute
  // later.
  const turn = `notes ${fileOf(period, before + 1)} ${now.slice(0, 16)}`;
  const anHourOn = Instant.parse(new Date(Date.parse(now) + 3_600_000).toISOString());
  if ((await shortLived.count(turn, anHourOn)) > 1) return { ok: false, stale: true };
  const kept: KeptNotes = { version: before + 1, at: now, by: written.by, sections, explanations };
  const content = new TextEncoder().encode(`${JSON.stringify(kept, null, 2)}\n`);
  await files.put(fileOf(period, kept.version), content, 'application/json');
  return { ok: true };
}
