import type { IncomingMessage } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { plain } from './answer.ts';
import type { Answer } from './answer.ts';
import { readBody } from './body.ts';
import { EventError, parseEvent } from './event.ts';
import type { Inbox } from './store/inbox.ts';

export interface WebhookOptions {
  /** The secrets that are valid now: two while one is being replaced by another. */
  readonly secrets: () => readonly string[];
  readonly inbox: Inbox;
  readonly log: (line: string) => void;
}

/** Takes one message of Caravan's: verified, parsed, stored, and only then answered. */
export async function receive(request: IncomingMessage, { secrets, inbox, log }: WebhookOptions): Promise<Answer> {
  const body = await readBody(request);
  if (body === undefined) return plain(413, 'The body is larger than 1 MB.');
  const messageId = header(request, 'webhook-id');
  try {
    verify(body, request, secrets());
    const outcome = store(messageId, body, inbox);
    log(`${messageId}: ${outcome}`);
    return plain(204);
  } catch (error) {
    const isUnsigned = error instanceof WebhookVerificationError;
    // Anything else is this site's own fault: the server answers 500, and Caravan sends the message again.
    if (!isUnsigned && !(error instanceof EventError)) throw error;
    const status = isUnsigned ? 401 : 400;
    log(`${messageId || 'a message without id'}: refused with ${status}: ${error.message}`);
    return plain(status, error.message);
  }
}

/**
 * Passes where any of the secrets fits; the timestamp is checked with each, so that an old message cannot be sent
 * again.
 */
function verify(body: string, request: IncomingMessage, secrets: readonly string[]): void {
  const headers = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, header(request, name)]),
  );
  let refusal = new WebhookVerificationError('This site has no secret yet');
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(body, headers, { jsonParse: false });
      return;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** Does what the event says, and says what was done. */
function store(messageId: string, body: string, inbox: Inbox): string {
  const event = parseEvent(body);
  if ('unknownType' in event) return `${JSON.stringify(event.unknownType)} is not for this site: ignored`;
  if (event.type === 'webhook.test') return 'webhook.test: the webhook works';
  return `${event.type} ${event.data.id} version ${event.data.version}: ${inbox.take(messageId, event)}`;
}

const header = (request: IncomingMessage, name: string): string => request.headersDistinct[name]?.[0] ?? '';
