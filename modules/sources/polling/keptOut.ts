import { createHash } from 'node:crypto';
import { inWords } from '../../editors/rule.ts';
import type { EditorRules } from '../../editors/rulesTable.ts';
import type { Source } from '../source.ts';
import type { ArticleStores } from './storeArticle.ts';

/** Tells these rules of what is blocked from others. */
export const markOfBlocks = ({ blocks }: Pick<EditorRules, 'blocks'>): string =>
  createHash('sha256')
    .update(JSON.stringify(blocks.map(inWords)))
    .digest('hex')
    .slice(0, 16);

/**
 * Whether the document has to be read again, though it may be the same: something in it was not taken in, and other
 * rules stand since. Nobody is asked where nothing was kept out.
 */
export async function isRuledAnew(
  { lastRead }: Pick<Source, 'lastRead'>,
  { editorRules }: Pick<ArticleStores, 'editorRules'>,
): Promise<boolean> {
  if (lastRead?.blockedUnder === undefined || editorRules === undefined) return false;
  return markOfBlocks(await editorRules.all()) !== lastRead.blockedUnder;
}
