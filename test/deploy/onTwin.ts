import { startTwin } from '../../local/startTwin.ts';
import { caravanProcess } from '../helpers/commandProcess.ts';
import { newDataDir, removeDataDir } from '../helpers/relay.ts';
import { ask, type World } from './world.ts';
import { synthCaravan } from '../../bin/synth.ts';

/** The twin, with its schedules running, as `npm start` has it. */
export async function onTwin(): Promise<World> {
  const dataDir = newDataDir();
  const twin = await startTwin({ dataDir, cdkOut: await synthCaravan('local'), port: 0 });
  return {
    name: 'the twin',
    caravan: (...args) => caravanProcess(dataDir, args),
    get: (path, asked = {}) => ask(twin.url, path, asked),
    mailsTo: async (address) =>
      twin.mailbox.to(address).map(({ subject, text = '', html = '' }) => ({ subject, text, html })),
    stop: async () => {
      await twin.stop();
      removeDataDir(dataDir);
    },
  };
}
