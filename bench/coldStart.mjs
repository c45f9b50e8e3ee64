/** One cold start: loads a bundle, runs its handler on one event, and writes to the third pipe when each was done. */
import { writeSync } from 'node:fs';

const [bundle, event] = process.argv.slice(2);
const { handler } = await import(bundle);
const loadedAt = process.hrtime.bigint();
await handler(JSON.parse(event), {
  awsRequestId: 'cold-start',
  functionName: 'measured',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'measured',
  memoryLimitInMB: '1024',
  getRemainingTimeInMillis: () => 30_000,
});
writeSync(3, JSON.stringify([loadedAt, process.hrtime.bigint()].map(String)));
process.exit();
