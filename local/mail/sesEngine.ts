import { Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Email } from 'aws-ses-v2-local/dist/store.js';
import { exchange, idleConnectionMs } from '../gateway/exchange.ts';
import { isObject, type JsonObject, textOf } from '../template/json.ts';
import { badRequest, MailRefusal } from './refusal.ts';

/** aws-ses-v2-local: it says what is wrong with a mail, or what its reader sees. */
export interface SesEngine {
  compose(body: Buffer): Promise<Email>;
  /** The same of a SendBulkEmail, for each of its entries. */
  composeBulk(body: Buffer): Promise<({ readonly email: Email } | { readonly error: string })[]>;
  stop(): Promise<void>;
}

/**
 * Starts it on a free port. It is loaded here, not at the top: that takes a third of a second, and few stacks send
 * mail.
 */
export async function startSes(): Promise<SesEngine> {
  const [
    {
      default: { default: listen },
    },
    { getStoreReadonly },
  ] = await Promise.all([import('aws-ses-v2-local'), import('aws-ses-v2-local/dist/store.js')]);
  const server = await listen({ host: '127.0.0.1', port: 0 });
  server.keepAliveTimeout = idleConnectionMs;
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = new Agent({ keepAlive: true });
  const ask = async (path: string, body: Buffer): Promise<JsonObject> => {
    const headers = { 'content-type': 'application/json', authorization: 'AWS4-HMAC-SHA256' };
    const answer = await exchange(endpoint, agent, { method: 'POST', path, headers, body });
    const parsed: unknown = JSON.parse(answer.body.toString());
    const told = isObject(parsed) ? parsed : {};
    if (answer.status !== 200) throw refusalOf(answer.status, told);
    return told;
  };
  const { emails } = getStoreReadonly();
  return {
    compose: async (body) => taken(emails, textOf((await ask('/v2/email/outbound-emails', body))['MessageId'])),
    composeBulk: async (body) => {
      const { BulkEmailEntryResults: results } = await ask('/v2/email/outbound-bulk-emails', body);
      return (Array.isArray(results) ? results : [])
        .filter(isObject)
        .map(({ Status, Error: error, MessageId: id }) => ({
          ...(Status === 'SUCCESS' ? { email: taken(emails, textOf(id)) } : { error: textOf(error) }),
        }));
    },
    stop: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const refusalOf = (status: number, { type, message, detail }: JsonObject): MailRefusal =>
  type === undefined || type === 'BadRequestException'
    ? badRequest(textOf(detail ?? message))
    : new MailRefusal(status, textOf(type), textOf(message));

/** Takes a mail out of the engine's store, which otherwise grows for good. */
function taken(emails: Email[], id: string): Email {
  const email = emails.find(({ messageId }) => messageId === id);
  if (email === undefined) throw new Error(`aws-ses-v2-local has lost the mail ${id}.`);
  emails.splice(emails.indexOf(email), 1);
  return email;
}
