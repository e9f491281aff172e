import { Hono } from 'hono';
import type { Council } from '../../domain/council/council.ts';
import { leastAge, leastYears, retentionScheduleOf } from '../../domain/council/retention-periods.ts';
import {
  equalityCountsKept,
  heldMailSchedule,
  retentionSchedule,
} from '../../../workflows/procedures/retention.ts';
import type { Words } from '../../words/words.ts';
import { page, wordsOf, type PageEnv, type PageKit } from '../kit/page-kit.ts';
import { first, memberField, type AdminPart, reasonField } from './admin-parts.ts';

/** How long cases are kept: each rule with its period and source, and a link to keep its cases longer. */
export function adminRetention(kit: PageKit): Hono<PageEnv> {
  const app = new Hono<PageEnv>();
  app.get('/admin/retention', (c) => {
    const { administration, keptSettings } = wordsOf(c);
    const { retention } = keptSettings;
    const source = ({
      citation,
      toBeChecked = false,
    }: {
      citation: string;
      toBeChecked?: boolean | undefined;
    }) => (toBeChecked ? retention.toBeChecked({ source: citation }) : citation);
    return page(kit, c, 'admin-retention.njk', {
      title: retention.title,
      back: { href: '/admin', text: administration.title },
      saved: c.req.query('saved') !== undefined,
      rules: retentionScheduleOf(kit.deps.council).map((rule) => ({
        title: rule.title,
        source: source(rule),
        href: `/admin/retention/${rule.id}`,
      })),
      fixed: [
        ...heldMailSchedule.map((rule) => ({ title: rule.title, source: source(rule) })),
        { title: retention.equality(equalityCountsKept), source: source(equalityCountsKept) },
      ],
    });
  });
  return app;
}

const textOf = (years: number | undefined) => (years === undefined ? '' : String(years));

const wholeNumber = (text: string) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined);

/** The council's own period for a rule of the retention schedule: no years, the shortest period. */
export function retentionPart(
  id: string,
  council: Council,
  folder: Council,
  { keptSettings: { retention: said } }: Words,
): AdminPart | undefined {
  const rule = retentionSchedule.find((one) => one.id === id);
  if (!rule) return undefined;
  const isThis = (one: { rule: string }) => one.rule === id;
  const own = council.retention?.find(isThis);
  return {
    title: rule.title.replace(/:.*/, ''),
    about: said.partAbout({ least: leastYears(rule, folder) }),
    fields: [
      {
        kind: 'input',
        name: 'years',
        label: said.years,
        hint: said.yearsHint,
        missing: said.yearsMissing,
      },
      ...(rule.untilAge === undefined
        ? []
        : [
            {
              kind: 'input' as const,
              name: 'untilAge',
              label: said.age,
              hint: said.ageHint({ least: leastAge(rule, folder) }),
            },
          ]),
      reasonField(said),
    ],
    part: ({ retention = [] }) => retention.find(isThis) ?? null,
    typed: {
      years: [textOf(own?.years)],
      untilAge: [textOf(own?.untilAge)],
      reason: [own?.reason ?? ''],
    },
    edit: (before, typed) => {
      const [years, age] = [first(typed, 'years'), first(typed, 'untilAge')];
      const others = (before.retention ?? []).filter((one) => !isThis(one));
      const edited = {
        rule: id,
        years: years === '' ? leastYears(rule, folder) : wholeNumber(years),
        // What is no number is too young, which says what to enter.
        ...(age === '' ? {} : { untilAge: wholeNumber(age) || 1 }),
        reason: first(typed, 'reason'),
      };
      const retention = years === '' && age === '' ? others : [...others, edited];
      return { ...before, retention: retention.length === 0 ? undefined : retention };
    },
    fieldOf: memberField('retention', (after) => (after.retention ?? []).findIndex(isThis)),
    next: '/admin/retention',
  };
}
