import type { Case } from '../../domain/case/case.ts';
import type { NewEvent } from '../../domain/case/events.ts';
import type { NoteKind } from '../../domain/case/notes.ts';
import { taskNow } from '../../domain/correspondence/letters-about-people.ts';
import { presentUser, type User } from '../../domain/council/council.ts';
import { may } from '../../domain/people/may.ts';
import { seesAll } from '../../domain/people/may-see.ts';
import { invalid } from '../../domain/text/refusal.ts';
import { londonDate, type CivilDate } from '../../domain/time/civil-date.ts';
import { refuseFarDay } from '../../domain/time/day-ahead.ts';
import { currentCalendar, type Dependencies } from '../../dependencies.ts';
import { mentionAlert } from '../../../workflows/letters/letter-names.ts';
import { proceduresAlongside } from '../../../workflows/procedures/index.ts';
import { startAlongside } from '../runs/start-alongside.ts';
import { actOnCase, type CaseActionRefusal } from './case-action.ts';
import { noEvents } from '../events-and-outbox.ts';
import { always } from '../recent-case.ts';

/** A note as its author writes it. Without `on` it is about today. */
interface NewNote {
  kind: NoteKind;
  on?: CivilDate | undefined;
  spokeWith?: string | undefined;
  text: string;
  agreed?: string | undefined;
  mentions?: readonly string[] | undefined;
  followUpOn?: CivilDate | undefined;
}

/**
 * Records a note, or a contact with someone, on an open or closed case. Colleagues who are mentioned get an alert without
 * its text. A day to follow it up becomes a task of the author alongside the case.
 */
export async function recordNote(
  deps: Dependencies,
  { caseId, by, note }: { caseId: string; by: User; note: NewNote },
): Promise<{ ok: true; state: Case; note: string } | CaseActionRefusal> {
  let recorded = '';
  const calendar = await currentCalendar(deps);
  const result = await actOnCase(
    deps,
    caseId,
    by,
    ({ state, events }) => {
      const now = deps.clock.now();
      const today = londonDate(now);
      const { on = today, kind, text, spokeWith, agreed, followUpOn } = note;
      const mentions = [...new Set(note.mentions ?? [])];
      if (on > today) return invalid({ field: 'on', code: 'day-in-future', params: { today } });
      if (followUpOn !== undefined && followUpOn < today)
        return invalid({ field: 'followUpOn', code: 'day-in-past', params: { today } });
      const tooFar = followUpOn === undefined ? undefined : refuseFarDay(followUpOn, today, calendar);
      if (tooFar) return invalid({ field: 'followUpOn', ...tooFar });
      // Tasks and colleagues of the council are not shown to independent people.
      if (!seesAll(by, state) && (mentions.length > 0 || followUpOn !== undefined))
        return invalid({
          field: followUpOn === undefined ? 'mentions' : 'followUpOn',
          code: 'for-people-of-the-council',
          params: {},
        });
      // The same refusal for a user who does not exist and one who may not know of the case.
      const unknown = mentions.find((id) => {
        const user = presentUser(deps.council, id);
        return !user || id === by.id || !may(user, { do: 'read case' }, state, deps.council);
      });
      if (unknown !== undefined)
        return invalid({ field: 'mentions', code: 'cannot-be-mentioned', params: {} });
      if (mentions.length > 0 && state.tasks.length === 0)
        return invalid({ field: 'mentions', code: 'case-not-begun', params: {} });
      recorded = `N${events.filter(({ type }) => type === 'note-recorded').length + 1}`;
      const noted: NewEvent = {
        at: now,
        by: `user:${by.id}`,
        type: 'note-recorded',
        note: recorded,
        kind,
        on,
        text,
        ...(spokeWith === undefined ? {} : { spokeWith }),
        ...(agreed === undefined ? {} : { agreed }),
        ...(mentions.length === 0 ? {} : { mentions }),
        ...(followUpOn === undefined ? {} : { followUpOn }),
      };
      const alerts = mentions.map((id): NewEvent => {
        const to = `user:${id}` as const;
        return {
          at: now,
          by: 'system',
          type: 'letter-prepared',
          letter: `note-${recorded}/${mentionAlert}/${to}`,
          template: mentionAlert,
          to,
          task: taskNow(state).key,
        };
      });
      const followUp =
        followUpOn === undefined
          ? noEvents
          : startAlongside(deps, state, {
              procedure: proceduresAlongside.followUpNote,
              matter: { id: recorded, owner: by.id, from: today, dueOn: followUpOn },
              now,
              by: `user:${by.id}`,
            });
      return { events: [noted, ...alerts, ...followUp.events], outbox: followUp.outbox };
    },
    { do: 'record note' },
    always,
  );
  return result.ok ? { ...result, note: recorded } : result;
}
