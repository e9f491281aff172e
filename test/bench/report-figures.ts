import type { Period } from '../../functions/report/period.ts';
import { tallyFile } from '../../functions/report/tally-file.ts';
import { repeatComplaints, statisticsOf } from '../../functions/report/tally.ts';

/** Every count by name, as the report finds it, in the form of `duckdbFigures`. */
export async function reportFigures(path: string, period: Period): Promise<Map<string, number>> {
  const { tally, problems } = await tallyFile(path, period);
  const [problem] = problems;
  if (problem) throw new Error(`line ${problem.line}: ${problem.field} ${problem.code}`);
  const found = new Map<string, number>();
  for (const [id, { all, by }] of tally.cohorts) {
    found.set(id, all.count);
    const { sum, median } = statisticsOf(all.days);
    if (id === 'stage-1' || id === 'stage-2' || id === 'stage-2-with-statement' || id === 'stage-3') {
      found.set(`${id}: sum of days`, sum);
      found.set(`${id}: median of days`, median ?? 0);
    }
    for (const [dimension, cells] of by) {
      for (const [key, { count }] of cells) found.set(`${id}|${dimension}|${key}`, count);
    }
  }
  found.set('repeat complaints', repeatComplaints(tally));
  return found;
}
