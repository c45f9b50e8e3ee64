import { serveCalls } from '../../../local/engines/callServer.ts';
import { openGateway } from '../../../local/gateway/gateway.ts';

/** Node tells callers in a header of each answer how long a connection may idle; its own are 5 seconds. */
const idleTold = async (endpoint: string): Promise<string | null> =>
  (await fetch(endpoint, { method: 'POST' })).headers.get('keep-alive');

test('the gateway keeps connections that are not used for two minutes', async () => {
  const gateway = await openGateway();
  try {
    expect(await idleTold(gateway.endpoint)).toBe('timeout=120');
  } finally {
    await gateway.stop();
  }
});

test('so does a service of the twin behind it', async () => {
  const server = await serveCalls(
    { protocol: 'rest', service: 'ses' },
    () => ({ status: 200, headers: {}, body: Buffer.from('') }),
    () => undefined,
  );
  try {
    expect(await idleTold(server.endpoint)).toBe('timeout=120');
  } finally {
    await server.stop();
  }
});
