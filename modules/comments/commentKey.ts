import type { KeyObject } from 'node:crypto';
import { deriveKey, macOf, readToken, signToken } from '../../platform/http/signedToken.ts';
import type { TokenFault } from '../../platform/http/signedToken.ts';
import { epochSeconds, plusSeconds } from '../../platform/values/time.ts';
import { sentCommentSchema } from './comment.ts';
import type { Typed } from './judge.ts';

/** A form that is sent later was left open, or is sent again by a machine. */
const formSeconds = 86_400;
/** As long as a held comment waits for a person, in a mail that somebody reads late. */
const moderationSeconds = 14 * 86_400;

/** All of comments that is made with a key; it is derived from that of readers. */
export interface CommentKey {
  /** The same for the same comment, and nobody can tell one from the other without the key. */
  idOf(articleId: string, typed: Typed): string;
  /** Stands for a text, or for a visitor's address, without keeping it. */
  pseudonym(text: string): string;
  /** Says in a form when it was opened. */
  signForm(articleId: string, now: Date): string;
  /** @returns the seconds since the form was opened; undefined where that is too long ago, or no form of ours */
  formAge(token: string, articleId: string, now: Date): number | undefined;
  /** Grants whoever has it to decide on a comment. */
  signModeration(commentId: string, now: Date): string;
  /** @returns the comment's id, or what is wrong with the token */
  readModeration(token: string, now: Date): { readonly commentId: string } | TokenFault;
}

/** @param passphrase the readers' key, of at least 256 bits of entropy */
export function commentKeyWith(passphrase: string): CommentKey {
  const derive = (use: string) => deriveKey(passphrase, `caravan comments: ${use}`);
  const [ids, pseudonyms, forms, moderation] = ['ids', 'pseudonyms', 'forms', 'moderation'].map(derive) as [
    KeyObject,
    KeyObject,
    KeyObject,
    KeyObject,
  ];
  return {
    idOf: (articleId, { name, text }) =>
      macOf(ids, JSON.stringify([articleId, name, text]))
        .toString('hex')
        .slice(0, 32),
    pseudonym: (text) => macOf(pseudonyms, text).toString('base64url').slice(0, 22),
    signForm: (articleId, now) =>
      signToken(forms, { words: [articleId], expiresAt: plusSeconds(epochSeconds(now), formSeconds) }),
    formAge(token, articleId, now) {
      const { words: [of] = [], expiresAt = 0 } = readToken(forms, token) ?? {};
      return of === articleId && expiresAt > epochSeconds(now)
        ? epochSeconds(now) - (expiresAt - formSeconds)
        : undefined;
    },
    signModeration: (commentId, now) =>
      signToken(moderation, { words: [commentId], expiresAt: plusSeconds(epochSeconds(now), moderationSeconds) }),
    readModeration(token, now) {
      const { words: [commentId] = [], expiresAt = 0 } = readToken(moderation, token) ?? {};
      const id = sentCommentSchema.shape.id.safeParse(commentId);
      if (!id.success) return 'forged';
      return expiresAt > epochSeconds(now) ? { commentId: id.data } : 'expired';
    },
  };
}
