import { CloudWatch } from './cloudwatch/cloudWatch.ts';
import { startMappings, startRules } from './control/controlPlane.ts';
import { Switches } from './control/switches.ts';
import { startParameters } from './engines/parameters.ts';
import { startSecrets } from './engines/secrets.ts';
import { StreamCopy } from './engines/streamCopy.ts';
import { AccessCheck } from './gateway/access.ts';
import { CopiedWrites } from './gateway/copiedWrites.ts';
import { DerivedWrites } from './gateway/derivedWrites.ts';
import type { Ground } from './ground.ts';
import { MailStore } from './journal/mailStore.ts';
import { SecretStore } from './journal/secretStore.ts';
import { SuppressionStore } from './journal/suppressionStore.ts';
import { Identities } from './mail/identities.ts';
import { startMail } from './mail/mailService.ts';
import { Sandbox } from './mail/sandbox.ts';
import { Meter } from './meter/meter.ts';
import { LaggingReads } from './reads/laggingReads.ts';
import type { Shutdown } from './shutdown.ts';
import { policiesOf } from './template/policies.ts';
import type { TwinOptions } from './twin.ts';

/** The services that functions call, besides tables, queues and topics. */
export type Services = Awaited<ReturnType<typeof startServices>>;

export async function startServices(ground: Ground, options: TwinOptions, shutdown: Shutdown) {
  const { stack } = ground;
  const meter = new Meter();
  const switches = new Switches(ground.database);
  const reads = new LaggingReads(ground.tableEngine, ground.tables);
  shutdown.add(() => reads.stop());
  const writes = writesOf(ground, reads);
  await writes.recover();
  return {
    meter,
    switches,
    reads,
    writes,
    access: new AccessCheck(new Map(stack.ofType('AWS::Lambda::Function').map((fn) => [fn.id, policiesOf(stack, fn)]))),
    cloudWatch: startCloudWatch(ground, shutdown),
    ...(await startControl(ground, switches, shutdown)),
    ...(await startMailing(ground, meter, options, shutdown)),
  };
}

function startCloudWatch({ stack, events, messages }: Ground, shutdown: Shutdown): CloudWatch {
  const cloudWatch = new CloudWatch({
    stack,
    events,
    depth: (name) => messages.depth(name),
    changed: (alarm) => {
      events.emit('alarm', alarm);
    },
  });
  shutdown.add(() => {
    cloudWatch.stop();
  });
  return cloudWatch;
}

/** Secrets Manager, Parameter Store, EventBridge's rules and Lambda's mappings. */
async function startControl({ stack, database, failed }: Ground, switches: Switches, shutdown: Shutdown) {
  const secretStore = new SecretStore(database);
  const secrets = await startSecrets(stack, secretStore, failed);
  shutdown.add(() => secrets.stop());
  const parameters = await startParameters(stack, secretStore, failed);
  shutdown.add(() => parameters.stop());
  const rules = await startRules(stack, switches, failed);
  shutdown.add(() => rules.stop());
  const mappings = await startMappings(stack, switches, failed);
  shutdown.add(() => mappings.stop());
  return { secrets, parameters, rules, mappings };
}

/** SES. */
async function startMailing(
  { stack, database, messages, events, failed }: Ground,
  meter: Meter,
  options: TwinOptions,
  shutdown: Shutdown,
) {
  const identities = new Identities(stack);
  const limits = options.mail ?? {};
  const sandbox = new Sandbox(limits, identities);
  const mailbox = new MailStore(database);
  const mail = await startMail({
    stack,
    identities,
    sandbox,
    store: mailbox,
    suppression: new SuppressionStore(database),
    limits,
    messages,
    meter,
    failed,
    accepted: (taken) => {
      events.emit('mail', taken);
    },
  });
  shutdown.add(() => mail.stop());
  return { identities, sandbox, mailbox, mail };
}

/** An engine that has streams of its own is copied from; for one that has none they are derived from each write. */
function writesOf({ tables, tableEngine, journal }: Ground, reads: LaggingReads) {
  if (!tableEngine.complete) return new DerivedWrites(tables, tableEngine, journal, reads);
  const streamed = tables.filter(({ stream }) => stream !== undefined);
  return new CopiedWrites(streamed.map((table) => new StreamCopy(table, tableEngine, journal)));
}
