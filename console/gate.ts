import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const cookieName = 'caravan-console';

/**
 * Who may look. Any page that is open in a browser on this machine can send requests here, and a name of its own can be
 * made to point here (DNS rebinding): only requests to our own addresses are answered. On a stage a key that each run
 * makes anew is asked for, too, as other people's programs may run on the machine: the first address brings it, and a
 * cookie keeps it.
 */
export class Gate {
  readonly #key: string | undefined;

  constructor(isLocked: boolean) {
    this.#key = isLocked ? randomBytes(24).toString('base64url') : undefined;
  }

  /** What the address that is printed ends with. */
  get entry(): string {
    return this.#key === undefined ? '' : `/enter/${this.#key}`;
  }

  /** @returns `enters` where the address brings the key: it gets the cookie */
  judge({ url = '/', headers }: IncomingMessage, origins: readonly string[]): 'answered' | 'refused' | 'enters' {
    if (!origins.includes(`http://${headers.host ?? ''}`)) return 'refused';
    if (this.#key === undefined) return 'answered';
    if (url.startsWith('/enter/')) return this.#isKey(url.slice('/enter/'.length)) ? 'enters' : 'refused';
    const cookies = (headers.cookie ?? '').split('; ');
    const brought = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`)) ?? '';
    return this.#isKey(brought.slice(cookieName.length + 1)) ? 'answered' : 'refused';
  }

  get cookie(): string {
    return `${cookieName}=${this.#key ?? ''}; HttpOnly; SameSite=Strict; Path=/`;
  }

  #isKey(text: string): boolean {
    const [brought, key] = [Buffer.from(text), Buffer.from(this.#key ?? '')];
    return brought.length === key.length && timingSafeEqual(brought, key);
  }
}
