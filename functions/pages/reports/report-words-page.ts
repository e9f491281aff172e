import { Hono } from 'hono';
import { keepNotes, notesOf, type KeptNotes } from '../../operations/make-reports/keep-notes.ts';
import { makeReports } from '../../operations/make-reports/make-reports.ts';
import { periodNamed, slugOf } from '../../operations/make-reports/report-files.ts';
import { addMonths, financialYear } from '../../domain/time/civil-date.ts';
import {
  isHeading,
  noteHeadings,
  noteProblemInWords,
  type NoteHeading,
  type NoteProblem,
} from '../../report/notes.ts';
import { kindOf, type Period } from '../../report/period.ts';
import {
  nameOf,
  noPage,
  page,
  wordsOf,
  type PageContext,
  type PageEnv,
  type PageKit,
} from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { moment } from '../kit/render.ts';
import { madeOf, readablePeriod } from './reports-page.ts';

const headings = noteHeadings.filter((heading) => heading !== 'Explanations');

/** The hint of a section, if it has one. */
const hintOf = (heading: NoteHeading, hints: Readonly<Partial<Record<NoteHeading, string>>>) =>
  hints[heading];

const idOf = (heading: string) => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** The commentary of a report, written by section. Every version is kept. */
export function reportWordsPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  /** The form with `texts`, by the names of its fields. */
  const form = async (
    c: PageContext,
    period: Period,
    latest: KeptNotes | undefined,
    texts: ReadonlyMap<string, string>,
    more: { refused?: Record<string, NoteProblem>; stale?: boolean } = {},
  ) => {
    const { refused = {}, stale = false } = more;
    const words = wordsOf(c);
    const { commentary, one, noteProblems, periodName } = words.reports;
    const name = periodName(kindOf(period));
    const errorOf = (fieldName: string) => {
      const problem = refused[fieldName];
      return problem && noteProblemInWords(noteProblems, problem);
    };
    const made = await madeOf(kit, period);
    const contradictions = (made?.contradictions ?? []).map(({ id, sentence }, i) => ({
      id: `explanation-${i + 1}`,
      name: `why ${id}`,
      sentence,
      value: texts.get(`why ${id}`),
      error: errorOf(id),
    }));
    const fields = headings.map((heading) => ({
      id: idOf(heading),
      name: heading,
      showsLastYear: heading === 'Progress',
      label: commentary.labels[heading],
      hint: hintOf(heading, commentary.hints),
      value: texts.get(heading),
      error: errorOf(heading),
    }));
    const errors = [...contradictions, ...fields].flatMap(({ id, error }) =>
      error === undefined ? [] : [{ text: error, href: `#${id}` }],
    );
    return page(
      kit,
      c,
      'report-words.njk',
      {
        title: commentary.title({ period: name }),
        back: { href: `/reports/${slugOf(period)}`, text: one.title({ period: name }) },
        slug: slugOf(period),
        version: latest?.version ?? 0,
        fields,
        contradictions,
        figures: made?.figures ?? [],
        lastYear: await recommendationsBefore(period),
        stale:
          stale && latest
            ? {
                version: latest.version,
                title: commentary.staleTitle({
                  version: latest.version,
                  by: nameOf(kit, latest.by, words),
                  at: moment(latest.at),
                }),
              }
            : undefined,
        errors: stale ? [{ text: commentary.stale, href: '#changed' }] : errors,
      },
      stale ? 409 : errors.length > 0 ? 422 : 200,
    );
  };

  /** The recommendations of the year before, on which progress is reported. */
  async function recommendationsBefore(period: Period): Promise<string | undefined> {
    const before = periodNamed(financialYear(addMonths(period.from, -12)));
    if (!before.ok) return undefined;
    return (await notesOf(deps, before.period))[0]?.sections['Recommendations'];
  }

  app.get('/reports/:period/words', async (c) => {
    const period = readablePeriod(kit, c);
    if (!period) return noPage(kit, c);
    const [latest] = await notesOf(deps, period);
    const explained = Object.entries(latest?.explanations ?? {}).map(
      ([id, text]) => [`why ${id}`, text] as const,
    );
    return form(c, period, latest, new Map([...Object.entries(latest?.sections ?? {}), ...explained]));
  });

  app.post('/reports/:period/words', async (c) => {
    const period = readablePeriod(kit, c);
    if (!period) return noPage(kit, c);
    const [latest] = await notesOf(deps, period);
    const texts = new Map(Object.keys(c.var.form.fields).map((name) => [name, field(c.var.form, name)]));
    const explanations = Object.fromEntries(
      [...texts].flatMap(([name, text]) => (name.startsWith('why ') ? [[name.slice(4), text]] : [])),
    );
    const kept = await keepNotes(deps, period, {
      version: Number(field(c.var.form, 'version')),
      by: `user:${c.get('user').id}`,
      sections: Object.fromEntries(headings.map((heading) => [heading, texts.get(heading) ?? ''])),
      // An explanation is kept even while its contradiction does not occur.
      explanations: { ...latest?.explanations, ...explanations },
    });
    if (!kept.ok && kept.stale) {
      const [now] = await notesOf(deps, period);
      return form(c, period, now, texts, { stale: true });
    }
    if (!kept.ok) return form(c, period, latest, texts, { refused: kept.refused });
    const again = field(c.var.form, 'do') === 'make';
    const made = again ? await makeReports(deps, period) : undefined;
    return c.redirect(`/reports/${slugOf(period)}?kept=now${made?.ok === true ? '&made=now' : ''}`, 303);
  });

  app.get('/reports/:period/words/:version{[0-9]+}', async (c) => {
    const period = readablePeriod(kit, c);
    const version = Number(c.req.param('version'));
    const kept = period && (await notesOf(deps, period)).find((one) => one.version === version);
    if (!kept) return noPage(kit, c);
    const words = wordsOf(c);
    const { commentary, one, periodName } = words.reports;
    const name = periodName(kindOf(period));
    return page(kit, c, 'report-words-kept.njk', {
      title: commentary.titleOfVersion({ period: name, version }),
      back: { href: `/reports/${slugOf(period)}`, text: one.title({ period: name }) },
      by: nameOf(kit, kept.by, words),
      at: kept.at,
      sections: Object.entries(kept.sections).map(([heading, text]) => [
        isHeading(heading) ? commentary.labels[heading] : heading,
        text,
      ]),
      explanations: Object.entries(kept.explanations).map(([id, text]) => [
        commentary.explanationOf({ id }),
        text,
      ]),
    });
  });
  return app;
}
