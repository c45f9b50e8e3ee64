import type { Article } from '../articles/article.ts';
import { heldAmong, isHeldLong } from '../articles/held.ts';
import type { Held } from '../articles/held.ts';
import { pauseFindings } from './channels.ts';
import type { Deployment } from './deployment.ts';
import { endpointFindings } from './endpointFindings.ts';
import type { Finding } from './finding.ts';
import { mailFindings } from './mailFindings.ts';
import { queueFindings } from './queueFindings.ts';
import { sourceFindings } from './sourceHealth.ts';
import { cut, relative } from './words.ts';

/**
 * All that `caravan status` looks at, what is not green first.
 * @param eachQueue a finding for each queue; else one for all that are as they should be
 */
export async function findingsOf(deployment: Deployment, now: Date, eachQueue: boolean): Promise<Finding[]> {
  const findings = await Promise.all([
    sourceFindings(deployment, now),
    heldFindings(deployment, now),
    endpointFindings(deployment),
    mailFindings(deployment, now),
    queueFindings(deployment, eachQueue),
    pauseFindings(deployment),
  ]);
  return findings.flat().toSorted((one, other) => Number(one.green) - Number(other.green));
}

/** Articles that wait for a person: an embargo that nobody can read holds its article until the operator speaks. */
async function heldFindings({ articles }: Pick<Deployment, 'articles'>, now: Date): Promise<Finding[]> {
  const waiting = await articles.waitingForPerson();
  const unread = waiting.filter(({ status, embargoUnread }) => status === 'embargoed' && embargoUnread !== undefined);
  return [...unread.map(unreadFinding), ...onHoldFindings(heldAmong(waiting), now)];
}

const unreadFinding = ({ id, title, source, embargoUnread = '' }: Article): Finding => ({
  what: `article ${id}`,
  state: `held: "${cut(title, 40)}" of ${source.name} has an embargo that cannot be read: ${JSON.stringify(cut(embargoUnread, 40))}`,
  green: false,
  help: `caravan articles release ${id}, or embargo it until a time`,
});

function onHoldFindings(held: readonly Held[], now: Date): Finding[] {
  const [oldest] = held;
  if (oldest === undefined) return [];
  const green = !isHeldLong(oldest, now);
  return [
    {
      what: 'editors',
      state:
        `${held.length} on hold, the first since ${relative(Date.parse(oldest.since), now.getTime())}: ` +
        `"${cut(oldest.title, 40)}" (${oldest.rule})`,
      green,
      ...(!green && { help: 'caravan articles held' }),
    },
  ];
}
