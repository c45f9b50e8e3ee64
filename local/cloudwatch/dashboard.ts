import * as z from 'zod';
import { textOf } from '../template/json.ts';
import type { Stack } from '../template/stack.ts';
import { TwinError } from '../twinError.ts';
import type { Query } from './query.ts';

const place = { x: z.int(), y: z.int(), width: z.int(), height: z.int() };
const axis = z.strictObject({
  label: z.optional(z.string()),
  min: z.optional(z.number()),
  max: z.optional(z.number()),
  showUnits: z.optional(z.boolean()),
});
/** An entry of `metrics`: namespace, name, pairs of dimensions, and how to show it; or an expression alone. */
const entry = z.array(
  z.union([
    z.string(),
    z.strictObject({
      id: z.optional(z.string()),
      label: z.optional(z.string()),
      expression: z.optional(z.string()),
      period: z.int(),
      stat: z.optional(z.string()),
      visible: z._default(z.boolean(), true),
    }),
  ]),
);
const widget = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    ...place,
    properties: z.strictObject({
      markdown: z.string().check(z.regex(/^## [^\n]+$/)),
      background: z.optional(z.string()),
    }),
  }),
  z.strictObject({
    type: z.literal('alarm'),
    ...place,
    properties: z.strictObject({ title: z.string(), alarms: z.array(z.string()) }),
  }),
  z.strictObject({
    type: z.literal('metric'),
    ...place,
    properties: z.strictObject({
      view: z.enum(['timeSeries', 'singleValue']),
      title: z.string(),
      region: z.string(),
      metrics: z.array(entry),
      annotations: z.optional(
        z.strictObject({
          horizontal: z.array(z.strictObject({ value: z.number(), label: z.string(), yAxis: z.literal('left') })),
        }),
      ),
      yAxis: z.optional(z.strictObject({ left: axis })),
    }),
  }),
]);
/** Strict: a part that the twin cannot draw is an error, and no gap that nobody sees. */
const dashboardSchema = z.looseObject({ widgets: z.array(widget) });

export type Widget = z.output<typeof widget>;
export type MetricWidget = Extract<Widget, { type: 'metric' }>;

/** The widgets of the template's own dashboard; none where it has none. */
export function widgetsOf(stack: Stack): Widget[] {
  return stack.ofType('AWS::CloudWatch::Dashboard').flatMap(({ id, properties: { DashboardBody: body } }) => {
    const read = dashboardSchema.safeParse(JSON.parse(textOf(body)));
    if (read.success) return read.data.widgets;
    throw new TwinError(`The twin's CloudWatch cannot draw the dashboard ${id}: ${z.prettifyError(read.error)}`);
  });
}

/** A widget's metrics, and how it shows them. */
export function queriesOf({ properties: { metrics } }: MetricWidget): {
  queries: Query[];
  shown: { id: string; label: string }[];
} {
  const read = metrics.map((parts, index) => {
    const names = parts.filter((part) => typeof part === 'string');
    const options = parts.find((part) => typeof part !== 'string');
    if (!options) throw new TwinError(`The dashboard's metric ${names.join(' ')} says neither period nor statistic.`);
    const { id = `query${index}`, label, expression, period: periodSeconds, stat = 'Average', visible } = options;
    const [namespace = '', name = '', ...pairs] = names;
    const dimensions = Object.fromEntries(
      Array.from({ length: pairs.length / 2 }, (_, pair) => [pairs[2 * pair] ?? '', pairs[2 * pair + 1] ?? '']),
    );
    const query: Query =
      expression === undefined
        ? { id, metric: { namespace, name, dimensions }, statistic: stat, periodSeconds }
        : { id, expression, periodSeconds };
    return { query, shown: visible ? [{ id, label: label ?? expression ?? name }] : [] };
  });
  return { queries: read.map(({ query }) => query), shown: read.flatMap(({ shown }) => shown) };
}
