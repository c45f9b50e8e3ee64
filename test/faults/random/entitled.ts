import { entitle } from '../../../modules/operations/entitle.ts';
import { articleId } from '../../../modules/sources/seenList.ts';
import type { Entitlement } from '../../../modules/webhooks/entitlement.ts';
import { instant } from '../../../platform/values/time.ts';
import { portalPage } from '../../helpers/portal.ts';
import type { Story } from '../model/history.ts';
import { matches, mayHaveText } from '../model/reader.ts';
import type { Ask, Reader, Within } from '../model/reader.ts';
import { mayBeTold, slackMs } from '../model/verdict.ts';
import { newPartner } from '../puller.ts';
import type { Puller } from '../puller.ts';
import type { Stage } from '../stage.ts';
import type { Webhook } from '../webhook.ts';
import type { Publisher } from './history.ts';

const minuteMs = 60_000;
/** Deliveries that its engineer looks at. */
const lookedAt = 4;
const nothing: Within = { sources: [] };

type Stories = readonly Story[];
interface About {
  readonly sources: Readonly<Record<Publisher, string>>;
  readonly topic: string;
}

/** A partner of whom the operator says what it may have; it has a webhook and a site that pulls everything. */
export class Entitled {
  readonly id: string;
  readonly key: string;
  readonly puller: Puller;
  /** What it had at an exit and may not have, in words. */
  readonly leaks: string[] = [];
  readonly #stage: Stage;
  readonly #sources: Readonly<Record<Publisher, string>>;
  readonly #topic: string;
  /** What its site asks for, within what it may have. */
  #asks: { readonly fromMs: number; readonly ask: Ask }[];
  /** By the operator's last word. */
  #entitlement: Entitlement | undefined;
  /** When that ends, until the sweep has told its webhook. */
  #untilMs: number | undefined;
  #isNew = false;

  private constructor(stage: Stage, id: string, key: string, about: About) {
    const own = { sources: Object.values(about.sources) };
    this.id = id;
    this.key = key;
    this.puller = stage.pullerOf({ source: own.sources.join() }, key);
    this.#stage = stage;
    this.#sources = about.sources;
    this.#topic = about.topic;
    this.#asks = [{ fromMs: -Infinity, ask: own }];
  }

  static async open(stage: Stage, run: number, about: About): Promise<Entitled> {
    const id = `entitled-${run}`;
    return new Entitled(stage, id, await newPartner(stage.caravan, id), about);
  }

