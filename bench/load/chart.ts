/** A line over time; null where there is nothing to show. */
export interface Series {
  readonly label: string;
  readonly colour: string;
  readonly dash?: string;
  readonly values: readonly number[];
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
}

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  /** Seconds. */
  readonly times: readonly number[];
  readonly panels: readonly Panel[];
  readonly marks: readonly { readonly at: number; readonly what: string }[];
  readonly footer: string;
}

const [width, left, right, top, panelHeight, gap, bottom] = [1_200, 90, 30, 116, 220, 76, 90];
/** Okabe and Ito's, which people see apart whose eyes tell fewer colours. */
export const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'] as const;

const fonts = 'font-family="DejaVu Sans, system-ui, sans-serif" font-size="15" fill="#222"';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escaped(words)}</text>`;
const line = (x1: number, y1: number, x2: number, y2: number, more: string): string =>
  `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" ${more}/>`;

/** Round numbers from 0 to just above a value, some five of them. */
export function ticksTo(most: number): number[] {
  const rough = Math.max(most, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, index) => index * step);
}

/** Draws panels one below the other over one axis of time, as SVG. */
export function svgOf({ title, subtitle, times, panels, marks, footer }: Chart): string {
  const height = top + panels.length * (panelHeight + gap) + bottom - gap;
  const seconds = ticksTo(times.at(-1) ?? 0);
  const x = (at: number): number => left + (at / seconds.at(-1)!) * (width - left - right);
  const drawn = panels.map((panel, index) => panelOf(panel, top + index * (panelHeight + gap)));
  const foot = top + panels.length * (panelHeight + gap) - gap;
  const axisName = text((left + width - right) / 2, foot + 48, 'seconds', 'text-anchor="middle" fill="#555"');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${fonts}>
<rect width="100%" height="100%" fill="#fff"/>
${text(left, 36, title, 'font-size="22" font-weight="bold"')}${text(left, 62, subtitle, 'fill="#555"')}
${drawn.join('\n')}
${seconds.map((at) => text(x(at), foot + 24, String(at), 'text-anchor="middle" fill="#555"')).join('')}
${axisName}${text(left, height - 14, footer, 'fill="#555" font-size="13"')}
</svg>`;

  function panelOf({ title: words, unit, series }: Panel, from: number): string {
    const ticks = ticksTo(
      series.reduce((most, { values }) => values.reduce((one, other) => Math.max(one, other), most), 0),
    );
    const y = (value: number): number => from + panelHeight - (value / ticks.at(-1)!) * panelHeight;
    const grid = ticks.map(
      (tick) =>
        line(left, y(tick), width - right, y(tick), 'stroke="#ddd"') +
        text(left - 10, y(tick) + 5, tick.toLocaleString('en'), 'text-anchor="end" fill="#555"'),
    );
    const verticals = marks.map(
      ({ at, what }) =>
        line(x(at), from, x(at), from + panelHeight, 'stroke="#888" stroke-dasharray="3 4"') +
        text(x(at) + 5, from + 15, what, 'font-size="12" fill="#666"'),
    );
    const lines = series.map(
      ({ colour, dash = '', values }) =>
        `<polyline fill="none" stroke="${colour}" stroke-width="2.2" stroke-dasharray="${dash}" ` +
        `points="${values.map((value, index) => `${x(times[index] ?? 0).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`,
    );
    return [
      text(left, from - 14, `${words}, ${unit}`, 'font-weight="bold"'),
      ...grid,
      ...verticals,
      ...lines,
      legendOf(series, from - 14),
    ].join('\n');
  }
}

/** From the right edge on, so that it never meets the title. */
function legendOf(series: readonly Series[], y: number): string {
  const widths = series.map(({ label }) => label.length * 8.6 + 50);
  let at = width - right - widths.reduce((sum, one) => sum + one, 0);
  return series
    .map(({ label, colour, dash = '' }, index) => {
      const stroke = `stroke="${colour}" stroke-width="3" stroke-dasharray="${dash}"`;
      const entry = line(at, y - 5, at + 26, y - 5, stroke) + text(at + 32, y, label);
      at += widths[index]!;
      return entry;
    })
    .join('');
}
