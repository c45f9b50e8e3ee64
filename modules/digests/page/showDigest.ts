import type { ArticlesTable } from '../../articles/articlesTable.ts';
import { PageError } from '../../reader-pages/refusal.ts';
import type { Publication } from '../content/digestContent.ts';
import { mailViewOf } from '../content/mail/view.ts';
import { articlesIn, contentOf } from '../content/recorded.ts';
import type { DigestsTable } from '../digestsTable.ts';
import { digestPage } from './page.ts';
import type { Step } from '../../subscribers/sign-up/step.ts';

export interface DigestPageServices {
  readonly digests: Pick<DigestsTable, 'getIssue'>;
  readonly articles: Pick<ArticlesTable, 'getMany'>;
  readonly about: Publication;
}

/**
 * Shows an issue to whoever has its link: what the ledger says that it told, as that reads now. Two reads, and nothing
 * of the reader whose mail had the link.
 */
export const showDigest =
  ({ digests, articles, about }: DigestPageServices): Step =>
  async ({ query, now }, { key }) => {
    const token = query.get('token') ?? '';
    if (token === '') throw new PageError('noToken');
    const claims = (await key()).verifyIssue(token, now);
    if (claims === 'forged' || claims === 'expired') throw new PageError(claims);
    const recorded = await digests.getIssue(claims.issue);
    if (!recorded) throw new PageError('expired');
    const content = contentOf(recorded, await articles.getMany(articlesIn(recorded)), now);
    return digestPage(mailViewOf(content, claims, about));
  };
