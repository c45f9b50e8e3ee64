import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import type { Order, Word } from './messages.ts';
import type { Size } from './size.ts';

type Told<Name extends Word['told']> = Extract<Word, { told: Name }>;
export type Counts = Omit<Told<'counts'>, 'told'>;

/** Starts the process of publishers and receivers, and speaks with it. */
export async function startWorld(size: Size) {
  const child = fork(join(import.meta.dirname, 'world.ts'), [JSON.stringify(size)], { execArgv: ['--no-warnings'] });
  const words = new EventEmitter();
  const none: Counts = { healthy: 0, others: 0, refused: 0, held: 0 };
  let counts = none;
  child.on('message', (word: Word) => {
    if (word.told === 'counts') counts = word;
    words.emit(word.told, word);
  });
  child.on('exit', (code) => {
    words.emit('error', new Error(`The process of publishers and receivers ended with ${code}.`));
  });
  const next = async <Name extends Word['told']>(name: Name): Promise<Told<Name>> =>
    ((await once(words, name)) as [Told<Name>])[0];
  const order = async <Name extends Word['told']>(what: Order, answer: Name): Promise<Told<Name>> => {
    const answered = next(answer);
    child.send(what);
    return answered;
  };
  const { feeds, hooks } = await next('open');
  return {
    feeds,
    hooks,
    get counts(): Counts {
      return counts;
    },
    publish: (burst: number) => order({ do: 'publish', burst }, 'published'),
    mend: (mended: boolean) => order({ do: 'mend', mended }, 'mended'),
    async tell() {
      const { accepted } = await order({ do: 'tell' }, 'accepted');
      counts = none;
      return accepted;
    },
    async stop() {
      child.removeAllListeners('exit');
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
export type World = Awaited<ReturnType<typeof startWorld>>;
