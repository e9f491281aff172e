import { Hono } from 'hono';
import { keepNotes, notesOf, type KeptNotes } from '../../operations/make-reports/keep-notes.ts';
import { makeReports } from '../../operations/make-reports/make-reports.ts';
import { periodNamed, slugOf } from '../../operations/make-reports/report-files.ts';
import { addMonths, financialYear } from '../../domain/time/civil-date.ts';
import { noteHeadings, type NoteHeading } from '../../report/notes.ts';
import type { Period } from '../../report/period.ts';
import { nameOf, noPage, page, type PageContext, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { field } from '../kit/posted-form.ts';
import { madeOf, readablePeriod } from './reports-page.ts';

type Written = Exclude<NoteHeading, 'Explanations'>;
const headings = noteHeadings.filter((heading) => heading !== 'Explanations');

const hints: Partial<Record<Written, string>> = {
  Introduction: 'Takes the place of the introduction that a report has by itself.',
  'Example compliments': 'Chosen by a person, without anybody’s name. Begin each line of a quotation with >',
  'Example complaints':
    'Chosen and anonymised by a person: no names, places or details by which somebody is known.',
  Learning: 'Examples of what was learned and done.',
  Progress: 'What has come of the recommendations of last year.',
  Recommendations: 'For the coming year, numbered 1. 2. 3.',
  'Ombudsman’s figures': 'What the Ombudsman published about the council. It is not counted from cases.',
};

const idOf = (heading: string) => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

/** The words of people in a report: written by section, every version kept. */
export function reportWordsPage(kit: PageKit): Hono<PageEnv> {
  const { deps } = kit;
  const app = new Hono<PageEnv>();

  /** The form as it stands in `texts`, by the names of its fields. */
  const form = async (
    c: PageContext,
    period: Period,
    latest: KeptNotes | undefined,
    texts: ReadonlyMap<string, string>,
    more: { refused?: Record<string, string>; stale?: boolean } = {},
  ) => {
    const { refused = {}, stale = false } = more;
    const made = await madeOf(kit, period);
    const contradictions = (made?.contradictions ?? []).map(({ id, sentence }, i) => ({
      id: `explanation-${i + 1}`,
      name: `why ${id}`,
      sentence,
      value: texts.get(`why ${id}`),
      error: refused[id],
    }));
    const fields = headings.map((heading) => ({
      id: idOf(heading),
      name: heading,
      label: heading,
      hint: hints[heading],
      value: texts.get(heading),
      error: refused[heading],
    }));
    const errors = [...contradictions, ...fields].flatMap(({ id, error }) =>
      error === undefined ? [] : [{ text: error, href: `#${id}` }],
    );
    return page(
      kit,
      c,
      'report-words.njk',
      {
        title: `Words for the report on ${period.name}`,
        back: { href: `/reports/${slugOf(period)}`, text: `Report on ${period.name}` },
        slug: slugOf(period),
        version: latest?.version ?? 0,
        fields,
        contradictions,
        figures: made?.figures ?? [],
        lastYear: await recommendationsBefore(period),
        stale: stale && latest ? { ...latest, by: nameOf(kit, latest.by) } : undefined,
        errors: stale
          ? [{ text: 'Somebody else kept other words while you wrote', href: '#changed' }]
          : errors,
      },
      stale ? 409 : errors.length > 0 ? 422 : 200,
    );
  };

  /** What was recommended a year before: progress is told on that. */
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
      // What was explained once stays explained, also while its contradiction is away.
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
    return page(kit, c, 'report-words-kept.njk', {
      title: `Words for the report on ${period.name}, version ${version}`,
      back: { href: `/reports/${slugOf(period)}`, text: `Report on ${period.name}` },
      by: nameOf(kit, kept.by),
      at: kept.at,
      sections: Object.entries(kept.sections),
      explanations: Object.entries(kept.explanations),
    });
  });
  return app;
}
