import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What must stand nowhere, by its name. */
export type Secrets = Readonly<Record<string, string>>;

/** The forms that a value may take on its way into a log, a template or a bundle. */
const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64').replace(/.?=*$/, ''),
  Buffer.from(value).toString('hex'),
];

/** What every secret of its kind looks like, whoever's it is. */
const shapes: Secrets = {
  'an AWS access key id': String.raw`\b(AKIA|ASIA)[0-9A-Z]{16}\b`,
  'a private key': '-----BEGIN [A-Z ]*PRIVATE KEY-----',
  'an API key': String.raw`\bcvn_[a-z0-9-]+_[A-Za-z0-9_-]{43}\b`,
  "a publisher's key": String.raw`\bcvp_[a-z0-9-]+_[A-Za-z0-9_-]{43}\b`,
  'a link of the portal': String.raw`\bcvl_[a-z0-9-]+_[A-Za-z0-9_-]{43}\b`,
  // All but the example of the API's description, which says of itself that it is one.
  'a signing secret': String.raw`\bwhs(ec|k)_(?!VGhpcyBpcyBhbiBleGFtcGxl)[A-Za-z0-9+/]{24,}`,
};

/** Each secret that stands in a text, and each thing that is shaped like one: "what in where". */
export function findSecrets(where: string, text: string, secrets: Secrets = {}): string[] {
  const values = Object.entries(secrets)
    .filter(([, value]) => formsOf(value).some((form) => text.includes(form)))
    .map(([name]) => name);
  const shaped = Object.entries(shapes)
    .filter(([, pattern]) => new RegExp(pattern).test(text))
    .map(([name]) => name);
  return [...values, ...shaped].map((what) => `${what} in ${where}`);
}

/** Every file below a folder, with its text. */
export function* textsBelow(folder: string): Generator<[path: string, text: string]> {
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    const path = join(folder, name);
    if (statSync(path).isFile()) yield [path, readFileSync(path, 'latin1')];
  }
}
