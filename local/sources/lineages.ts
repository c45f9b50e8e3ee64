import type { Call } from '../gateway/call.ts';
import type { Answer } from '../gateway/exchange.ts';
import { chainOf, joined, type Chain } from '../rules/recursion.ts';
import { isObject, type Json, type JsonObject, textOf } from '../template/json.ts';

/** Chains of older messages are forgotten: none of them is in a loop that still runs. */
const kept = 20_000;

/**
 * In which chain of requests each message was sent: SQS keeps the sender's trace header as AWSTraceHeader, and the
 * engine does not. A restart of the twin forgets them.
 */
export class Lineages {
  readonly #chains = new Map<string, Chain>();

  /**
   * Takes note of what a call has sent, by the ids that SQS gave; what goes over a topic gets its ids there, and is
   * known by its text.
   */
  note({ service, operation, input, headers }: Call, { status, body }: Answer): void {
    if (status !== 200 || !/^(SendMessage|Publish)(Batch)?$/.test(operation)) return;
    const chain = chainOf([headers['x-amzn-trace-id']].flat()[0]);
    if (Object.keys(chain).length === 0) return;
    const keys =
      service === 'sqs'
        ? sentIds(JSON.parse(body.toString()) as Json)
        : Object.entries(input)
            .filter(([name]) => /(^|\.)Message$/.test(name))
            .map(([, text]) => textOf(text));
    for (const key of keys) this.#keep(key, chain);
  }

  /** The chain that messages were sent in, as the pollers receive them. */
  of(messages: readonly JsonObject[]): Chain {
    return joined(
      messages.flatMap(({ MessageId: id, Body: body }): Chain[] => {
        const chain =
          this.#chains.get(textOf(id)) ?? this.#chains.get(textOf(body)) ?? this.#chains.get(enveloped(body));
        return chain === undefined ? [] : [chain];
      }),
    );
  }

  #keep(key: string, chain: Chain): void {
    this.#chains.delete(key);
    this.#chains.set(key, chain);
    const [oldest] = this.#chains.keys();
    if (this.#chains.size > kept && oldest !== undefined) this.#chains.delete(oldest);
  }
}

function sentIds(answer: Json): string[] {
  if (!isObject(answer)) return [];
  const { MessageId: id, Successful: sent } = answer;
  return [id, ...(Array.isArray(sent) ? sent.filter(isObject).map(({ MessageId: one }) => one) : [])].flatMap((one) =>
    one === undefined ? [] : [textOf(one)],
  );
}

/** The message in a notification of SNS, where delivery is not raw. */
function enveloped(body: Json | undefined): string {
  try {
    const parsed: unknown = JSON.parse(textOf(body));
    return isObject(parsed) ? textOf(parsed['Message']) : '';
  } catch {
    return '';
  }
}
