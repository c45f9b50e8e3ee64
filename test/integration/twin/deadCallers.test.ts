import { expect, test } from '@jest/globals';
import { request } from 'node:http';
import { startDynalite } from '../../../local/engines/dynaliteEngine.ts';
import { asTwin } from '../../../local/engines/tableEngine.ts';
import { newDataDir, removeDataDir } from '../../helpers/relay.ts';

// Jest fails a file in which something is thrown out of reach ("Test suite failed to run"), whatever its tests say.
test('callers that die in the midst of their calls are nothing to an engine', async () => {
  const dataDir = newDataDir();
  const engine = await startDynalite(dataDir);
  const headers = { ...asTwin, 'content-length': 99, 'x-amz-target': 'DynamoDB_20120810.Scan' };
  const calls = Array.from({ length: 9 }, () =>
    request(engine.endpoint, { method: 'POST', agent: false, headers }).on('error', () => undefined),
  );
  for (const call of calls) call.write('{');
  expect(await engine.call('ListTables', {})).toEqual({ TableNames: [] });
  for (const call of calls) call.destroy();
  expect(await engine.call('ListTables', {})).toEqual({ TableNames: [] });
  await engine.stop();
  removeDataDir(dataDir);
});

test('who calls an engine that has stopped is refused', async () => {
  const engine = await startDynalite();
  await engine.stop();
  await expect(engine.call('ListTables', {})).rejects.toThrow('dynalite has stopped');
  await expect(engine.call('Query', { TableName: 'any' })).rejects.toThrow('dynalite has stopped');
});
