import { randomBytes } from 'node:crypto';
import { articleId } from '../../../modules/sources/seenList.ts';
import { instant } from '../../../platform/values/time.ts';
import type { Stage } from '../stage.ts';
import type { Begun } from './begin.ts';
import type { Deeds } from './history.ts';

/**
 * Somebody comments on a story, and a person approves it; or takes the last one back that stands. How a comment comes
 * as far as that, the core life plays.
 */
export const ofModerator = ({ caravan }: Stage, { sources, newsrooms, comments }: Begun): Pick<Deeds, 'comment'> => ({
  async comment({ by, story, act }) {
    const guid = newsrooms[by].guidOf(story);
    const its = comments.get(guid) ?? [];
    const now = new Date();
    if (act !== 'approve') {
      const last = its.findLast(({ endedMs }) => endedMs === undefined);
      if (last === undefined) return;
      if (act === 'erase') await caravan.comments.forget(last.id);
      else await caravan.comments.decide(last.id, 'reject', now);
      last.endedMs = now.getTime();
      return;
    }
    const article = articleId(sources[by], guid);
    const sent = {
      id: randomBytes(16).toString('hex'),
      articleId: article,
      name: 'Leyla',
      text: `Comment ${its.length} on ${guid}`,
      sentAt: instant(now),
    };
    const wasOut = (await caravan.articles.get(article))?.status === 'live';
    await caravan.comments.hold(sent, now);
    await caravan.comments.decide(sent.id, 'approve', now);
    comments.set(guid, [...its, { ...sent, wasOut, approvedMs: now.getTime(), endedMs: undefined }]);
  },
});
