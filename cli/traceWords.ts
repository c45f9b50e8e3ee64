import { facts } from './output.ts';
import { cut, relative } from '../modules/operations/words.ts';
import type { Receipt } from '../modules/operations/receipt.ts';
import type { Trace } from '../modules/operations/traceArticle.ts';

/** With more endpoints than this, those that have had it are only counted. */
const shownWhole = 20;
const shownLacking = 50;
const signs: Record<Receipt['status'], string> = {
  delivered: '✓',
  pending: '…',
  failed: '✗',
  superseded: '↷',
  'not wanted': '–',
  'not attempted': '·',
};

/** An article's life as a picture: a line through its versions, with who has had each. */
export function describeTrace(trace: Trace, nowMs: number): string {
  const { id, title, url, source, status, firstSeen, embargoUntil, expiresAt, withdrawal, lists, versions } = trace;
  const head = facts({
    article: id,
    url,
    source: `${source.name} (${source.id})`,
    status,
    withdrawn: withdrawal && `by the ${withdrawal.by}: ${withdrawal.reason}`,
    'embargo until': embargoUntil,
    expires: expiresAt,
    lists: lists.join(', ') || 'none',
  });
  const events = [
    [`${moment(firstSeen)}  first seen by a poll of ${source.id} (${relative(Date.parse(firstSeen), nowMs)})`],
    ...versions.map((version) => [
      headOf(version),
      ...('endpoints' in version ? readersOf(version.endpoints, nowMs) : []),
    ]),
  ];
  return (
    `${cut(title, 100)}\n\n${head}\n\n` +
    `${events.map(([first = '', ...more]) => [`● ${first}`, ...more.map((line) => `│   ${line}`)].join('\n')).join('\n│\n')}`
  );
}

const moment = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 23)}Z`;

function headOf(version: Trace['versions'][number]): string {
  if (!('endpoints' in version)) return `version ${version.version} was not announced`;
  const { changedAt, announcedAt, type, title, reason, seq, takenBack, traceId } = version;
  const words = [
    `announced after ${seconds(Date.parse(announcedAt) - Date.parse(changedAt))}`,
    `log ${seq}`,
    takenBack ? 'taken back since' : '',
    reason ?? '',
    traceId === undefined ? '' : `logs ${traceId}`,
  ].filter(Boolean);
  return (
    `${moment(changedAt)}  version ${version.version} ` +
    `${type.replace('article.', '')}${title === '' ? '' : ` "${cut(title, 60)}"`} (${words.join('; ')})`
  );
}

function readersOf(receipts: readonly Receipt[], nowMs: number): string[] {
  if (receipts.length === 0) return ['no endpoints'];
  const width = Math.max(...receipts.map(({ partnerId }) => partnerId.length));
  const lines = (some: readonly Receipt[]) =>
    some.map(
      (receipt) =>
        `${signs[receipt.status]} ${receipt.endpointId}  ${receipt.partnerId.padEnd(width)}  ${inWords(receipt, nowMs)}`,
    );
  if (receipts.length <= shownWhole) return lines(receipts);
  const counts = [...Map.groupBy(receipts, ({ status }) => status)].map(
    ([status, { length }]) => `${length} ${status}`,
  );
  const lacking = receipts.filter(
    ({ status }) => status === 'pending' || status === 'failed' || status === 'not attempted',
  );
  const hidden = lacking.length - shownLacking;
  return [
    `${receipts.length} endpoints: ${counts.join(', ')}`,
    ...lines(lacking.slice(0, shownLacking)),
    ...(hidden > 0 ? [`and ${hidden} more: --json has all`] : []),
  ];
}

function inWords({ status, attempts, afterMs, nextTryAt, why = '' }: Receipt, nowMs: number): string {
  const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  switch (status) {
    // Of a long history only the end is kept: the first success may not be in it.
    case 'delivered':
      return `delivered${afterMs === undefined ? '' : ` after ${seconds(afterMs)}`}, ${tries}`;
    case 'pending':
      return (
        `pending, ${tries}, next ` +
        `${nextTryAt === undefined || Date.parse(nextTryAt) <= nowMs ? 'any moment' : relative(Date.parse(nextTryAt), nowMs)}: ${why}`
      );
    case 'failed':
      return `failed, ${tries}: ${why}`;
    case 'superseded':
      return `superseded: ${why}`;
    case 'not wanted':
      return `not wanted: ${why}`;
    case 'not attempted':
      return why === '' ? 'not attempted yet' : `not attempted: ${why}`;
  }
}

function seconds(milliseconds: number): string {
  const size = Math.max(0, milliseconds) / 1000;
  if (size < 90) return `${size.toFixed(size < 10 ? 1 : 0)} s`;
  return size < 5_400 ? `${Math.round(size / 60)} min` : `${Math.round(size / 3_600)} h`;
}
