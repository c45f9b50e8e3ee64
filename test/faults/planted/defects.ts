/** A defect as a small change of the code: each stood in Caravan once, or nearly so. */
export interface Defect {
  readonly name: string;
  readonly file: string;
  /** What stands in the file, once. */
  readonly was: string;
  readonly is: string;
}

export const defects: readonly Defect[] = [
  {
    name: 'what an operator restores is out, whatever embargo it is under',
    file: 'modules/articles/articleLifecycle.ts',
    was: 'return next(article, { ...article, withdrawal: undefined }, now);',
    is: "return { ...next(article, { ...article, withdrawal: undefined }, now), status: 'live' };",
  },
  {
    name: 'what its publisher lists again is out, whatever embargo it is under',
    file: 'modules/articles/articleLifecycle.ts',
    was: 'const status = statusOf(facts, at);\n  const formerly',
    is:
      "const status = before.withdrawal?.by === 'publisher' && facts.withdrawal === undefined ? 'live' : " +
      'statusOf(facts, at);\n  const formerly',
  },
  {
    name: "a correction drops the operator's embargo",
    file: 'modules/articles/correction.ts',
    was: '    ...(operatorEmbargo !== undefined && { operatorEmbargo }),\n',
    is: '',
  },
  {
    name: 'who asks for a topic or a language is not told when a story leaves it',
    file: 'modules/articles/view.ts',
    was: "const isEntitled = change.type !== 'article.withdrawn' && asks(change);",
    is: "if (!asks(change)) return undefined;\n  const isEntitled = change.type !== 'article.withdrawn' && asks(change);",
  },
  {
    name: 'a withdrawal does not reach who was told of another end before',
    file: 'modules/articles/event.ts',
    was: 'return wasOut || isWithdrawnLate(before, after) ?',
    is: 'return wasOut ?',
  },
  {
    name: 'a partner who narrows a filter is not told what it has no more',
    file: 'modules/webhooks/fan-out/narrowStep.ts',
    was: 'const ended = known.filter(',
    is: 'const ended = known.slice(0, 0).filter(',
  },
  {
    name: 'attributes of an event name the new topics alone',
    file: 'modules/articles/articleTopic.ts',
    was: 'const known = [article, ...(previous ? [previous] : []), ...formerly];',
    is: 'const known = [article];',
  },
  {
    name: 'an embargo that cannot be read is none',
    file: 'modules/feed-reading/story/embargo.ts',
    was: 'if (unread !== undefined) return { embargoUntil: endOfTime, embargoUnread: unread.slice(0, unreadLength) };',
    is: 'if (unread !== undefined) return {};',
  },
  {
    name: 'an embargo without a zone is read in that of Greenwich',
    file: 'modules/feed-reading/story/embargo.ts',
    was: 'const westernmostMinutes = -12 * 60;',
    is: 'const westernmostMinutes = 0;',
  },
  {
    name: 'an embargo ends with the retention',
    file: 'modules/articles/articlesTable.ts',
    was: 'plusSeconds(secondsOf(lasts), this.retentionSeconds)',
    is: 'plusSeconds(secondsOf(article.changedAt), this.retentionSeconds)',
  },
  {
    name: 'a digest counts a line of the log that a publish left behind',
    file: 'modules/digests/content/maker.ts',
    was: '...looked.filter(({ seq }) => numbers.has(seq))];',
    is: '...looked.filter(({ seq }) => seq > 0 || numbers.has(seq))];',
  },
  {
    name: 'an old address that answers late disables the new one',
    file: 'modules/webhooks/deliver/deliverOne.ts',
    was: "if (verdict !== 'delivered' && (await hasMoved(endpoint, endpoints))) {",
    is: "if (verdict === 'delivered' && attempted.attempt.status === 410 && (await hasMoved(endpoint, endpoints))) {",
  },
  {
    name: 'an expired article stays so when its expiry is extended',
    file: 'modules/articles/articleLifecycle.ts',
    was: 'const status = statusOf(facts, at);\n  const formerly',
    is: "const status = before.status === 'expired' ? 'expired' : statusOf(facts, at);\n  const formerly",
  },
  {
    name: 'a live article stays out when its publisher adds an embargo',
    file: 'modules/articles/articleLifecycle.ts',
    was: 'const status = statusOf(facts, at);\n  const formerly',
    is:
      "const derived = statusOf(facts, at);\n  const status = before.status === 'live' && derived === " +
      "'embargoed' ? 'live' : derived;\n  const formerly",
  },
  {
    name: "a feed's tag stands for what a read that lags does not show",
    file: 'modules/articles/keptArticles.ts',
    was: 'mayKeep ? [] : missing.filter((row) => isLate(row, read.get(row.id)))',
    is: 'missing.slice(0, 0)',
  },
  {
    name: 'digests tell backlog as news',
    file: 'modules/digests/content/told.ts',
    was: 'entry.backlog && !entry.undated ? undefined :',
    is: 'entry.seq < 0 ? undefined :',
  },
  {
    name: 'an end that waited is dropped where the article was taken back once more',
    file: 'modules/webhooks/deliver/decide.ts',
    was: "if (announcedVersion.takenBack && type !== 'article.withdrawn')",
    is: 'if (announcedVersion.takenBack)',
  },
  {
    name: 'a story that is rewritten at each poll is announced each time',
    file: 'modules/sources/polling/storeArticle.ts',
    was: 'const restlessFrom = 4;',
    is: 'const restlessFrom = 400;',
  },
  {
    name: 'a line that counts comments is a correction',
    file: 'modules/articles/notice.ts',
    was: ".filter((line) => line !== '' && !isPassing(line));",
    is: ".filter((line) => line !== '');",
  },
  {
    name: 'a text that was read from its page later is told as a correction',
    file: 'modules/sources/polling/fullText.ts',
    was: 'noticeOfText(before) === noticeOfText(item.story)) return false;',
    is: 'noticeOfText(before) === noticeOfText(item.story) && before.version === 0) return false;',
  },
  {
    name: 'a story that is forgotten comes back where a counter has changed',
    file: 'modules/sources/polling/forgotten.ts',
    was: '!known.has(arrival.id) && !isNoticed(arrival, source);',
    is: '!known.has(arrival.id) && !isNoticed(arrival, source) && arrival.id === source.id;',
  },
  {
    name: 'a page is read that is for subscribers',
    file: 'modules/full-text/article.ts',
    was: 'if (refused !== undefined) return { refused };',
    is: 'if (refused !== undefined && refused !== paywall) return { refused };',
  },
  {
    name: 'partners keep a comment that was erased',
    file: 'modules/announcing/changes.ts',
    was: "if (keys?.['sk']?.S === 'COMMENT') {",
    is: "if (keys?.['sk']?.S === 'COMMENT' && eventName !== 'REMOVE') {",
  },
  {
    name: 'a comment is sent that was taken back meanwhile',
    file: 'modules/webhooks/deliver/commentBody.ts',
    was: "row?.status !== 'approved' ||",
    is: 'row === undefined ||',
  },
  {
    name: 'a webhook is told what it does not want to hear of',
    file: 'modules/articles/view.ts',
    was: 'if (type === undefined || endpoint.events.includes(type)) return type;',
    is: 'return type;',
  },
  {
    name: 'a search does not find what comes out of an embargo',
    file: 'modules/search/searchIndex.ts',
    was: 'if (readable) for',
    is: "if (readable && before?.status !== 'embargoed') for",
  },
  {
    name: "an article's page shows what is not out",
    file: 'modules/edition/answers/article.ts',
    was: 'article === undefined || !isReadable(article, instant(request.now))',
    is: 'article === undefined || article.version === 0',
  },
  {
    name: 'what editors hold is out',
    file: 'modules/articles/articleLifecycle.ts',
    was: '    ...(rule !== undefined && { hold: { rule, at: seen } }),\n',
    is: '',
  },
  {
    name: 'a correction that editors hold is shown at once',
    file: 'modules/articles/correction.ts',
    was: 'rule !== undefined &&\n    !isOurReading',
    is: "rule !== undefined &&\n    article.status !== 'live' &&\n    !isOurReading",
  },
  {
    name: 'a correction that was refused waits again',
    file: 'modules/articles/correction.ts',
    was: 'contentHash === refusedCorrection ? undefined : asked;',
    is: "contentHash === refusedCorrection && rule === '' ? undefined : asked;",
  },
  {
    name: 'what is blocked comes in where it is new',
    file: 'modules/sources/polling/storeArticle.ts',
    was: 'if (blockedBy !== undefined) return',
    is: 'if (blockedBy !== undefined && known !== undefined) return',
  },
  {
    name: 'a story that is written while its topic is merged keeps the old one',
    file: 'modules/sources/polling/settleTopics.ts',
    was: 'if (after === undefined) return undefined;',
    is: 'if (after === undefined || after.version > 0) return undefined;',
  },
  {
    name: 'a poll undoes what an editor corrected',
    file: 'modules/articles/correction.ts',
    was: "[...operatorsParts, 'topics', 'language'] : operatorsParts,",
    is: "[...operatorsParts, 'topics', 'language'] : [],",
  },
  {
    name: 'the page of an article shows what editors hold',
    file: 'modules/edition/answers/article.ts',
    was: 'article === undefined || !isReadable(article, instant(request.now))',
    is: 'article === undefined || (!isReadable(article, instant(request.now)) && article.hold === undefined)',
  },
  {
    name: 'a topic that an operator has hidden is offered',
    file: 'modules/articles/directoryTable.ts',
    was: 'entries: rows.slice(0, limit).filter(({ hidden }) => !hidden)',
    is: 'entries: rows.slice(0, limit)',
  },
  {
    name: 'the list of the pull API tells what its partner may not have',
    file: 'modules/partner-api/operations/articles.ts',
    was: 'limited(filter, withinOf(partner.entitlement, now))',
    is: 'limited(filter, undefined)',
  },
  {
    name: 'an article is read by its id that its partner may not have',
    file: 'modules/partner-api/webhooks/entitled.ts',
    was: 'if (!matches(',
    is: 'if (event.article.version === 0 && !matches(',
  },
  {
    name: 'webhooks carry texts, though their partner may have summaries alone',
    file: 'modules/webhooks/endpoint.ts',
    was: "noFullText ? 'summary' : content;",
    is: "noFullText && content === 'summary' ? 'summary' : content;",
  },
  {
    name: 'an endpoint is posted to sooner than it asks',
    file: 'modules/webhooks/deliver/pace.ts',
    was: 'if (ratePerMinute === undefined) return 0;',
    is: 'if (ratePerMinute !== 0) return 0;',
  },
];
