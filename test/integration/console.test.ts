import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { actions } from '../../console/actions.ts';

/** Commands of the runbook that change something, each with its button's path; why there is none, for the others. */
const buttons: Readonly<Record<string, string>> = {
  'articles approve': '/held/approve',
  'articles withdraw': '/articles/withdraw',
  'dlq drop': '/dlq/drop',
  'dlq redrive': '/dlq/redrive',
  'holds remove': '/rules/remove',
  'partners contact': '/partners/contact',
  'partners portal': '/partners/portal/end',
  'pause digests': '/channels/pause',
  reconcile: '/reconcile',
  'replay announcing': '/replay-channel',
  'replay digests': '/replay-channel',
  'replay feeds': '/replay-channel',
  'replay webhooks': '/replay-channel',
  'sources edit': '/sources/edit',
  'sources pause': '/sources/pause',
  'subscribers suppress': '/suppress',
  'weather off': '/weather/off',
  'webhooks disable': '/disable',
  'webhooks enable': '/enable',
  'webhooks recover': '/recover',
};
const without: Readonly<Record<string, string>> = {
  'articles publish': 'it takes a file',
  'holds add': 'the runbook asks for its dry run alone',
};
const readsOnly =
  /^(articles (held|show)|comments list|console|costs|digests (list|preview)|dlq (list|show)|doctor|holds list|sources (list|show)|status|subscribers (list|show)|trace|weather show|webhooks (list|show))$/;

test('what the runbook tells an operator to do, a button of the console does too', () => {
  const runbook = readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
  const groups = /npx caravan ((?:status|reconcile|costs|doctor|trace|console)|[a-z]+ [a-z]+)/g;
  const commands = [...new Set([...runbook.matchAll(groups)].map(([, command = '']) => command))];
  expect(commands.length).toBeGreaterThan(30);
  const changing = commands.filter((command) => !readsOnly.test(command) && without[command] === undefined);
  expect(changing.map((command) => [command, typeof actions[buttons[command] ?? '']])).toEqual(
    changing.map((command) => [command, 'function']),
  );
});
