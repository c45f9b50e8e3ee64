/** Deliver's bundle in a process of its own: it works off batches when told to, and says what CPU they took. */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const { handler } = await import(process.argv[2]);
const context = {
  awsRequestId: 'bench',
  functionName: 'measured',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'measured',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 100_000,
};

async function workOff(batches) {
  const before = process.cpuUsage();
  for (const Records of batches) {
    const { batchItemFailures } = await handler({ Records }, context);
    if (batchItemFailures.length > 0) throw new Error('Not everything was delivered.');
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

process.on('message', async ({ batches, profile }) => {
  const session = new Session();
  if (profile) {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: 200 });
    await session.post('Profiler.start');
  }
  const cpuMicroseconds = await workOff(batches);
  if (profile) {
    writeFileSync(profile, JSON.stringify((await session.post('Profiler.stop')).profile));
    session.disconnect();
  }
  process.send({ cpuMicroseconds });
});
process.send('ready');