  /** As the model sees who pulls. */
  get reader(): Reader {
    const name = 'who pulls as far as it may';
    return { name, asks: this.#asks, deaf: [], recoveries: [], learnsByAsking: true };
  }

  /** The operator says what it may have: `undefined` lifts every limit. */
  async entitle(what: number, webhook: Webhook): Promise<void> {
    const { partners } = this.#stage.caravan;
    const now = new Date();
    const untilMs = now.getTime() + 125 * minuteMs;
    const choices: readonly (readonly [Entitlement | undefined, Within | undefined])[] = [
      [undefined, undefined],
      [{ sources: [this.#sources.south] }, { sources: [this.#sources.south] }],
      [{ topics: [this.#topic] }, { topics: [this.#topic] }],
      [{ languages: ['en'] }, { languages: ['en'] }],
      [{ noFullText: true }, { noText: true }],
      [{ formats: ['ninjs'] }, nothing],
      [{ until: instant(new Date(untilMs)) }, undefined],
    ];
    const [entitlement, within] = choices[what % choices.length]!;
    const partner = await partners.get(this.id);
    if (partner === undefined) throw new Error(`There is no partner ${this.id}.`);
    await entitle(partner, entitlement, this.#stage.caravan, now);
    this.#entitlement = entitlement;
    this.#untilMs = entitlement?.until === undefined ? undefined : untilMs;
    const own = { sources: Object.values(this.#sources) };
    this.#asks = [
      ...this.#asks.filter(({ fromMs }) => fromMs <= now.getTime()),
      { fromMs: now.getTime(), ask: { ...own, within } },
      ...(this.#untilMs === undefined ? [] : [{ fromMs: untilMs, ask: { ...own, within: nothing } }]),
    ];
    webhook.limit(within);
    this.#isNew = true;
  }

  /** The sweep of the hour has run, which began then: what has ended by its time is told. */
  swept(atMs: number, webhook: Webhook): void {
    if (this.#untilMs === undefined || this.#untilMs > atMs) return;
    this.#untilMs = undefined;
    webhook.limit(nothing);
    this.#isNew = true;
  }

  /** Looks once at every exit after the operator's word. */
  async lookIfNew(stories: Stories, webhook: Webhook): Promise<void> {
    if (!this.#isNew || this.#stage.caravan.twin.reads.running) return;
    this.#isNew = false;
    await this.look(stories, webhook);
  }

  async look(stories: Stories, webhook: Webhook): Promise<void> {
    for (const story of stories) await this.#lookAtArticle(story);
    await this.#lookAtDeliveries(stories, webhook);
    await this.#lookAtLists();
  }

  /** The article as it is now, where it is shown. */
  async read(story: Stories[number]): Promise<{ status: number; title: string; hasText: boolean }> {
    const path = `/v1/articles/${articleId(story.source, story.guid)}`;
    const response = await this.#get(path);
    const { title = '', content } = response.ok ? ((await response.json()) as { title: string; content?: string }) : {};
    return { status: response.status, title, hasText: content !== undefined };
  }

  async #lookAtArticle(story: Stories[number]): Promise<void> {
    const { status, title, hasText } = await this.read(story);
    const nowMs = Date.now();
    if (status === 200 && !mayBeTold(story, this.reader, title, nowMs))
      this.leaks.push(`${this.id} reads "${title}" when that is not out, or not for it`);
    if (hasText && !mayHaveText(this.reader, { fromMs: nowMs - slackMs, toMs: nowMs + slackMs }))
      this.leaks.push(`${this.id} reads the text of "${title}", and may have summaries alone`);
    const comments = await this.#get(`/v1/articles/${articleId(story.source, story.guid)}/comments`);
    await comments.body?.cancel();
    const mayHave = titlesOf(story).some((one) => mayBeTold(story, this.reader, one, nowMs));
    // a form is one of articles, and comments have but one
    if (comments.status === 200 && !mayHave && !this.#entitlement?.formats)
      this.leaks.push(`${this.id} reads comments on ${story.guid}`);
  }

  /** What was sent is shown by the API and the portal, as far as its partner may have it still. */
  async #lookAtDeliveries(stories: Stories, webhook: Webhook): Promise<void> {
    const within = webhook.readerOf('').asks.at(-1)!.ask.within ?? {};
    const path = `/webhooks/${webhook.endpoint.id}`;
    const listed = await this.#get(`/v1${path}/deliveries?limit=20&status=delivered`);
    if (!listed.ok) return;
    const { deliveries } = (await listed.json()) as { deliveries: { id: string }[] };
    for (const [nth, { id }] of deliveries.slice(0, lookedAt).entries()) {
      const one = await this.#get(`/v1${path}/deliveries/${id}`);
      const about = { partnerId: this.id, path: `${path}/deliveries/${id}` };
      const page = nth === 0 ? await portalPage(this.#stage.caravan, about) : undefined;
      this.#findIn([await one.text(), page ?? ''].join(' '), stories, within);
    }
  }

  /** Titles, and comments, of stories that it may not have now. */
  #findIn(text: string, stories: Stories, within: Within): void {
    for (const { source, guid, statements } of stories) {
      const saids = statements.flatMap(({ says }) => (says === 'tombstone' ? [] : [says]));
      const mayHave = (said: (typeof saids)[number]) => matches(within, { ...said, source, isBacklog: false });
      for (const said of saids)
        if (text.includes(said.title) && !mayHave(said))
          this.leaks.push(`a page of deliveries shows "${said.title}" to ${this.id}, which may not have it`);
      if (text.includes(` on ${guid}"`) && !saids.some(mayHave))
        this.leaks.push(`a page of deliveries shows a comment on ${guid} to ${this.id}, which may not have it`);
    }
  }

  async #lookAtLists(): Promise<void> {
    for (const kind of ['sources', 'topics'] as const) {
      const allowed = this.#entitlement?.[kind];
      const response = await this.#get(`/v1/${kind}?limit=200`);
      if (allowed === undefined || !response.ok) continue;
      const body = (await response.json()) as Record<string, { id?: string; slug?: string }[]>;
      const listed = (body[kind] ?? []).map(({ id, slug }) => id ?? slug ?? '');
      for (const one of listed.filter((slug) => !allowed.includes(slug)))
        this.leaks.push(`${this.id} is offered ${one} among ${kind}, which it may not have`);
    }
  }

  #get(path: string): Promise<Response> {
    return this.#stage.caravan.get(path, { headers: { authorization: `Bearer ${this.key}` } });
  }
}

const titlesOf = ({ statements }: Stories[number]): string[] =>
  statements.flatMap(({ says }) => (says === 'tombstone' ? [] : [says.title]));
