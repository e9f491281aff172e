// Writes functions/domain/time/bank-holidays-england-and-wales.json: `npm run bank-holidays`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Holidays from 'date-holidays';
import type { BankHoliday } from '../functions/domain/time/bank-holidays.ts';
import { weekday } from '../functions/domain/time/civil-date.ts';
import type { CivilDate } from '../functions/domain/time/civil-date.ts';

const firstYear = 2000;
const lastYear = 2060;
/** Later years are not published yet. Their dates are projections, which the feed may replace. */
const lastPublishedYear = 2028;

export const outputFile = fileURLToPath(
  new URL('../functions/domain/time/bank-holidays-england-and-wales.json', import.meta.url),
);

type Holiday = { date: CivilDate; title: string };

/** The holidays of date-holidays, unchanged. England and Wales are one division, which it knows only as "ENG". */
export const rawHolidays = (): Holiday[] => {
  const england = new Holidays('GB', 'ENG', { types: ['public'] });
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, i) => firstYear + i);
  return years
    .flatMap((year) => england.getHolidays(year))
    .map(({ date, name }) => ({ date: date.slice(0, 10), title: name }));
};

/** Differences between GOV.UK and date-holidays that apply to every year. */
export const conventions: readonly { why: string; apply: (holidays: Holiday[]) => Holiday[] }[] = [
  {
    why: 'A holiday on a weekend is not a bank holiday: GOV.UK lists only its substitute day.',
    apply: (holidays) => holidays.filter(({ date }) => !['Saturday', 'Sunday'].includes(weekday(date))),
  },
  {
    why: 'GOV.UK gives a substitute day the title of the holiday itself.',
    apply: (holidays) =>
      holidays.map(({ date, title }) => ({ date, title: title.replace(/ \(substitute day\)$/, '') })),
  },
  {
    why: 'GOV.UK writes typographic apostrophes.',
    apply: (holidays) => holidays.map(({ date, title }) => ({ date, title: title.replaceAll("'", '’') })),
  },
];

/** Single days that date-holidays lacks, dates differently or names differently. */
export const corrections: readonly { why: string; drop?: CivilDate; put: Holiday }[] = [
  {
    why: 'The spring bank holiday of 2002 was moved from 27 May to join the Golden Jubilee.',
    drop: '2002-05-27',
    put: { date: '2002-06-04', title: 'Spring bank holiday' },
  },
  {
    why: 'Proclaimed once, for the fifty years of the reign of Elizabeth II.',
    put: { date: '2002-06-03', title: 'Queen’s Golden Jubilee' },
  },
  {
    why: 'Proclaimed once, for the wedding of Prince William and Catherine Middleton.',
    put: { date: '2011-04-29', title: 'Royal wedding bank holiday' },
  },
  {
    why: 'The spring bank holiday of 2012 was moved from 28 May to join the Diamond Jubilee.',
    drop: '2012-05-28',
    put: { date: '2012-06-04', title: 'Spring bank holiday' },
  },
  {
    why: 'GOV.UK’s title; date-holidays uses another.',
    put: { date: '2022-06-03', title: 'Platinum Jubilee bank holiday' },
  },
  {
    why: 'GOV.UK’s title; date-holidays uses another.',
    put: { date: '2022-09-19', title: 'Bank Holiday for the State Funeral of Queen Elizabeth II' },
  },
  {
    why: 'GOV.UK’s title; date-holidays uses another.',
    put: { date: '2023-05-08', title: 'Bank holiday for the coronation of King Charles III' },
  },
];

/** The bank holidays of England and Wales by date. Tests use `follow` to leave a convention out. */
export const generateBankHolidays = (follow = conventions): BankHoliday[] => {
  const replaced = new Set(corrections.flatMap(({ drop, put }) => [drop, put.date]));
  const corrected = [
    ...rawHolidays().filter(({ date }) => !replaced.has(date)),
    ...corrections.map(({ put }) => put),
  ];
  return follow
    .reduce((holidays, { apply }) => apply(holidays), corrected)
    .sort((a, b) => (a.date < b.date ? -1 : 1))
    .map(({ date, title }) =>
      Number(date.slice(0, 4)) > lastPublishedYear ? { date, title, projected: true } : { date, title },
    );
};

/** The text of the file: one holiday on each line, so a change gives a readable diff. */
export const bankHolidaysFile = (): string => {
  const line = (holiday: BankHoliday) =>
    `    { ${Object.entries(holiday)
      .map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
      .join(', ')} }`;
  return `{
  "division": "england-and-wales",
  "source": "date-holidays (CC BY 3.0), corrected in infra/generate-bank-holidays.ts to the GOV.UK bank holidays feed (Open Government Licence v3.0)",
  "events": [
${generateBankHolidays().map(line).join(',\n')}
  ]
}
`;
};

if (import.meta.main) writeFileSync(outputFile, bankHolidaysFile());
