import { moveTopics, freeTopic } from '../../../modules/operations/topicCare.ts';
import { approveHeld, refuseHeld } from '../../../modules/operations/editorCare.ts';
import { OperatorError } from '../../../modules/operations/operatorError.ts';
import { restored } from '../../../modules/articles/articleLifecycle.ts';
import { changeArticle } from '../../../modules/articles/changeArticle.ts';
import { noRules } from '../../../modules/editors/rulesTable.ts';
import { instant } from '../../../platform/values/time.ts';
import { topicOf } from '../../../platform/values/topic.ts';
import { functionId } from '../../helpers/caravan.ts';
import { again } from '../again.ts';
import { approvedBy, given, isOut, movedTo, refusedBy, restoredBy, takenBack } from '../model/desk.ts';
import type { DeskRules, DeskStory, DeskText } from '../model/desk.ts';
import type { Puller } from '../puller.ts';
import { StoryFeed } from '../storyFeed.ts';
import { StorySystem } from '../storySystem.ts';
import type { Stage } from '../stage.ts';
import type { DeskStep } from './deskHistory.ts';
import type { Deeds } from './history.ts';

/** More tries than faults are armed at once. */
const tries = 12;
/** A topic's name, of its slug. */
const nameOf = (slug: string): string => slug.replaceAll('-', ' ');
const [heldWord, blockedWord] = ['embassy', 'casino'];
const ruleOf = (value: string) => ({ kind: 'word' as const, value, note: '', addedAt: instant(new Date(0)) });

/** By which a publisher gives its stories. */
type Giver = Pick<StorySystem, 'id' | 'articleOf' | 'put' | 'takeBack' | 'close'>;

/** A publisher that gives stories by its system and in its feed, and the editors who decide on them. */
export class Desk {
  readonly stories = new Map<string, DeskStory>();
  /** Since when each text may be out. */
  readonly outSince = new Map<string, number>();
  /** Stories of which nobody knows any more who had them: more than a season has passed over them. */
  readonly old = new Set<string>();
  readonly topics: { readonly own: string; readonly merged: string; readonly renamed: string };
  readonly system: StorySystem;
  readonly feed: StoryFeed;
  readonly #stage: Stage;
  readonly #run: number;
  #rules: DeskRules;
  /** When the step began: what it lets out may be heard from then on. */
  #earlyMs = 0;
  /** The text of each story that was given last, taken in or not. */
  readonly #given = new Map<string, DeskText>();
  /** What stands in the feed and was taken in, or waits: nobody looks at it again. */
  readonly #seen = new Map<string, string>();
  /** All titles so far. */
  readonly texts = new Set<string>();
  /** They pull everything, and what has the desk's topic. */
  readonly pullers: readonly [all: Puller, ofTopic: Puller];

  private constructor(stage: Stage, run: number, [system, feed]: [StorySystem, StoryFeed]) {
    this.#stage = stage;
    this.#run = run;
    this.system = system;
    this.feed = feed;
    this.topics = { own: `desk-own-${run}`, merged: `desk-merged-${run}`, renamed: `desk-renamed-${run}` };
    this.#rules = { holds: false, blocks: false, topic: this.topics.own };
    const source = this.sources.join();
    this.pullers = [stage.pullerOf({ source }), stage.pullerOf({ source, topic: this.topics.own })];
  }

  static async open(stage: Stage, run: number): Promise<Desk> {
    await stage.caravan.editorRules.change(() => noRules);
    return new Desk(stage, run, [
      await StorySystem.open(stage.caravan, `desk-${run}`),
      await StoryFeed.open(stage, `desk-feed-${run}`),
    ]);
  }

  get sources(): string[] {
    return [this.system.id, this.feed.id];
  }

  articleOf(name: string): string {
    return this.#giverOf(name).articleOf(name);
  }

  async does(step: DeskStep): Promise<void> {
    const name = `${step.via === 'feed' ? 'f' : 'd'}${this.#run}-${step.story}`;
    const { caravan } = this.#stage;
    this.#earlyMs = Date.now();
    switch (step.act) {
      case 'put':
        return this.#put(name, this.#textOf(name, step));
      case 'repeat':
        return this.#put(name, this.#given.get(name) ?? this.#textOf(name, step));
      case 'goBack':
        return this.#put(name, this.stories.get(name)?.text ?? this.#textOf(name, step));
      case 'takeBack':
        await this.#asked(() => this.#giverOf(name).takeBack(name));
        this.#seen.delete(name);
        return this.#became(name, takenBack);
      case 'hold':
      case 'block':
        return this.#turn(step.act);
      case 'approve':
        await quietly(() => approveHeld(caravan, this.articleOf(name), new Date()));
        return this.#became(name, (one) => approvedBy(one, this.#rules, this.#isMoved ? this.topics.own : undefined));
      case 'refuse':
        await quietly(() => refuseHeld(caravan, this.articleOf(name), 'Unproven', new Date()));
        return this.#became(name, refusedBy);
      case 'restore':
        await changeArticle(caravan.articles, this.articleOf(name), (one) => restored(one, new Date()));
        return this.#became(name, restoredBy);
      case 'merge':
        return this.#move(name, step, this.topics.merged);
      case 'rename':
        return this.#move(name, step, this.topics.renamed);
      case 'hideTopic':
        return this.#move(name, step, undefined);
    }
  }

