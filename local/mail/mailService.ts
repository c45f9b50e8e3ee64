import type { MessageEngine } from '../engines/messageEngine.ts';
import { errorAnswer } from '../gateway/answers.ts';
import type { Call } from '../gateway/call.ts';
import type { Answer } from '../gateway/exchange.ts';
import type { MailStore } from '../journal/mailStore.ts';
import type { SuppressionStore } from '../journal/suppressionStore.ts';
import type { Meter } from '../meter/meter.ts';
import type { JsonObject } from '../template/json.ts';
import type { Stack } from '../template/stack.ts';
import { serveCalls } from '../engines/callServer.ts';
import { accountReasons, configurationSetsOf, type ConfigurationSet } from './configurationSets.ts';
import { EventOutbox } from './eventOutbox.ts';
import type { Identities } from './identities.ts';
import type { Mail } from './mail.ts';
import { MailRefusal } from './refusal.ts';
import type { Sending } from './accept.ts';
import { sendBulkEmail } from './sendBulkEmail.ts';
import { sendEmail } from './sendEmail.ts';
import type { Sandbox } from './sandbox.ts';
import { SendQuota, type MailLimits } from './sendQuota.ts';
import { startSes, type SesEngine } from './sesEngine.ts';
import { suppressedDestinations } from './suppressedDestinations.ts';

/** The parts that the mail service needs. */
export interface MailParts {
  readonly stack: Stack;
  readonly identities: Identities;
  readonly sandbox: Sandbox;
  readonly store: MailStore;
  readonly suppression: SuppressionStore;
  readonly limits: MailLimits;
  readonly messages: MessageEngine;
  readonly meter: Meter;
  readonly accepted: (mail: Mail) => void;
  readonly failed: (error: unknown) => void;
}

/** An engine that answers as SES v2 does to who sends. */
export interface MailService {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Starts SES: identities and configuration sets from the template, mails and what they bring in the store. */
export async function startMail({
  stack,
  identities,
  sandbox,
  store,
  suppression,
  limits,
  messages,
  meter,
  accepted,
  failed,
}: MailParts): Promise<MailService> {
  const configurationSets = configurationSetsOf(stack);
  const quota = new SendQuota(store, limits);
  let started: Promise<SesEngine> | undefined;
  const sending = {
    identities,
    configurationSets,
    store,
    suppression,
    quota,
    sandbox,
    engine: () => (started ??= startSes()),
  };
  store.keepTopics(stack.ofType('AWS::SNS::Topic').map(({ name }) => name));
  const outbox = new EventOutbox(
    store,
    (topic, message) => {
      messages.server.publish(topic, message, { subject: 'Amazon SES Email Event Notification' });
      meter.count('ses', 'sns', 'Publish', { requests: 1, messages: 1 });
    },
    failed,
  );
  validateTopics(configurationSets, store);
  outbox.wake();

  const taken = (mails: readonly Mail[]): void => {
    outbox.wake();
    for (const mail of mails) accepted(mail);
  };
  const server = await serveCalls(
    { protocol: 'rest', service: 'ses' },
    async (call) => answerTo(call, () => resultOf(call, sending, taken)),
    failed,
  );
  return {
    endpoint: server.endpoint,
    stop: async () => {
      outbox.stop();
      await server.stop();
      await (await started)?.stop();
    },
  };
}

/** The answer to a call; mails that are taken by it are told of. */
async function resultOf(call: Call, sending: Sending, taken: (mails: readonly Mail[]) => void): Promise<JsonObject> {
  const { operation } = call;
  const { quota, store, sandbox, suppression } = sending;
  switch (operation) {
    case 'GetAccount':
      return accountOf(quota, store, sandbox.on);
    case 'SendEmail': {
      const mail = await sendEmail(call, sending);
      taken([mail]);
      return { MessageId: mail.id };
    }
    case 'SendBulkEmail': {
      const results = await sendBulkEmail(call, sending);
      taken(results.flatMap(({ mail }) => mail ?? []));
      return { BulkEmailEntryResults: results.map(({ result }) => result) };
    }
    default:
      return suppressedDestinations[operation]?.(call, suppression) ?? unknown(operation);
  }
}

/**
 * SES's greeting to a topic that becomes an event destination: plain text, and no event. AWS documents it nowhere;
 * laravel-ses#10 and django-anymail know it.
 */
const testMessage = 'Successfully validated SNS topic for Amazon SES event publishing.';

function validateTopics(configurationSets: ReadonlyMap<string, ConfigurationSet>, store: MailStore): void {
  for (const { name, destinations } of configurationSets.values()) {
    for (const { topic } of destinations)
      store.validate(`${name} ${topic}`, { topic, dueAt: Date.now(), message: testMessage });
  }
}

async function answerTo(call: Call, result: () => Promise<JsonObject>): Promise<Answer> {
  try {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(await result())),
    };
  } catch (error) {
    if (error instanceof MailRefusal) return errorAnswer(call, error.status, error.code, error.message);
    throw error;
  }
}

function unknown(operation: string): never {
  throw new MailRefusal(501, 'NotImplemented', `The twin's SES does not know ${operation}.`);
}

const accountOf = ({ max24HourSend, maxSendRate }: SendQuota, store: MailStore, sandboxed: boolean): JsonObject => ({
  DedicatedIpAutoWarmupEnabled: false,
  EnforcementStatus: 'HEALTHY',
  ProductionAccessEnabled: !sandboxed,
  SendingEnabled: true,
  SendQuota: {
    Max24HourSend: max24HourSend,
    MaxSendRate: maxSendRate,
    SentLast24Hours: store.sentLast24Hours(new Date()),
  },
  SuppressionAttributes: { SuppressedReasons: [...accountReasons] },
});
