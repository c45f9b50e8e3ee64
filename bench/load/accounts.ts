import { webhookId } from '../../modules/webhooks/post.ts';
import { rowsOf, unwell } from './ledger.ts';
import { queueName } from './samples.ts';
import { kindOf } from './size.ts';
import type { Stage } from './stage.ts';
import type { Due } from './stories.ts';

/** Ids that a complaint names. */
const named = (ids: readonly string[]): string => `${ids.length} (such as ${ids.slice(0, 3).join(', ')})`;

/** Every article is in the table, in its first version and live, in the log and in the list of all. */
export async function articlesAmiss({ articles, log, lists }: Stage, due: readonly Due[]): Promise<string[]> {
  const stored = await articles.getMany(due.map(({ articleId }) => articleId));
  const logged = new Set<string>();
  for await (const page of log.between(0, await log.settledEnd(new Date())))
    for (const { articleId } of page) logged.add(articleId);
  const listed = new Set((await lists.newest({ kind: 'all' }, due.length, () => true)).map(({ id }) => id));
  const without = (where: string, has: (id: string) => boolean): string[] => {
    const missing = due.map(({ articleId }) => articleId).filter((id) => !has(id));
    return missing.length === 0 ? [] : [`Articles that are not ${where}: ${named(missing)}.`];
  };
  return [
    ...without(
      'in the table, live and in their first version',
      (id) => stored.get(id)?.status === 'live' && stored.get(id)?.version === 1,
    ),
    ...without('in the log of announcements', (id) => logged.has(id)),
    ...without('in the list of all', (id) => listed.has(id)),
  ];
}

/** The webhooks that an endpoint must accept. */
export const webhooksOf = (
  { endpoints }: Pick<Stage, 'endpoints'>,
  endpoint: number,
  due: readonly Due[],
): string[] => {
  const {
    id,
    filter: { topics = [] },
  } = endpoints[endpoint]!;
  return due
    .filter(({ topic }) => topics.includes(topic))
    .map(({ articleId }) => webhookId({ endpointId: id, articleId, version: 1 }));
};

/** What endpoints that fail or hang have not accepted is pending in the ledger, or waits in the queue. */
export async function restAmiss(
  stage: Stage,
  due: readonly Due[],
  ofEarlier: ReadonlyMap<string, number>,
): Promise<{ amiss: string[]; pending: number; queued: number }> {
  const queue = stage.twin.stack.ofType('AWS::SQS::Queue').find(({ id }) => queueName(id) === 'deliveries')?.id ?? '';
  const { visible, inFlight, delayed } = stage.twin.depth(queue);
  const queued = visible + inFlight + delayed;
  let [pending, untried] = [0, 0];
  const amiss: string[] = [];
  for (const endpoint of unwell(stage)) {
    const rows = await rowsOf(stage, endpoint);
    const tried = rows.length - (ofEarlier.get(endpoint.id) ?? 0);
    const waiting = rows.filter(({ status }) => status === 'pending').length;
    if (waiting !== tried)
      amiss.push(`${tried - waiting} deliveries to the unwell endpoint ${endpoint.id} are neither made nor pending.`);
    pending += waiting;
    untried += webhooksOf(stage, stage.endpoints.indexOf(endpoint), due).length - tried;
  }
  // What was tried in the meantime has left the queue since it was looked at.
  if (queued < untried)
    amiss.push(`${untried - queued} deliveries to unwell endpoints are neither in the ledger nor in the queue.`);
  return { amiss, pending, queued };
}

/** Every endpoint, once it is well, has accepted each article of its topic once. */
export async function endpointsAmiss(stage: Stage, due: readonly Due[]): Promise<{ amiss: string[]; repeats: number }> {
  const accepted = new Map((await stage.world.tell()).map(({ endpoint, times }) => [endpoint, new Map(times)]));
  const amiss: string[] = [];
  let repeats = 0;
  for (const [endpoint, { id }] of stage.endpoints.entries()) {
    const had = accepted.get(endpoint) ?? new Map<string, number>();
    const expected = webhooksOf(stage, endpoint, due);
    const missing = expected.filter((webhook) => !had.has(webhook));
    const others = [...had.keys()].filter((webhook) => !expected.includes(webhook));
    const twice = [...had.values()].reduce((sum, times) => sum + times - 1, 0);
    repeats += twice;
    const complaint = [
      ...(missing.length > 0 ? [`lacks ${named(missing)}`] : []),
      ...(twice > 0 ? [`had ${twice} again`] : []),
      ...(others.length > 0 ? [`had ${named(others)} that it did not ask for`] : []),
    ];
    if (complaint.length > 0)
      amiss.push(`The ${kindOf(stage.size, endpoint)} endpoint ${id} ${complaint.join(', and ')}.`);
  }
  return { amiss, repeats };
}

/** No queue holds anything any more, and nothing is a dead letter. */
export const queuesAmiss = ({ twin }: Pick<Stage, 'twin'>): string[] =>
  twin.stack.ofType('AWS::SQS::Queue').flatMap(({ id }) => {
    const { visible, inFlight, delayed } = twin.depth(id);
    return visible + inFlight + delayed === 0
      ? []
      : [`The queue ${id} holds ${visible} messages, ${inFlight} in flight and ${delayed} delayed.`];
  });
