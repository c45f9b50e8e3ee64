/**
 * One cold start: loads a bundle, runs its handler on one event, and writes to the third pipe the processor time that
 * the process had taken (all threads, microseconds) when each was done.
 */
import { writeSync } from 'node:fs';

const takenSoFar = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
const [bundle, event] = process.argv.slice(2);
const { handler } = await import(bundle);
const loaded = takenSoFar();
const answer = await handler(JSON.parse(event), {
  awsRequestId: 'cold-start',
  functionName: 'measured',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'measured',
  memoryLimitInMB: '1024',
  getRemainingTimeInMillis: () => 90_000,
});
if (answer?.batchItemFailures?.length > 0) throw new Error('The event was not done.');
writeSync(3, JSON.stringify([loaded, takenSoFar()]));
process.exit();
