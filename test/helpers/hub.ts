import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { keyName } from '../../lib/settings/keys.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';
import { pushKeyWith } from '../../modules/websub/subscriber/pushKey.ts';
import type { PushKey } from '../../modules/websub/subscriber/pushKey.ts';
import type { TestCaravan } from './caravan.ts';

/**
 * A hub of our own on a free port of this machine: it takes subscriptions, verifies each, and pushes what a test says.
 */
export interface TestHub {
  readonly url: string;
  /** Each request, as its form. */
  readonly asked: Record<string, string>[];
  /** What the subscribers answered to their verifications. */
  readonly verified: { readonly status: number; readonly text: string; readonly type: string | null }[];
  /** Of the subscriptions that were verified. */
  readonly callbacks: Map<string, { readonly topic: string; readonly secret: string }>;
  /** What it grants. */
  leaseSeconds: number;
  /** Answers in place of taking a subscription, while set; `false` leaves it to the hub. */
  answer: ((response: ServerResponse) => unknown) | undefined;
  /** Waits until every verification under way is done. */
  settled(): Promise<void>;
  /** Pushes to all subscribers, signed. */
  push(body?: string, method?: string): Promise<number[]>;
  stop(): Promise<void>;
}

export async function startHub(): Promise<TestHub> {
  const underWay = new Set<Promise<void>>();
  const verify = async (form: Record<string, string>) => {
    const { 'hub.callback': callback = '', 'hub.topic': topic = '', 'hub.secret': secret = '' } = form;
    const challenge = randomBytes(16).toString('hex');
    const asked = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.challenge': challenge,
      'hub.lease_seconds': String(hub.leaseSeconds),
    });
    const response = await fetch(`${callback}?${asked.toString()}`);
    const answered = await response.text();
    hub.verified.push({ status: response.status, text: answered, type: response.headers.get('content-type') });
    if (response.status === 200 && answered === challenge) hub.callbacks.set(callback, { topic, secret });
  };
  const server = createServer((request, response) => {
    text(request).then(
      (body) => {
        const form = Object.fromEntries(new URLSearchParams(body));
        hub.asked.push(form);
        if (hub.answer && hub.answer(response) !== false) return;
        response.writeHead(202).end();
        const verification = verify(form).catch(() => undefined);
        underWay.add(verification);
        void verification.then(() => underWay.delete(verification));
      },
      () => {
        response.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub: TestHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hub`,
    asked: [],
    verified: [],
    callbacks: new Map(),
    leaseSeconds: 432_000,
    answer: undefined,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    push: (body = '<rss/>', method = 'sha256') =>
      Promise.all(
        [...hub.callbacks].map(async ([callback, { secret }]) => (await pushTo(callback, body, secret, method)).status),
      ),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return hub;
}

/** One push, as a hub signs it. */
export const pushTo = (
  callback: string,
  body: string | Uint8Array<ArrayBuffer>,
  secret: string,
  method = 'sha256',
): Promise<Response> =>
  fetch(callback, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/rss+xml',
      'x-hub-signature': `${method}=${createHmac(method, secret).update(body).digest('hex')}`,
    },
  });

/** What a channel says of its hub. */
export const hubLinks = (hub: string, topic: string): string =>
  `<atom:link rel="hub" href="${hub}"/><atom:link rel="self" href="${topic}"/>`;

/** What the twin makes callbacks and secrets with. */
export async function pushKeyOf({ twin }: Pick<TestCaravan, 'twin'>): Promise<PushKey> {
  const { Parameter } = await new SSMClient(twinOperator(twin.endpoint)).send(
    new GetParameterCommand({ Name: keyName('local', 'push-key'), WithDecryption: true }),
  );
  return pushKeyWith(Parameter?.Value ?? '');
}
