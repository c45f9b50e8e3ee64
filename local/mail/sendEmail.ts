import { randomUUID } from 'node:crypto';
import type { Call } from '../gateway/call.ts';
import type { MailEvent, MailStore } from '../journal/mailStore.ts';
import type { SuppressionStore } from '../journal/suppressionStore.ts';
import { region } from '../template/naming.ts';
import { addressOf } from './address.ts';
import { checkDraft } from './checks.ts';
import { accountReasons, type ConfigurationSet } from './configurationSets.ts';
import { draftOf, isRaw } from './draft.ts';
import { eventAfterMs } from './eventOutbox.ts';
import { outcomeEvent, sendEvent, type ToldMail } from './events.ts';
import type { Identities } from './identities.ts';
import type { Mail, MailHeader } from './mail.ts';
import { MailRefusal, notFound } from './refusal.ts';
import type { Sandbox } from './sandbox.ts';
import type { SendQuota } from './sendQuota.ts';
import type { SesEngine } from './sesEngine.ts';
import { outcomesOf } from './simulator.ts';

/** The parts that sending needs. */
export interface Sending {
  readonly identities: Identities;
  readonly configurationSets: ReadonlyMap<string, ConfigurationSet>;
  readonly store: MailStore;
  readonly suppression: SuppressionStore;
  readonly quota: SendQuota;
  readonly sandbox: Sandbox;
  readonly engine: () => Promise<SesEngine>;
}

/** Takes a mail, or refuses it as SES would. */
export async function sendEmail(
  { caller, input, body }: Call,
  { identities, configurationSets, store, suppression, quota, sandbox, engine }: Sending,
): Promise<Mail> {
  const draft = draftOf(input);
  const sender = addressOf(draft.from);
  const identity = identities.of(sender);
  const unverified = [...(identity === undefined ? [sender] : []), ...sandbox.unverified(draft.to)];
  if (identity === undefined || unverified.length > 0) {
    throw new MailRefusal(
      400,
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region ' +
        `${region.toUpperCase()}: ${unverified.join(', ')}`,
    );
  }
  const { configurationSet = identity.configurationSet } = draft;
  const set = configurationSets.get(configurationSet ?? '');
  if (configurationSet !== undefined && set === undefined)
    throw notFound(`Configuration set <${configurationSet}> does not exist.`);
  if (set?.sends === false)
    throw new MailRefusal(400, 'SendingPausedException', `Sending is disabled for configuration set <${set.name}>.`);
  checkDraft(draft, isRaw(input));
  const {
    subject,
    body: { html, text },
  } = await (await engine()).compose(body);

  // From here on nothing waits: two calls never take the same place in the quota.
  const at = new Date();
  quota.take(draft.to.length, at);
  const id = `0100${at.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
  const { from, to, tags } = draft;
  const headers = isRaw(input) ? draft.headers : [...draft.headers, { name: 'Subject', value: subject }];
  const mail: Mail = {
    id,
    from,
    to,
    subject,
    html,
    text,
    headers: delivered(headers, id, at),
    tags,
    configurationSet,
    at,
  };
  store.accept(mail, eventsOf({ mail, headers, identityArn: identity.arn, caller: caller.name }, set, suppression));
  return mail;
}

/**
 * The headers that the reader gets. Message-ID and Date are SES's, whatever the caller has set, and a raw mail's Bcc
 * goes.
 */
function delivered(headers: readonly MailHeader[], id: string, at: Date): MailHeader[] {
  return [
    ...headers.filter(({ name }) => !/^(message-id|date|bcc)$/i.test(name)),
    { name: 'Message-ID', value: `<${id}@email.amazonses.com>` },
    { name: 'Date', value: at.toUTCString().replace('GMT', '+0000') },
  ];
}

/** Every event that the topics of the configuration set are to get. */
function eventsOf(told: ToldMail, set: ConfigurationSet | undefined, suppression: SuppressionStore): MailEvent[] {
  const { to, at } = told.mail;
  const reasons: readonly string[] = set?.suppressedReasons ?? accountReasons;
  const suppressed = (recipient: string): boolean => reasons.includes(suppression.find(recipient)?.reason ?? '');
  const outcomes = to.flatMap((recipient) =>
    (suppressed(recipient) ? (['suppressed'] as const) : outcomesOf(recipient)).map((outcome, index) => {
      const dueAt = at.getTime() + eventAfterMs * (index + 1);
      return { dueAt, event: outcomeEvent(told, recipient, outcome, new Date(dueAt)) };
    }),
  );
  const events = [{ dueAt: at.getTime(), event: sendEvent(told) }, ...outcomes];
  return events.flatMap(({ dueAt, event: { type, body } }) =>
    (set?.destinations ?? [])
      .filter(({ wants }) => wants(type))
      .map(({ topic }) => ({ topic, dueAt, message: JSON.stringify(body) })),
  );
}
