// The stage's own dashboard, plotted live: the same widgets, metrics and alarms that CloudWatch will have.
import { el, time } from '/elements.js';
import uPlot from '/uplot.js';

const board = document.getElementById('board');
const range = document.getElementById('range');
const refreshEveryMs = 5_000;
const plotHeightPx = 175;
const colours = ['#2f7fb8', '#d9822b', '#3c9a5f', '#c0504d', '#8064a2', '#5a9aa8', '#b0a030', '#d070a0'];
const plots = new Map();

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name);

function place(element, { x, y, width, height }) {
  element.style.gridColumn = `${x + 1} / span ${width}`;
  element.style.gridRow = `${y + 1} / span ${height}`;
}

function short(value) {
  if (value === null || value === undefined) return '–';
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function plot(holder, { series, times, unit, limits }) {
  const [ink, line] = [style('--quiet'), style('--line')].map((value) => resolved(holder, value));
  const axis = { stroke: ink, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '11px system-ui' };
  const dashes = limits.map(({ value, label }) => ({
    label,
    stroke: resolved(holder, style('--bad')),
    dash: [5, 4],
    width: 1,
    points: { show: false },
    value: () => short(value),
  }));
  return new uPlot(
    {
      width: holder.clientWidth,
      height: plotHeightPx,
      legend: { live: false },
      cursor: { y: false, points: { size: 5 } },
      scales: { y: { range: (_, min, max) => [0, Math.max(1, (max ?? 0) * 1.1)] } },
      axes: [
        {
          ...axis,
          space: 70,
          values: (_, ticks) =>
            ticks.map((tick) =>
              new Date(tick * 1000).toLocaleTimeString([], {
                hour: '2-digit',
                minute: '2-digit',
                second: '2-digit',
                hour12: false,
              }),
            ),
        },
        { ...axis, size: 42, label: unit, labelSize: 14, labelFont: '11px system-ui' },
      ],
      series: [
        {},
        ...series.map(({ label }, index) => ({
          label,
          stroke: colours[index % colours.length],
          width: 1.75,
          spanGaps: false,
          points: { size: 4 },
        })),
        ...dashes,
      ],
    },
    dataOf({ series, times, limits }),
    holder,
  );
}

/** Canvas knows no light-dark(): the browser is asked what a colour comes to. */
function resolved(holder, colour) {
  holder.style.color = colour;
  const { color } = getComputedStyle(holder);
  holder.style.color = '';
  return color;
}

const dataOf = ({ series, times, limits }) => [
  times,
  ...series.map(({ values }) => values),
  ...limits.map(({ value }) => times.map(() => value)),
];

function build(widget) {
  const part = el('article', { className: `widget ${widget.view ?? widget.type}` }, el('h3', { text: widget.title }));
  place(part, widget);
  part.append(el('div', { className: 'holder' }));
  return part;
}

const anchorOf = ({ description }) => /docs\/runbook\.md#\S+/.exec(description)?.[0];

function alarmsIn(holder, alarms) {
  const firing = alarms.filter(({ state }) => state === 'ALARM');
  const unmeasured = alarms.filter(({ measured }) => !measured).length;
  const calm = alarms.length - firing.length - unmeasured;
  holder.replaceChildren(
    el('p', {
      className: `dot ${firing.length > 0 ? 'bad' : 'good'}`,
      text: [
        ...(firing.length > 0 ? [`${firing.length} in alarm`] : []),
        `${calm} calm`,
        ...(unmeasured > 0 ? [`${unmeasured} on what only AWS measures, or nothing yet`] : []),
      ].join(', '),
    }),
    el(
      'ul',
      {},
      ...firing.map((alarm) =>
        el(
          'li',
          {},
          el('b', { text: alarm.name.replace(/^[^:]*: /, '') }),
          ' ',
          time(alarm.sinceMs),
          el(
            'div',
            { className: 'quiet', text: `${alarm.description.replace(/ What to do:.*/, '')} What to do: ` },
            el('code', { text: anchorOf(alarm) ?? 'docs/runbook.md' }),
          ),
        ),
      ),
    ),
  );
}

function show({ widgets, alarms }) {
  if (board.children.length === 0) board.append(...widgets.map(build));
  widgets.forEach((widget, index) => {
    const holder = board.children[index].querySelector('.holder');
    if (widget.type === 'alarm') alarmsIn(holder, alarms);
    else if (widget.view === 'singleValue')
      holder.replaceChildren(
        ...widget.series.map(({ label, values }) =>
          el('p', {}, el('b', { text: short(values[0]) }), ' ', el('span', { className: 'quiet', text: label })),
        ),
      );
    else if (widget.view === 'timeSeries') {
      const standing = plots.get(index);
      if (standing) standing.setData(dataOf(widget));
      else plots.set(index, plot(holder, widget));
    }
  });
}

async function refresh() {
  try {
    const response = await fetch(`/seeing?minutes=${range.value}`);
    if (response.ok) show(await response.json());
  } catch {
    /* the page's header says that the connection is lost */
  }
}

function redraw() {
  for (const drawn of plots.values()) drawn.destroy();
  plots.clear();
  void refresh();
}

range.addEventListener('change', () => void refresh());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
new ResizeObserver(() => {
  for (const [index, drawn] of plots) {
    const holder = board.children[index].querySelector('.holder');
    drawn.setSize({ width: holder.clientWidth, height: plotHeightPx });
  }
}).observe(board);
setInterval(refresh, refreshEveryMs);
void refresh();
