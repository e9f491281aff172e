import { noteViews } from '../../case-views/notes-view.ts';
import { longDate, londonDate } from '../../domain/time/civil-date.ts';
import type { CaseFile } from '../../ports.ts';
import type { Words } from '../../words/words.ts';
import { nameOf, type PageKit } from '../kit/page-kit.ts';
import { moment } from '../kit/render.ts';

/** The notes and contacts that the page of a case lists, latest first. */
export function notesOnPage(kit: PageKit, file: CaseFile, words: Words) {
  const text = words.staff.case;
  return noteViews(file)
    .toReversed()
    .map(({ note, kind, on, spokeWith, at, by, agreed, mentions = [], followUpOn, followUp, ...rest }) => ({
      id: note,
      title: text.noteTitle({ kind: words.terms.noteKinds[kind], spokeWith }),
      by: text.noteBy({
        on: on === londonDate(at) ? undefined : longDate(on),
        by: nameOf(kit, by, words),
        at: moment(at),
      }),
      text: rest.text,
      lines: [
        ...(agreed === undefined ? [] : [text.noteAgreed({ agreed })]),
        ...(mentions.length === 0
          ? []
          : [text.noteTold({ names: mentions.map((id) => nameOf(kit, `user:${id}`, words)) })]),
        ...(followUpOn === undefined
          ? []
          : [(followUp ? text.noteToFollowUp : text.noteFollowedUp)({ on: longDate(followUpOn) })]),
      ],
    }));
}
