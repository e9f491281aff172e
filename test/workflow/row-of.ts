import { currentCalendar } from '../../functions/dependencies.ts';
import { reportingRow } from '../../functions/domain/records/make-reporting-row.ts';
import type { Play } from '../play.ts';

/** The reporting row of a case as it stands now. */
export const rowOf = async (play: Play, reference: string) =>
  reportingRow(
    (await play.file(reference)).state,
    null,
    play.deps.procedures,
    await currentCalendar(play.deps),
    play.today(),
  );
