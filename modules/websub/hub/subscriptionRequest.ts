import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { checkUrl, FetchError } from '../../../platform/http/addressGuard.ts';
import { Problem } from '../../../platform/http/problem.ts';

/** A subscriber's request, in the words of WebSub, section 5.1. */
export interface SubscriptionRequest {
  readonly mode: 'subscribe' | 'unsubscribe';
  readonly callback: string;
  readonly topic: string;
  readonly leaseSeconds: number;
  readonly secret: string | undefined;
}

const days = 86_400;
const lease = { usual: 10 * days, least: 3_600, most: 30 * days } as const;
const address = z.string().check(z.minLength(1), z.maxLength(2_048));
const fields = {
  'hub.mode': { schema: z.enum(['subscribe', 'unsubscribe']), wants: 'subscribe or unsubscribe' },
  'hub.callback': { schema: address, wants: 'the address to send changes to, of at most 2,048 characters' },
  'hub.topic': { schema: address, wants: 'the address of a feed, of at most 2,048 characters' },
  'hub.lease_seconds': {
    schema: z.optional(z.string().check(z.regex(/^\d{1,12}$/))),
    wants: 'a whole number of seconds, or nothing',
  },
  'hub.secret': {
    schema: z.optional(z.string().check(z.refine((text) => Buffer.byteLength(text) < 200))),
    wants: 'less than 200 bytes, or nothing',
  },
} as const;

/**
 * @param local whether callbacks may go over plain http, and to the loopback
 * @throws Problem 400
 */
export function parseSubscription(form: URLSearchParams, local: boolean): SubscriptionRequest {
  const mode = field(form, 'hub.mode');
  const callback = field(form, 'hub.callback');
  checkCallback(callback, local);
  const asked = Number(field(form, 'hub.lease_seconds') ?? lease.usual);
  return {
    mode,
    callback,
    topic: field(form, 'hub.topic'),
    leaseSeconds: Math.min(lease.most, Math.max(lease.least, asked)),
    secret: field(form, 'hub.secret'),
  };
}

function field<Name extends keyof typeof fields>(
  form: URLSearchParams,
  name: Name,
): z.infer<(typeof fields)[Name]['schema']> {
  const { schema, wants } = fields[name];
  const values = form.getAll(name).filter((value) => value !== '');
  const parsed = schema.safeParse(values[0]);
  if (values.length > 1 || !parsed.success) throw new Problem(400, `${name} must be given once, and be ${wants}.`);
  return parsed.data as z.infer<(typeof fields)[Name]['schema']>;
}

function checkCallback(text: string, local: boolean): void {
  const refuse = (why: string) => new Problem(400, `hub.callback ${why}`);
  if (!URL.canParse(text)) throw refuse('is no URL: give the whole address, with https://');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:'))
    throw refuse('must begin with https://: changes are sent over TLS only.');
  if (url.hash !== '') throw refuse('has a fragment (what follows #), which is never sent: leave it out.');
  try {
    checkUrl(url, local);
  } catch (error) {
    throw error instanceof FetchError ? refuse(`cannot be used: ${error.message}`) : error;
  }
}

const maxBodyBytes = 16_384;
const formType = 'application/x-www-form-urlencoded';

/**
 * The form of a request.
 * @throws Problem 413 or 415
 */
export function subscriptionForm({
  body = '',
  isBase64Encoded,
  headers,
}: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded' | 'headers'>): URLSearchParams {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBodyBytes) throw new Problem(413, `A subscription takes at most ${maxBodyBytes} bytes.`);
  if (headers['content-type']?.split(';')[0]?.trim().toLowerCase() !== formType)
    throw new Problem(415, `Send a form: content-type ${formType}.`, { headers: { accept: formType } });
  return new URLSearchParams(bytes.toString('utf8'));
}
