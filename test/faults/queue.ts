import type { TestCaravan } from '../helpers/caravan.ts';
import type { Ask } from './model/reader.ts';
import { matches } from './model/reader.ts';
import type { Heard } from './model/verdict.ts';

interface Selectors {
  readonly source?: { readonly id: string };
  readonly topics?: readonly { readonly slug: string }[];
  readonly language?: string;
}
interface Event {
  readonly id: string;
  readonly type: string;
  readonly backlog?: boolean;
  readonly previous?: Selectors;
  readonly formerly?: readonly Selectors[];
  readonly article: Selectors & { readonly id: string; readonly title: string; readonly version: number };
}

/** A message that passed, as its subscriber reads it. */
export type Received = Heard & { readonly eventId: string; readonly articleId: string };

/**
 * A queue of a partner in AWS that subscribes to the topic of events with a filter policy on topics. The twin's engine
 * knows no String.Array in policies, so the policy is applied here, to what the twin's own queue gets: it passes where
 * "at least one match exists" between its values and the attribute's
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html).
 */
export class Queue {
  readonly received: Received[] = [];
  readonly leave: () => void;

  /** @param ask what the subscriber wants: its policy names the topics, and it looks at the rest itself */
  constructor({ twin }: Pick<TestCaravan, 'twin'>, ask: Ask) {
    const hear = ({
      topic,
      message,
      attributes,
    }: {
      topic: string;
      message: string;
      attributes: Readonly<Record<string, string>>;
    }) => {
      if (topic.startsWith('Publishing') && attributes['type']?.includes('article.') && passes(ask, attributes))
        this.received.push(...read(ask, JSON.parse(message) as Event));
    };
    twin.events.on('notification', hear);
    this.leave = () => {
      twin.events.off('notification', hear);
    };
  }
}

const passes = ({ topics = [] }: Ask, attributes: Readonly<Record<string, string>>): boolean => {
  const values: unknown = JSON.parse(attributes['topics'] ?? '[]');
  return Array.isArray(values) && values.some((value) => topics.includes(String(value)));
};

/** Who matches what the article was and not what it is ceases. */
function read(ask: Ask, { id, type, backlog = false, previous, formerly = [], article }: Event): Received[] {
  const fits = (one: Selectors | undefined) =>
    one !== undefined &&
    matches(ask, {
      source: article.source?.id ?? '',
      topics: (one.topics ?? []).map(({ slug }) => slug),
      language: one.language,
      isBacklog: backlog,
    });
  const same = { eventId: id, articleId: article.id, version: article.version, atMs: Date.now() };
  if (type === 'article.withdrawn')
    return [article, previous, ...formerly].some(fits) ? [{ ...same, type: 'withdrawn', title: undefined }] : [];
  if (fits(article)) return [{ ...same, type: 'story', title: article.title, isBacklog: backlog }];
  return fits(previous) ? [{ ...same, type: 'withdrawn', title: undefined }] : [];
}
