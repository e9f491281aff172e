import { html, type Markup } from './markup.ts';
import type { ReportWords } from '../words/report-words.ts';
import type { Shown } from './make-report.ts';

/** A chart of one to three series over the same labels. */
export interface Chart {
  id: string;
  /** The content of the chart in a sentence: the description of the picture. */
  sentence: string;
  title: string;
  series: readonly string[];
  rows: readonly { label: string; values: readonly Shown[] }[];
  suffix?: string;
  /**
   * The width for labels next to horizontal bars, of a picture 380 wide that is drawn once: half the width of a page.
   */
  labels?: number;
}

// Distinguishable without colour too, on paper and in grey: dark, middle, and an outline. The first two have a contrast
// of 3:1 on white.
const fills = ['#1d70b8', '#003078', '#fff'] as const;
const paint = (series: number): Markup =>
  html`fill="${fills[series] ?? quiet}"${series === 2 ? html` stroke="#003078" stroke-width="1.5"` : html``}`;
const text = '#0b0c0c';
const quiet = '#505a5f';

/** A picture is drawn twice, because its text would shrink with it. The page shows the one that fits its width. */
const sizes = [
  { name: 'wide', width: 760 },
  { name: 'narrow', width: 420 },
] as const;
type Size = (typeof sizes)[number];

const shownAs = ({ value, suppressed }: Shown, { tables }: ReportWords, suffix = '') =>
  suppressed ? '[c]' : value === null ? tables.none : `${value}${suffix}`;

const largest = ({ rows }: Chart) =>
  Math.max(1, ...rows.flatMap(({ values }) => values.map(({ value }) => value ?? 0)));

const picture = (
  { id, title, sentence }: Chart,
  { name, width }: { name: string; width: number },
  height: number,
  content: Markup,
): Markup =>
  html`<svg
    class="${name}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="${id}-${name}-title ${id}-${name}-desc"
  >
    <title id="${id}-${name}-title">${title}</title>
    <desc id="${id}-${name}-desc">${sentence}</desc>
    ${content}
  </svg>`;

const legend = (series: readonly string[], room: number): Markup =>
  series.length < 2
    ? html``
    : html`${series.map(
        (name, i) =>
          html`<rect x="${i * room}" y="2" width="16" height="16" ${paint(i)} /><text
              x="${i * room + 24}"
              y="16"
              font-size="16"
              fill="${text}"
              >${name}</text
            >`,
      )}`;

/** Horizontal bars, each with its number. In the narrow picture, labels are above their bars. */
export function barChart(chart: Chart, words: ReportWords): Markup {
  if (chart.labels !== undefined)
    return horizontalBars(chart, { name: 'half', width: 380 }, chart.labels, words);
  return html`${sizes.map((size) => horizontalBars(chart, size, size.name === 'wide' ? 318 : 0, words))}`;
}

function horizontalBars(
  chart: Chart,
  size: { name: string; width: number },
  labels: number,
  words: ReportWords,
): Markup {
  const { series, rows, suffix } = chart;
  const most = size.width - labels - 62;
  const scale = most / largest(chart);
  const over = labels === 0 ? 24 : 0;
  const top = series.length > 1 ? 34 : 2;
  const bar = series.length === 1 ? 24 : rows.length > 6 ? 14 : 17;
  const step = over + series.length * (bar + 2) + 12;
  const lines = rows.map(({ label, values }, row) => {
    const y = top + row * step + over;
    const middle = y + (series.length * (bar + 2)) / 2 + 5;
    const place =
      over > 0 ? html`x="0" y="${y - 7}"` : html`x="${labels - 12}" y="${middle}" text-anchor="end"`;
    return html`<text ${place} font-size="16" fill="${text}">${label}</text>${values.map((shown, i) => {
        const length = Math.round((shown.value ?? 0) * scale);
        const at = y + i * (bar + 2);
        return html`<rect x="${labels}" y="${at}" width="${length}" height="${bar}" ${paint(i)} /><text
            x="${labels + length + 7}"
            y="${at + bar / 2 + 5.5}"
            font-size="16"
            fill="${text}"
            >${shownAs(shown, words, suffix)}</text
          >`;
      })}`;
  });
  const height = top + rows.length * step;
  const axis =
    over > 0
      ? html``
      : html`<line x1="${labels}" y1="${top - 2}" x2="${labels}" y2="${height - 6}" stroke="${quiet}" />`;
  return picture(chart, size, height, html`${legend(series, Math.max(size.width / 4, 140))}${lines}${axis}`);
}

/** Vertical bars, for time. `mark` is a horizontal line at a value, with its name. */
export function columnChart(chart: Chart, words: ReportWords, mark?: Mark): Markup {
  return html`${sizes.map((size) => verticalBars(chart, size, words, mark))}`;
}

interface Mark {
  value: number;
  title: string;
}

function verticalBars(chart: Chart, size: Size, words: ReportWords, mark: Mark | undefined): Markup {
  const { width } = size;
  const { rows, suffix } = chart;
  const [base, top, height] = [214, 26, 262];
  const scale = (base - top) / Math.max(largest(chart), mark?.value ?? 0);
  const slot = width / rows.length;
  const bar = Math.min(46, slot * 0.7);
  const columns = rows.map(({ label, values }, i) => {
    const shown = values[0] ?? { value: null, suppressed: false };
    const tall = Math.round((shown.value ?? 0) * scale);
    const middle = Math.round(slot * (i + 0.5));
    return html`<rect
        x="${middle - bar / 2}"
        y="${base - tall}"
        width="${bar}"
        height="${tall}"
        fill="${fills[0]}"
      /><text
        x="${middle}"
        y="${base - tall - 7}"
        text-anchor="middle"
        font-size="16"
        font-weight="700"
        fill="${text}"
        >${shownAs(shown, words, suffix)}</text
      ><text x="${middle}" y="${base + 22}" text-anchor="middle" font-size="15" fill="${text}"
        >${rows.length > 6 ? label.slice(0, 3) : label}</text
      >`;
  });
  const line = mark
    ? html`<line
          x1="0"
          y1="${base - mark.value * scale}"
          x2="${width}"
          y2="${base - mark.value * scale}"
          stroke="${quiet}"
          stroke-dasharray="6 5"
        /><text x="0" y="${height - 4}" font-size="15" fill="${quiet}"
          >${words.tables.dashedLine(mark)}</text
        >`
    : html``;
  return picture(
    chart,
    size,
    mark ? height : height - 20,
    html`${line}${columns}<line x1="0" y1="${base}" x2="${width}" y2="${base}" stroke="${quiet}" />`,
  );
}
