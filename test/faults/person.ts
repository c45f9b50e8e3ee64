import type { Mail } from '../../local/mail/mail.ts';
import type { TestCaravan } from '../helpers/caravan.ts';
import { formsOf } from '../helpers/htmlForms.ts';
import { linkIn } from '../helpers/mail.ts';

/** What somebody fills in: the fields of the page's form that they touch. */
type Fields = Readonly<Record<string, string | readonly string[]>>;
interface Answer {
  readonly status: number;
  readonly html: string;
}

/** When digests are to come, and which; everything where no sources are chosen. */
export interface Wish {
  readonly hour: number;
  readonly zone: string;
  readonly sources: readonly string[];
}

/**
 * Somebody who reads by mail, from the page's form to the button of their mail program. Each deed tells whether it was
 * answered: where it was not, they do it again.
 */
export class Person {
  readonly id: string;
  readonly address: string;
  /** How often they have tried. */
  signUps = 0;
  readonly #caravan: Pick<TestCaravan, 'get' | 'twin'>;
  /** Where the page that confirmed leads. */
  #toPreferences: string | undefined;

  constructor(caravan: Pick<TestCaravan, 'get' | 'twin'>, id: string, address: string) {
    this.#caravan = caravan;
    this.id = id;
    this.address = address;
  }

  get confirmed(): boolean {
    return this.#toPreferences !== undefined;
  }

  /** Mails that ask whether the digests are wanted. */
  get questions(): Mail[] {
    return this.#mails.filter(({ tags }) => tags['kind'] === 'confirmation');
  }

  get digests(): Mail[] {
    return this.#mails.filter(({ tags }) => tags['digest'] !== undefined);
  }

  async signUp(wish: Wish): Promise<boolean> {
    this.signUps += 1;
    const list = new URLSearchParams(wish.sources.map((source): [string, string] => ['sources', source]));
    return (
      (await this.#fillIn(`/subscribe?${list.toString()}`, '/subscribe', { address: this.address, ...fieldsOf(wish) }))
        ?.status === 303
    );
  }

  /** Follows the links of the mails that ask, the newest first, and presses the button of the one that counts. */
  async confirm(): Promise<boolean> {
    for (const mail of this.questions.filter(({ text }) => text?.includes('/subscribe/confirm')).toReversed()) {
      const answer = await this.#fillIn(linkIn(mail, '/subscribe/confirm'), '/subscribe/confirm', { confirm: 'yes' });
      if (answer?.status === 410) continue; // a newer sign-up has taken its place
      this.#toPreferences = answer && /href="(\/preferences\?[^"]+)"/.exec(answer.html)?.[1];
      return this.confirmed;
    }
    return false;
  }

  async choose(wish: Wish): Promise<boolean> {
    return (await this.#fillIn(this.#toPreferences ?? '/preferences', '/preferences', fieldsOf(wish)))?.status === 303;
  }

  /** By the button of the mail program (RFC 8058), or that of the page where no digest has come yet. */
  async leave(): Promise<boolean> {
    const oneClick = this.digests
      .at(-1)
      ?.headers.find(({ name }) => name === 'List-Unsubscribe')
      ?.value.slice(1, -1);
    const answer =
      oneClick === undefined
        ? await this.#fillIn(this.#toPreferences ?? '/preferences', '/unsubscribe', { leave: 'yes' })
        : await this.#ask(oneClick, new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }));
    return answer?.status === 200;
  }

  get #mails(): Mail[] {
    return this.#caravan.twin.mailbox.to(this.address);
  }

  /**
   * Opens a page and sends its form. @returns the page itself where it has none, as when that was done before
   * @throws where the form does not offer what is chosen
   */
  async #fillIn(link: string, action: string, chosen: Fields): Promise<Answer | undefined> {
    const page = await this.#ask(link);
    const form = page && formsOf(page.html).find((one) => one.action.split('?')[0] === action);
    if (form === undefined) return page;
    const { token } = form.fields;
    const filled = Object.entries({ ...(token && { token }), ...chosen }).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    );
    const missing = filled.find(([name, value]) => name !== 'address' && !form.fields[name]?.includes(value));
    if (missing) throw new Error(`The form of ${action} does not offer ${missing.join(' ')}.`);
    return this.#ask(form.action, new URLSearchParams(filled));
  }

  /** Undefined where a request fails. Redirects are not followed: what was sent is done by then. */
  async #ask(link: string, body?: URLSearchParams): Promise<Answer | undefined> {
    const { pathname, search } = new URL(link, this.#caravan.twin.url);
    const response = await this.#caravan.get(`${pathname}${search}`, {
      redirect: 'manual',
      ...(body && { method: 'POST', body }),
    });
    return response.status < 500 ? { status: response.status, html: await response.text() } : undefined;
  }
}

const fieldsOf = ({ hour, zone, sources }: Wish): Fields => ({
  frequency: 'daily',
  weekday: '1',
  hour: String(hour),
  zone,
  language: 'en',
  sources,
});
