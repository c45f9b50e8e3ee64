import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { Deployment } from '../modules/operations/deployment.ts';
import type { AlarmStatus } from '../local/cloudwatch/alarmStatus.ts';
import type { MailLine } from './mailbox.ts';
import type { World } from './world.ts';

/** Each look at a stage costs reads: few, and none while nobody looks. */
const [shownEvents, shownReaders, shownDigests] = [60, 30, 3];

/** Its charts are CloudWatch's own, on the stage's dashboard. */
const alarmsWidget = { type: 'alarm', x: 0, y: 0, width: 24, height: 4, title: 'Alarms' } as const;

/** A deployment that runs elsewhere, by the operator's own clients. */
export function stageWorld(deployment: Deployment): World {
  return {
    deployment,
    refreshMs: 15_000,
    notRun: [],
    onChange: () => undefined,
    events: () => eventsOf(deployment),
    mails: () => digestsOf(deployment),
    mail: () => undefined,
    refusals: () => undefined,
    meter: () => undefined,
    seeing: async () => ({ nowMs: Date.now(), alarms: await alarmsOf(deployment), widgets: [alarmsWidget] }),
  };
}

const eventsOf = async ({ log, announcedVersions }: Deployment) =>
  (await announcedVersions.inOrderOf(await log.newest(shownEvents))).map(({ event }) => event);

/** A stage keeps no mail; its ledger knows of each digest what became of it. */
async function digestsOf({ subscribers, digests }: Deployment): Promise<MailLine[]> {
  const readers = [];
  for await (const reader of subscribers.all()) {
    if (reader.lastDigest !== undefined) readers.push(reader);
    if (readers.length === shownReaders) break;
  }
  const rows = await Promise.all(
    readers.map(async ({ id, address }) =>
      (await digests.ofSubscriber(id, shownDigests)).map((digest) => ({
        id: `${id}-${digest.dueAt}`,
        to: address,
        subject: 'Digest',
        at: new Date(digest.dueAt * 1_000).toISOString(),
        kind: 'digest',
        fate: digest.status,
        kept: false,
      })),
    ),
  );
  return rows.flat().toSorted((one, other) => other.at.localeCompare(one.at));
}

/** The stack's alarms, those that ring first. */
async function alarmsOf({ resources, stage }: Deployment): Promise<AlarmStatus[]> {
  if (stage === undefined) return []; // a twin's alarms ring in its own process
  const ours = new Set(resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm').map(({ address }) => address));
  const client = new CloudWatchClient({ region: stage.region });
  const alarms: AlarmStatus[] = [];
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client }, { AlarmTypes: ['MetricAlarm'] }))
    for (const {
      AlarmName = '',
      AlarmArn = '',
      AlarmDescription = '',
      StateValue,
      StateUpdatedTimestamp,
    } of MetricAlarms)
      if (ours.has(AlarmName))
        alarms.push({
          arn: AlarmArn,
          name: AlarmName,
          description: AlarmDescription,
          state: StateValue ?? 'INSUFFICIENT_DATA',
          sinceMs: StateUpdatedTimestamp?.getTime() ?? 0,
          tells: true,
          measured: true,
        });
  return alarms.toSorted((one, other) => Number(other.state === 'ALARM') - Number(one.state === 'ALARM'));
}
