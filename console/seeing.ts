import { queriesOf, type MetricWidget } from '../local/cloudwatch/dashboard.ts';
import type { MetricStore } from '../local/cloudwatch/metricStore.ts';
import { reader } from '../local/cloudwatch/query.ts';
import type { Twin } from '../local/twin.ts';

const points = 180;
const rangesMinutes = [3, 15, 60, 180];

/**
 * The template's own dashboard with its alarms and the values of the last minutes; undefined for a range that it does
 * not draw.
 */
export function seeingOf({ cloudWatch }: Twin, rangeMinutes: number, nowMs = Date.now()) {
  if (!rangesMinutes.includes(rangeMinutes)) return undefined;
  const alarms = cloudWatch.look(nowMs).filter(({ tells }) => tells);
  const stepMs = Math.max(1_000, (rangeMinutes * 60_000) / points);
  const times = Array.from({ length: points + 1 }, (_, index) => nowMs - (points - index) * stepMs);
  return {
    nowMs,
    alarms,
    widgets: cloudWatch.widgets.map((widget) => {
      const { type, x, y, width, height, properties } = widget;
      const placed = {
        type,
        x,
        y,
        width,
        height,
        title: 'title' in properties ? properties.title : properties.markdown.replace(/^## /, ''),
      };
      if (widget.type !== 'metric') return placed;
      const { view, annotations, yAxis } = widget.properties;
      return {
        ...placed,
        view,
        unit: yAxis?.left?.label,
        limits: annotations?.horizontal ?? [],
        ...plotted(cloudWatch.store, widget, view === 'singleValue' ? [nowMs] : times),
      };
    }),
  };
}

/** A line for each series: its value over the period that ends at each of the times; null where there is none. */
function plotted(store: MetricStore, widget: MetricWidget, times: readonly number[]) {
  const { queries, shown } = queriesOf(widget);
  const valueAt = reader(store, queries);
  return {
    times: times.map((ms) => ms / 1000),
    series: shown.map(({ id, label }) => ({ label, values: times.map((ms) => valueAt(id, ms + 1) ?? null) })),
  };
}
