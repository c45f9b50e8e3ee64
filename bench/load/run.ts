/** The process that `bench/load.ts` starts. */
import { cpus, loadavg, platform } from 'node:os';
import { runBurst } from './burst.ts';
import type { BurstFigures } from './burst.ts';
import { loadReport, memoryAmiss } from './report.ts';
import { draw } from './picture.ts';
import { collectLogs } from './logs.ts';
import { heldMemory } from './memory.ts';
import { startSampling } from './samples.ts';
import { sizeOf } from './size.ts';
import { openStage } from './stage.ts';
import { warmUp } from './warmUp.ts';

const size = sizeOf(process.argv.slice(2));
const machine =
  `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${platform()}, Node ${process.version}, load ` +
  `${loadavg()[0]?.toFixed(1) ?? '?'}`;
console.log(machine);

const stage = await openStage(size);
try {
  await warmUp(stage);
  const before = await heldMemory(stage.twin);
  const logs = collectLogs(stage.twin);
  const sampling = startSampling(stage);
  const bursts: BurstFigures[] = [];
  for (let burst = 1; burst <= size.bursts; burst++) bursts.push(await runBurst(stage, sampling, burst));
  sampling.stop();
  console.log(loadReport({ size, bursts, before, samples: sampling.samples, marks: sampling.marks, logs: logs() }));
  console.log(await draw({ size, bursts, samples: sampling.samples, marks: sampling.marks, machine }));
  const amiss = [
    ...bursts.flatMap((one, index) => one.amiss.map((words) => `Burst ${index + 1}: ${words}`)),
    ...memoryAmiss(bursts, size.growth),
  ];
  console.log(
    amiss.length === 0
      ? '\nNothing is lost, nothing came twice, and memory is flat.'
      : `\nNOT AS PROMISED:\n${amiss.join('\n')}`,
  );
  if (amiss.length > 0) process.exitCode = 1;
} finally {
  await stage.stop();
}
