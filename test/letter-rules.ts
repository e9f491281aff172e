import type { CivilDate } from '../functions/domain/time/civil-date.ts';

/** A letter as its reader gets it. */
export interface ReadLetter {
  template: string;
  text: string;
  html: string;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekday = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const written = `${weekday} \\d{1,2} (?:${months.join('|')}) \\d{4}`;

function dayOf(text: string): CivilDate {
  const [, day = '', month = '', year = ''] = /(\d{1,2}) (\w+) (\d{4})/.exec(text) ?? [];
  const number = months.indexOf(month) + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** The letter in sentences, without what other people wrote, which stands in quotes. */
const ownSentences = (text: string): string[] =>
  text
    .replaceAll(/^ {4}.*$/gm, '')
    .split(/(?<=[.:!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '');

// Letters that are no step of a complaint, so that no one has to go to the Ombudsman about them.
const withoutOmbudsman = new Set([
  'safeguarding-advice',
  'held-mail-advice',
  'receipt',
  'compliment-thanks',
  'comment-answer',
  'comment-noted',
]);
// The same letters go to people who complain and to people who praise.
const maybeOmbudsman = new Set(['private-link', 'reopened', 'taken-back']);
const answers = new Set(['stage-1-response', 'stage-2-adjudication', 'stage-3-response', 'final-response']);
const offersNextStage = new Set(['stage-1-response', 'stage-2-adjudication', 'window-closing']);

/** Everything that is wrong with a letter to a complainant by itself (law.md section 6). */
export function wrongInLetter({ template, text, html }: ReadLetter): string[] {
  const wrong = (what: string, pattern: RegExp, where = text): string[] => {
    const [match] = pattern.exec(where) ?? [];
    return match === undefined ? [] : [`${what}: ${match}`];
  };
  const on = /^Date: (.+)$/m.exec(text)?.[1];
  const past = ownSentences(text).filter(
    (sentence) =>
      on !== undefined &&
      /\b(?:will|expect|can|is now|last day to ask for it is)\b/.test(sentence) &&
      !/\b(?:said|told|agreed|should have)\b/.test(sentence) &&
      [...sentence.matchAll(new RegExp(`(?:by|until|is|now) (${written})`, 'g'))].some(
        ([, day = '']) => dayOf(day) < dayOf(on),
      ),
  );
  const signature = text.slice(text.lastIndexOf('Yours sincerely')).trim().split(/\n+/);
  const headings = [...html.matchAll(/<h2[^>]*>(.*?)<\/h2>/g)].map(([, heading = '']) => heading);
  return [
    ...wrong('a value that is none', /\bundefined\b|\bnull\b|\bNaN\b|\[object|\{\{|\}\}/),
    ...wrong('punctuation twice', /(?<!\.)\.\.(?!\.)|[,;:]\.|,,|[.!?],| [.,;:](?=\s|$)|\(\s*\)/m),
    ...wrong('a heading with nothing under it', /<h2[^>]*>[^<]*<\/h2>\s*(?=<h2|<\/main)/, html),
    ...headings
      .filter((heading, place) => headings.indexOf(heading) !== place)
      .map((heading) => `a heading twice: ${heading}`),
    ...wrong('a date without its weekday', new RegExp(`(?<!day )\\b\\d{1,2} (?:${months.join('|')}) \\d{4}`)),
    ...past.map((sentence) => `a promise of a day that has passed: ${sentence}`),
    // The answers of tests repeat labels, such as "Reason (the complainant will see this)".
    ...ownSentences(text).flatMap((sentence) => [
      ...wrong('the complainant, to the complainant', /\bthe complainant\b(?! will see this)/i, sentence),
      // What is going on or to come, in the present tense, as German has it.
      ...wrong(
        'a tense that English has not',
        /\b(?:was|were) to (?:be|have)\b|\bpeople who look into\b|\byou complain about\b|\b(?:complaint|investigation) goes\b|\bpanel meets\b/,
        sentence,
      ),
    ]),
    ...(text.split('Yours sincerely').length === 2 ? [] : ['not one signature']),
    ...(new Set(signature).size === signature.length
      ? []
      : [`a signature that repeats: ${signature.join()}`]),
    ...signature
      .filter((line) => /^[a-z]/.test(line))
      .map((line) => `a line of the signature begins with a small letter: ${line}`),
    ...excusedInTime(text),
    ...wrong('a citation', /\bregulation \d|\bSI \d{4}|Children Act|\bsection \d/i),
    ...(withoutOmbudsman.has(template) || maybeOmbudsman.has(template) || text.includes('0300 061 0614')
      ? []
      : ['the Ombudsman is missing']),
    ...(withoutOmbudsman.has(template) ? wrong('an Ombudsman for no complaint', /Ombudsman/) : []),
    ...(!offersNextStage.has(template) ||
    new RegExp(
      `The last day to ask for it is (?:${written}|\\d+ \\w+ days after this letter reaches you)\\.`,
    ).test(text)
      ? []
      : ['a right without its last day']),
  ];
}

/** A meeting by its last day, for whose lateness a letter gives a reason all the same. */
function excusedInTime(text: string): string[] {
  const [, on = ''] = new RegExp(`^- date: (${written})$`, 'm').exec(text) ?? [];
  const [excuse, lastDay = ''] =
    new RegExp(`would meet by (${written})\\. We are sorry that it cannot`).exec(text) ?? [];
  return excuse !== undefined && on !== '' && dayOf(on) <= dayOf(lastDay)
    ? [`an excuse for a meeting in time: ${excuse}`]
    : [];
}

/** Everything that is wrong with an alert to staff by itself, whatever step it is about. */
export function wrongInAlert({ template, text, html }: ReadLetter): string[] {
  const patterns: [string, RegExp, string][] = [
    ['a value that is none', /\bundefined\b|\bnull\b|\bNaN\b|\[object|\{\{|\}\}/, text],
    ['a line without its value', /^- [A-Z][\w ]+: *$/m, text],
    ['late by no day', /days late: 0\b/, text],
    ['a heading with nothing under it', /<h2[^>]*>[^<]*<\/h2>\s*(?=<h2|<\/main)/, html],
    ['a list of nothing', /about a case\.\s*\n\n(?!- )/, template === 'alerts-together' ? text : ''],
    ['a date without its weekday', new RegExp(`(?<!day )\\b\\d{1,2} (?:${months.join('|')}) \\d{4}`), text],
    ['a tense that English has not', /\b(?:was|were) to (?:be|have)\b|\bpanel meets\b/, text],
  ];
  return patterns.flatMap(([what, pattern, where]) => {
    const [match] = pattern.exec(where) ?? [];
    return match === undefined ? [] : [`${what}: ${match}`];
  });
}

/** The finding on each point of an answer, by the text of the point: that of the answer, or of an earlier `stage`. */
function findingsIn(text: string, stage?: string): Map<string, string> {
  const [, list = ''] =
    /\n(?:What we found|What we decided on each point)\n\n([^]*?)\n\n(?! |- )/.exec(text) ?? [];
  const said =
    stage === undefined
      ? /^ +(?:Our decision now: we|We) .*\((.+)\)$/m
      : new RegExp(`At ${stage} we .*\\((.+)\\)\\.$`, 'm');
  return new Map(
    list.split(/^- /m).flatMap((item): [string, string][] => {
      const [, found] = said.exec(item) ?? [];
      return found === undefined ? [] : [[item.split('\n')[0] ?? '', found]];
    }),
  );
}

/** Everything in which letters of one case, in the order of sending, contradict each other. */
export function wrongBetweenLetters(letters: readonly ReadLetter[]): string[] {
  const problems: string[] = [];
  let lastDay: string | undefined;
  let handler: string | undefined;
  const found = new Map<string, Map<string, string>>();
  for (const { template, text } of letters) {
    const [, day] =
      new RegExp(`last day to ask for (?:it|the next stage) (?:is|was|is now) (${written})`).exec(text) ?? [];
    const anew = answers.has(template) || template === 'resumed';
    if (day !== undefined && lastDay !== undefined && !anew && day !== lastDay)
      problems.push(`${template}: the last day is ${day}, and was ${lastDay}`);
    // On paper an answer gives no day: that is known only when it has been posted.
    if (day !== undefined || answers.has(template)) lastDay = day;
    if (template === 'acknowledgement')
      [, handler] = /\n(.+?), .+, will look into your complaint\./.exec(text) ?? [];
    const signer = text.slice(text.lastIndexOf('Yours sincerely')).trim().split(/\n+/)[1];
    if (template === 'stage-1-response' && handler !== undefined && signer !== handler)
      problems.push(`stage-1-response: signed by ${signer}, and ${handler} was to look into it`);
    for (const [stage, before] of found)
      for (const [point, finding] of findingsIn(text, stage))
        if (before.has(point) && before.get(point) !== finding)
          problems.push(
            `${template}: ${stage} found ${finding} on "${point}", and said ${before.get(point)}`,
          );
    if (template === 'stage-1-response') found.set('stage 1', findingsIn(text));
    if (template === 'stage-2-adjudication') found.set('stage 2', findingsIn(text));
  }
  return problems;
}
