import { html, type Markup } from './markup.ts';
import type { Shown } from './make-report.ts';

/** A chart of one to three series over the same labels. */
export interface Chart {
  id: string;
  /** What it shows, in a sentence: the description of the picture. */
  sentence: string;
  title: string;
  series: readonly string[];
  rows: readonly { label: string; values: readonly Shown[] }[];
  suffix?: string;
  /** The room for labels beside bars that lie, of 760; a picture with less is narrower. */
  labels?: number;
}

// Told apart without colour too, on paper and in grey: dark, middle, and an outline. The first two have 3:1 on white.
const fills = ['#1d70b8', '#003078', '#fff'] as const;
const paint = (series: number): Markup =>
  html`fill="${fills[series] ?? quiet}"${series === 2 ? html` stroke="#003078" stroke-width="1.5"` : html``}`;
const text = '#0b0c0c';
const quiet = '#505a5f';
const width = 760;

const shownAs = ({ value, suppressed }: Shown, suffix = '') =>
  suppressed ? '[c]' : value === null ? 'none' : `${value}${suffix}`;

const largest = ({ rows }: Chart) =>
  Math.max(1, ...rows.flatMap(({ values }) => values.map(({ value }) => value ?? 0)));

const picture = ({ id, title, sentence }: Chart, height: number, content: Markup, whole = width): Markup =>
  html`<svg viewBox="0 0 ${whole} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
    <title id="${id}-title">${title}</title>
    <desc id="${id}-desc">${sentence}</desc>
    ${content}
  </svg>`;

const legend = (series: readonly string[]): Markup =>
  series.length < 2
    ? html``
    : html`${series.map(
        (name, i) =>
          html`<rect x="${i * 190}" y="2" width="16" height="16" ${paint(i)} /><text
              x="${i * 190 + 24}"
              y="16"
              font-size="16"
              fill="${text}"
              >${name}</text
            >`,
      )}`;

/** Bars that lie, each with its number: for labels that are words. */
export function barChart(chart: Chart): Markup {
  const { series, rows, suffix } = chart;
  const labels = chart.labels ?? 318;
  const whole = chart.labels === undefined ? width : width / 2;
  const most = whole - labels - 62;
  const scale = most / largest(chart);
  const top = series.length > 1 ? 34 : 2;
  const bar = series.length === 1 ? 24 : rows.length > 6 ? 14 : 17;
  const step = series.length * (bar + 2) + 12;
  const lines = rows.map(({ label, values }, row) => {
    const y = top + row * step;
    const middle = y + (series.length * (bar + 2)) / 2 + 5;
    return html`<text x="${labels - 12}" y="${middle}" text-anchor="end" font-size="16" fill="${text}"
        >${label}</text
      >${values.map((shown, i) => {
        const length = Math.round((shown.value ?? 0) * scale);
        const at = y + i * (bar + 2);
        return html`<rect x="${labels}" y="${at}" width="${length}" height="${bar}" ${paint(i)} /><text
            x="${labels + length + 7}"
            y="${at + bar / 2 + 5.5}"
            font-size="16"
            fill="${text}"
            >${shownAs(shown, suffix)}</text
          >`;
      })}`;
  });
  const height = top + rows.length * step;
  return picture(
    chart,
    height,
    html`${legend(series)}${lines}<line
        x1="${labels}"
        y1="${top - 2}"
        x2="${labels}"
        y2="${height - 6}"
        stroke="${quiet}"
      />`,
    whole,
  );
}

/** Bars that stand: for time. `mark` is a line across at a value, with its name. */
export function columnChart(chart: Chart, mark?: { value: number; title: string }): Markup {
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
        >${shownAs(shown, suffix)}</text
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
          >Dashed line: ${mark.title}, ${mark.value}</text
        >`
    : html``;
  return picture(
    chart,
    mark ? height : height - 20,
    html`${line}${columns}<line x1="0" y1="${base}" x2="${width}" y2="${base}" stroke="${quiet}" />`,
  );
}
