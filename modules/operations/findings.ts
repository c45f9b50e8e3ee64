import { pauseFindings } from './channels.ts';
import type { Deployment } from './deployment.ts';
import { endpointFindings } from './endpointFindings.ts';
import type { Finding } from './finding.ts';
import { mailFindings } from './mailFindings.ts';
import { queueFindings } from './queueFindings.ts';
import { sourceFindings } from './sourceHealth.ts';
import { cut } from './words.ts';

/**
 * All that `caravan status` looks at, what is not green first.
 * @param eachQueue a finding for each queue; else one for all that are as they should be
 */
export async function findingsOf(deployment: Deployment, now: Date, eachQueue: boolean): Promise<Finding[]> {
  const findings = await Promise.all([
    sourceFindings(deployment, now),
    heldFindings(deployment),
    endpointFindings(deployment),
    mailFindings(deployment, now),
    queueFindings(deployment, eachQueue),
    pauseFindings(deployment),
  ]);
  return findings.flat().toSorted((one, other) => Number(one.green) - Number(other.green));
}

/** An embargo that nobody can read holds its article until the operator speaks. */
const heldFindings = async ({ articles }: Deployment): Promise<Finding[]> =>
  (await articles.heldUnread()).map(({ id, title, source, embargoUnread = '' }) => ({
    what: `article ${id}`,
    state: `held: "${cut(title, 40)}" of ${source.name} has an embargo that cannot be read: ${JSON.stringify(cut(embargoUnread, 40))}`,
    green: false,
    help: `caravan articles release ${id}, or embargo it until a time`,
  }));