  /** A season has passed: what does not change is forgotten, and begins anew; what an editor has yet to read is not. */
  grewOld(): void {
    for (const [name, { isHeld, withdrawnBy }] of this.stories) {
      this.old.add(name);
      if (!isHeld || withdrawnBy !== undefined) this.stories.delete(name);
    }
  }

  async close(): Promise<void> {
    const { caravan } = this.#stage;
    await caravan.editorRules.change(() => noRules);
    if (this.#isMoved) await freeTopic(this.topics.own, caravan);
    await this.system.close();
    await this.feed.close();
  }

  /** Topics that no page offers, as an operator has put others in their place, or none. */
  get gone(): string[] {
    return this.#isMoved ? [this.topics.own] : [];
  }

  get #isMoved(): boolean {
    return this.#rules.topic !== this.topics.own;
  }

  #giverOf(name: string): Giver {
    return name.startsWith('f') ? this.feed : this.system;
  }

  #textOf(name: string, { isHoldable = false, isBlockable = false }: DeskStep): DeskText {
    const words = [...(isHoldable ? [heldWord] : []), ...(isBlockable ? [blockedWord] : [])].join(' ');
    const title = `Desk ${name} as told ${this.texts.size + 1} ${words}.`.replace(' .', '.');
    this.texts.add(title);
    return { title, isHoldable, isBlockable };
  }

  async #put(name: string, text: DeskText): Promise<void> {
    this.#given.set(name, text);
    await this.#asked(() => this.#giverOf(name).put(name, text.title, [nameOf(this.topics.own)]));
    this.#taken(name, text);
  }

  /** A text was given: what stands in the feed as it stood is not looked at again, unless it was kept out. */
  #taken(name: string, text: DeskText): void {
    if (this.#giverOf(name) === this.feed) {
      if (this.#seen.get(name) === text.title) return;
      if (this.#rules.blocks && text.isBlockable) this.#seen.delete(name);
      else this.#seen.set(name, text.title);
    }
    this.#settle(name, given(this.stories.get(name), text, this.#rules));
  }

  /** The operator puts another topic in the place of the desk's, or none, while a story is given; or ends that. */
  async #move(name: string, step: DeskStep, to: string | undefined): Promise<void> {
    const { caravan } = this.#stage;
    const { own } = this.topics;
    if (this.#isMoved) {
      await freeTopic(own, caravan);
      this.#rules = { ...this.#rules, topic: own };
      return;
    }
    const text = this.#textOf(name, step);
    const isKnown = (await caravan.lists.describe({ kind: 'topic', slug: own })) !== undefined;
    if (!isKnown) return;
    const other = to === undefined ? null : topicOf(nameOf(to))!;
    const putting = this.#put(name, text);
    await Promise.race([this.#written(name), putting]);
    await Promise.all([putting, moveTopics([own], other, caravan, { dryRun: false, now: new Date() })]);
    caravan.twin.faults.watch(undefined);
    this.#rules = { ...this.#rules, topic: to };
    for (const [one, story] of this.stories) this.#settle(one, movedTo(story, own, to));
  }

  /** Resolves once a story is about to be written by who has read the rules; the write has to wait for a while. */
  #written(name: string): Promise<void> {
    const { twin } = this.#stage.caravan;
    const by = functionId(twin, this.#giverOf(name) === this.feed ? 'PollingIngest' : 'PublisherApiTake');
    const call = { function: by, service: 'dynamodb', operation: 'PutItem' };
    twin.faults.add({ ...call, kind: 'throttle', times: 3 });
    return new Promise((resolve) => {
      twin.faults.watch(({ caller, operation }) => {
        if (caller.name === by && operation === call.operation) resolve();
      });
    });
  }

  async #turn(what: 'hold' | 'block'): Promise<void> {
    const list = what === 'hold' ? 'holds' : 'blocks';
    const stands = !this.#rules[list];
    this.#rules = { ...this.#rules, [list]: stands };
    const rule = ruleOf(what === 'hold' ? heldWord : blockedWord);
    await this.#stage.caravan.editorRules.change((rules) => ({ ...rules, [list]: stands ? [rule] : [] }));
    await this.#lookAgain();
  }

  /** What was kept out of the feed, and stands there still, is looked at again. */
  async #lookAgain(): Promise<void> {
    const standing = [...this.#given].filter(([name]) => this.feed.lists(name));
    if (standing.length === 0) return;
    await this.#asked(() => this.feed.look());
    for (const [name, text] of standing) this.#taken(name, text);
  }

  #became(name: string, decide: (story: DeskStory) => DeskStory): void {
    const before = this.stories.get(name);
    if (before) this.#settle(name, decide(before));
  }

  #settle(name: string, story: DeskStory | undefined): void {
    if (story === undefined) return;
    this.stories.set(name, story);
    const { title } = story.text;
    if (isOut(story) && !this.outSince.has(title)) this.outSince.set(title, this.#earlyMs);
  }

  /** @throws where it was not answered, however often it asked */
  async #asked(ask: () => Promise<boolean>): Promise<void> {
    if (!(await again(ask, tries))) throw new Error('What the publisher gives is not taken in.');
  }
}

/** What a person is told cannot be done changes nothing. */
async function quietly(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
  }
}

export const ofDesk = (desk: Desk): Pick<Deeds, 'desk'> => ({ desk: (step) => desk.does(step) });
