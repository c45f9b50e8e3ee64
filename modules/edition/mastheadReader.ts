import type { DirectoryTable } from '../articles/directoryTable.ts';
import type { PinsTable } from '../articles/pinsTable.ts';
import type { Masthead } from './site.ts';

const freshForMs = 30_000;
/** More do not fit one line of a desktop. */
const sections = 7;

/** Reads the masthead, and keeps it for half a minute: most pages of a warm worker ask for nothing. */
export class MastheadReader {
  private readonly directory: Pick<DirectoryTable, 'uses' | 'named'>;
  private readonly pins: Pick<PinsTable, 'standing'>;
  private kept: { readonly masthead: Masthead; readonly untilMs: number } | undefined;

  constructor(directory: Pick<DirectoryTable, 'uses' | 'named'>, pins: Pick<PinsTable, 'standing'>) {
    this.directory = directory;
    this.pins = pins;
  }

  async read(now: Date): Promise<Masthead> {
    if (this.kept && this.kept.untilMs > now.getTime()) return this.kept.masthead;
    const [topics, pins] = await Promise.all([this.topics(), this.pins.standing(now)]);
    const masthead = { topics, pinned: pins.map(({ articleId }) => articleId) };
    this.kept = { masthead, untilMs: now.getTime() + freshForMs };
    return masthead;
  }

  private async topics(): Promise<Masthead['topics']> {
    const { topic: uses } = await this.directory.uses();
    const most = [...uses]
      .toSorted(([oneSlug, one], [otherSlug, other]) => other - one || (oneSlug < otherSlug ? -1 : 1))
      .slice(0, sections);
    const named = await this.directory.named(most.map(([slug]) => ({ kind: 'topic', slug })));
    const bySlug = new Map(named.map((entry) => [entry.slug, entry]));
    return most.flatMap(([slug]) => bySlug.get(slug) ?? []);
  }
}
