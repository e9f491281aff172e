import * as z from 'zod/mini';
import { noteFields } from '../domain/case/notes.ts';
import { Instant } from '../domain/time/civil-date.ts';
import type { CaseFile } from '../ports.ts';
import { proceduresAlongside } from '../../workflows/procedures/index.ts';

/** A note or a contact. `followUp`: the task of its author, while it is open. */
export const NoteView = z.object({
  ...noteFields,
  at: Instant,
  by: z.string(),
  followUp: z.optional(z.string()),
});
export type NoteView = z.infer<typeof NoteView>;

/** The notes of a case that its reader may see, in the order in which they were recorded. */
export function noteViews({ state, events }: Pick<CaseFile, 'state' | 'events'>): NoteView[] {
  return events.flatMap((event) => {
    if (event.type !== 'note-recorded') return [];
    const { type: _, seq: __, ...note } = event;
    const run = state.runs.find(
      ({ procedure, matter }) => procedure === proceduresAlongside.followUpNote && matter?.id === note.note,
    )?.run;
    const task = state.tasks.find((one) => one.run === run && one.status === 'open');
    return [{ ...note, ...(task === undefined ? {} : { followUp: task.key }) }];
  });
}
