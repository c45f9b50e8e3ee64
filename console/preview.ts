import type { Deployment } from '../modules/operations/deployment.ts';
import { findReader } from '../modules/operations/findReader.ts';
import { OperatorError } from '../modules/operations/operatorError.ts';
import { previewDigest } from '../modules/operations/previewDigest.ts';
import { factsOf, pageOf } from './mailbox.ts';
import type { Served } from './mailbox.ts';

/**
 * The next digest of a reader as it would be now, by `/previews/<id>` for what the page shows of it, or
 * `/previews/<id>.html` as its reader would see it. Why there is none stands where its subject would.
 * @returns undefined for every other path
 */
export async function previewAt(path: string, deployment: Deployment): Promise<Served | undefined> {
  const [, id, html] = /^\/previews\/([0-9a-f]{32})(\.html)?$/.exec(path) ?? [];
  if (id === undefined) return undefined;
  const as = { from: 'A preview: nothing is sent', headers: [] };
  try {
    const reader = await findReader(id, deployment);
    const mail = await previewDigest(reader, deployment, new Date());
    return html ? pageOf(mail.html) : factsOf({ ...as, ...mail, to: [reader.address ?? id] });
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    return html ? pageOf() : factsOf({ ...as, to: [id], subject: error.message, text: '' });
  }
}
