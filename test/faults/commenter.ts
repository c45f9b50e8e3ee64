import type { TestCaravan } from '../helpers/caravan.ts';
import { formsOf } from '../helpers/htmlForms.ts';

const moderator = 'editors@caravan.example';

interface Answer {
  readonly status: number;
  readonly html: string;
}

/** Somebody who comments on an article, and the moderator who decides. Each deed tells whether it was answered. */
export class Commenter {
  readonly #caravan: Pick<TestCaravan, 'get' | 'twin'>;
  readonly #path: string;
  readonly #typed: Readonly<Record<string, string>>;

  constructor(caravan: Pick<TestCaravan, 'get' | 'twin'>, articleId: string, name: string, text: string) {
    this.#caravan = caravan;
    this.#path = `/articles/${articleId}/comments`;
    this.#typed = { name, comment: text };
  }

  /** Fills in the form under the article; its answer is a form that is to be sent some seconds later. */
  async look(): Promise<string | undefined> {
    const answer = await this.#ask(this.#path, this.#typed);
    return answer && formsOf(answer.html)[0]?.fields['opened']?.[0];
  }

  async send(opened: string): Promise<boolean> {
    return (await this.#ask(this.#path, { ...this.#typed, opened }))?.status === 303;
  }

  /** The moderator presses the button that their newest mail with this comment leads to. */
  async approve(): Promise<boolean> {
    const name = this.#typed['name'] ?? '';
    const text = this.#caravan.twin.mailbox
      .to(moderator)
      .map((mail) => mail.text ?? '')
      .findLast((one) => one.includes(`${name} on "`));
    const link = /http\S+decision=approve/.exec(text?.slice(text.indexOf(`${name} on "`)) ?? '')?.[0];
    if (link === undefined) return false;
    const { pathname, search } = new URL(link);
    const page = await this.#ask(`${pathname}${search}`);
    const form = page && formsOf(page.html).find(({ fields }) => fields['decision']?.includes('approve'));
    // where it was done before, there is no such button any more
    if (form === undefined) return page !== undefined;
    const answer = await this.#ask(form.action, { token: form.fields['token']?.[0] ?? '', decision: 'approve' });
    return answer?.status === 200;
  }

  /** Undefined where a request fails. */
  async #ask(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer | undefined> {
    const response = await this.#caravan.get(path, {
      redirect: 'manual',
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    return response.status < 500 ? { status: response.status, html: await response.text() } : undefined;
  }
}
