import type { TestCaravan } from './caravan.ts';
import { formsOf } from './htmlForms.ts';
import { sendForm } from './mail.ts';
import { commentKeyWith } from '../../modules/comments/commentKey.ts';
import type { CommentKey } from '../../modules/comments/commentKey.ts';
import type { Decision } from '../../modules/comments/comment.ts';
import { operatorParameters } from '../../modules/operations/keys/operatorParameters.ts';
import { readSecret } from '../../platform/runtime/secret.ts';
import { twinOperator } from '../../modules/operations/operatorClients.ts';

/** The key that a running Caravan makes ids, pseudonyms and tokens of comments with. */
export const commentKeyOf = async ({ twin }: Pick<TestCaravan, 'twin'>): Promise<CommentKey> =>
  commentKeyWith(await readSecret(twin.outputs['ReaderKeyArn'] ?? '', operatorParameters(twinOperator(twin.endpoint))));

/** Somebody who comments, with a form that was opened a while ago. */
export interface Commenter {
  /** Sends the form; its answer is not followed. */
  send(articleId: string, fields: Readonly<Record<string, string>>): Promise<Response>;
  /** Sends it, and waits until all that follows is done. @returns the comment's id */
  comment(articleId: string, name: string, text: string): Promise<string>;
}

export function commenterAt({ twin }: Pick<TestCaravan, 'twin'>, key: CommentKey): Commenter {
  const send: Commenter['send'] = (articleId, fields) => {
    const opened = key.signForm(articleId, new Date(Date.now() - 60_000));
    return sendForm(`${twin.url}/articles/${articleId}/comments`, new URLSearchParams({ opened, ...fields }));
  };
  return {
    send,
    async comment(articleId, name, text) {
      const { status } = await send(articleId, { name, comment: text });
      if (status !== 303) throw new Error(`The comment was answered with ${status}.`);
      await twin.idle();
      return key.idOf(articleId, { name, text });
    },
  };
}

/** Presses a button of the page that a mail to the moderator leads to. */
export async function pressDecision(link: string, decision: Decision): Promise<Response> {
  const page = await (await fetch(link)).text();
  const form = formsOf(page).find(({ fields }) => fields['decision']?.includes(decision));
  if (form === undefined) throw new Error(`The page offers no button to ${decision}.`);
  return sendForm(
    new URL(form.action, link).href,
    new URLSearchParams({ token: form.fields['token']?.[0] ?? '', decision }),
  );
}
