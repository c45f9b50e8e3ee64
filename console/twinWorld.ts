import type { Twin } from '../local/twin.ts';
import { twinDeployment } from '../modules/operations/deployment.ts';
import { costsOf } from './costs.ts';
import { History } from './history.ts';
import { mailsOf, servedMail } from './mailbox.ts';
import { seeingOf } from './seeing.ts';
import type { World } from './world.ts';

/** The twin that runs in this process: everything is told as it happens. */
export function twinWorld(twin: Twin): World {
  const { endpoint, outputs, stack } = twin;
  const deployment = { ...twinDeployment({ endpoint, outputs, resources: stack.resources }), url: twin.url };
  const listeners: (() => void)[] = [];
  const history = new History(twin, () => {
    for (const tell of listeners) tell();
  });
  return {
    deployment,
    refreshMs: 5_000,
    notRun: twin.notRun,
    onChange: (changed) => {
      listeners.push(changed);
    },
    events: () => Promise.resolve(history.events),
    mails: () => mailsOf(twin, deployment),
    mail: (path) => servedMail(path, twin),
    refusals: () => twin.refusals.length,
    meter: () => costsOf(twin.meter.snapshot(), history),
    seeing: (minutes) => Promise.resolve(seeingOf(twin, minutes)),
  };
}
