import { moveTopics, freeTopic } from '../../../modules/operations/topicCare.ts';
import { approveHeld, refuseHeld } from '../../../modules/operations/editorCare.ts';
import { OperatorError } from '../../../modules/operations/operatorError.ts';
import { restored } from '../../../modules/articles/articleLifecycle.ts';
import { changeArticle } from '../../../modules/articles/changeArticle.ts';
import { noRules } from '../../../modules/editors/rulesTable.ts';
import { instant } from '../../../platform/values/time.ts';
import { topicOf } from '../../../platform/values/topic.ts';
import { again } from '../again.ts';
import { approvedBy, given, isOut, movedTo, refusedBy, restoredBy, takenBack } from '../model/desk.ts';
import type { DeskRules, DeskStory, DeskText } from '../model/desk.ts';
import type { Puller } from '../puller.ts';
import { StorySystem } from '../storySystem.ts';
import type { Stage } from '../stage.ts';
import type { DeskStep } from './deskHistory.ts';
import type { Deeds } from './history.ts';

/** More tries than faults are armed at once. */
const tries = 12;
const [heldWord, blockedWord] = ['embassy', 'casino'];
const ruleOf = (value: string) => ({ kind: 'word' as const, value, note: '', addedAt: instant(new Date(0)) });

/** A publisher whose system gives its stories, and the editors who hold, approve, refuse and block them. */
export class Desk {
  readonly stories = new Map<string, DeskStory>();
  /** Since when each text may be out. */
  readonly outSince = new Map<string, number>();
  /** Stories of which nobody knows any more who had them: more than a season has passed over them. */
  readonly old = new Set<string>();
  readonly topics: { readonly own: string; readonly merged: string };
  readonly system: StorySystem;
  readonly #stage: Stage;
  readonly #run: number;
  #rules: DeskRules;
  /** When the step began: what it lets out may be heard from then on. */
  #earlyMs = 0;
  /** The text of each story that was given last, taken in or not. */
  readonly #given = new Map<string, DeskText>();
  /** All titles so far. */
  readonly texts = new Set<string>();
  readonly puller: Puller;

  private constructor(stage: Stage, run: number, system: StorySystem) {
    this.#stage = stage;
    this.#run = run;
    this.system = system;
    this.topics = { own: `desk-own-${run}`, merged: `desk-merged-${run}` };
    this.#rules = { holds: false, blocks: false, topic: this.topics.own };
    this.puller = stage.pullerOf({ source: system.id });
  }

  static async open(stage: Stage, run: number): Promise<Desk> {
    await stage.caravan.editorRules.change(() => noRules);
    return new Desk(stage, run, await StorySystem.open(stage.caravan, `desk-${run}`));
  }

  async does(step: DeskStep): Promise<void> {
    const name = `d${this.#run}-${step.story}`;
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
        await this.#asked(() => this.system.takeBack(name));
        return this.#became(name, takenBack);
      case 'hold':
      case 'block':
        return this.#turn(step.act);
      case 'approve':
        await quietly(() => approveHeld(caravan, this.system.articleOf(name), new Date()));
        return this.#became(name, (one) => approvedBy(one, this.#rules, this.#isMerged ? this.topics.own : undefined));
      case 'refuse':
        await quietly(() => refuseHeld(caravan, this.system.articleOf(name), 'Unproven', new Date()));
        return this.#became(name, refusedBy);
      case 'restore':
        await changeArticle(caravan.articles, this.system.articleOf(name), (one) => restored(one, new Date()));
        return this.#became(name, restoredBy);
      case 'merge':
        return this.#merge(name, step);
    }
  }

  /** A season has passed: what does not change is forgotten. */
  grewOld(): void {
    for (const name of this.stories.keys()) this.old.add(name);
  }

  async close(): Promise<void> {
    const { caravan } = this.#stage;
    await caravan.editorRules.change(() => noRules);
    if (this.#isMerged) await freeTopic(this.topics.own, caravan);
    await this.system.close();
  }

  get #isMerged(): boolean {
    return this.#rules.topic === this.topics.merged;
  }

  #textOf(name: string, { isHoldable = false, isBlockable = false }: DeskStep): DeskText {
    const words = [...(isHoldable ? [heldWord] : []), ...(isBlockable ? [blockedWord] : [])].join(' ');
    const title = `Desk ${name} as told ${this.texts.size + 1} ${words}.`.replace(' .', '.');
    this.texts.add(title);
    return { title, isHoldable, isBlockable };
  }

  async #put(name: string, text: DeskText): Promise<void> {
    this.#given.set(name, text);
    await this.#asked(() => this.system.put(name, text.title, [this.topics.own.replaceAll('-', ' ')]));
    this.#settle(name, given(this.stories.get(name), text, this.#rules));
  }

  /** The operator merges topics while the system gives a story, or ends that. */
  async #merge(name: string, step: DeskStep): Promise<void> {
    const { caravan } = this.#stage;
    const { own, merged } = this.topics;
    if (this.#isMerged) {
      await freeTopic(own, caravan);
      this.#rules = { ...this.#rules, topic: own };
      return;
    }
    const text = this.#textOf(name, step);
    const isKnown = (await caravan.lists.describe({ kind: 'topic', slug: own })) !== undefined;
    if (!isKnown) return;
    await Promise.all([
      this.#asked(() => this.system.put(name, text.title, [own.replaceAll('-', ' ')])),
      moveTopics([own], topicOf(merged.replaceAll('-', ' '))!, caravan, { dryRun: false, now: new Date() }),
    ]);
    this.#settle(name, given(this.stories.get(name), text, this.#rules));
    this.#rules = { ...this.#rules, topic: merged };
    for (const [one, story] of this.stories) this.#settle(one, movedTo(story, own, merged));
  }

  async #turn(what: 'hold' | 'block'): Promise<void> {
    const list = what === 'hold' ? 'holds' : 'blocks';
    const stands = !this.#rules[list];
    this.#rules = { ...this.#rules, [list]: stands };
    const rule = ruleOf(what === 'hold' ? heldWord : blockedWord);
    await this.#stage.caravan.editorRules.change((rules) => ({ ...rules, [list]: stands ? [rule] : [] }));
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
    if (!(await again(ask, tries))) throw new Error('The door of stories answers nothing.');
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
