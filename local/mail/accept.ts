import { randomUUID } from 'node:crypto';
import type { MailEvent, MailStore } from '../journal/mailStore.ts';
import type { SuppressionStore } from '../journal/suppressionStore.ts';
import { region } from '../template/naming.ts';
import { addressOf } from './address.ts';
import { checkDraft } from './checks.ts';
import { accountReasons, type ConfigurationSet } from './configurationSets.ts';
import type { Draft } from './draft.ts';
import { eventAfterMs } from './eventOutbox.ts';
import { outcomeEvent, renderingFailureEvent, sendEvent, type ToldEvent, type ToldMail } from './events.ts';
import type { Identities, Identity } from './identities.ts';
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

/** A mail that SES would take, but for its quota. */
export interface CheckedDraft {
  readonly draft: Draft;
  readonly identity: Identity;
  readonly configurationSet: string | undefined;
}

/** Refuses a mail as SES would. */
export function checked(draft: Draft, raw: boolean, { identities, configurationSets, sandbox }: Sending): CheckedDraft {
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
  checkDraft(draft, raw);
  return { draft, identity, configurationSet };
}

/** What is in a mail, and who sent it by which operation. */
export interface Composed {
  readonly subject: string;
  readonly html: string | undefined;
  readonly text: string | undefined;
  /** With all that its sender wrote, Subject too. */
  readonly headers: readonly MailHeader[];
  readonly caller: string;
  readonly operation: string;
  /** SES accepts a mail whose text it cannot fill in, and tells of it afterwards: nobody gets it. */
  readonly renderingFailure?: string | undefined;
}

/** Takes a place in the quota, or refuses; and takes the mail. Nothing in it waits: no two take the same place. */
export function accept(
  { draft: { from, to, tags }, identity, configurationSet }: CheckedDraft,
  { subject, html, text, headers, caller, operation, renderingFailure }: Composed,
  { configurationSets, store, suppression, quota }: Sending,
): Mail {
  const at = new Date();
  quota.take(to.length, at);
  const id = `0100${at.getTime().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
  const mail = { id, from, to, subject, html, text, headers: delivered(headers, id, at), tags, configurationSet, at };
  const told = { mail, headers, identityArn: identity.arn, caller, operation };
  const set = configurationSets.get(configurationSet ?? '');
  if (renderingFailure === undefined) store.accept(mail, eventsOf(told, set, suppression));
  else store.tell(eventsFor(set, [{ dueAt: at.getTime(), event: renderingFailureEvent(told, renderingFailure) }]));
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
  return eventsFor(set, [{ dueAt: at.getTime(), event: sendEvent(told) }, ...outcomes]);
}

const eventsFor = (set: ConfigurationSet | undefined, events: readonly { dueAt: number; event: ToldEvent }[]) =>
  events.flatMap(({ dueAt, event: { type, body } }): MailEvent[] =>
    (set?.destinations ?? [])
      .filter(({ wants }) => wants(type))
      .map(({ topic }) => ({ topic, dueAt, message: JSON.stringify(body) })),
  );
