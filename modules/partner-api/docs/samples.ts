import { readFileSync } from 'node:fs';
import { html } from '../../../platform/http/html.ts';
import type { Html } from '../../../platform/http/html.ts';
import { code } from './prose.ts';

const languages = { mjs: 'Node', py: 'Python', go: 'Go', php: 'PHP' } as const;
export const sampleLanguages = Object.keys(languages) as (keyof typeof languages)[];
export type SampleKind = 'webhook' | 'pull';

/** A program that stands in the page, for the API at an address; `npm run test:samples` runs each. */
export const sampleOf = (kind: SampleKind, language: keyof typeof languages, server: string): string =>
  readFileSync(new URL(`samples/${kind}.${language}`, import.meta.url), 'utf8').replaceAll('{{publicUrl}}', server);

/** The same in each language, of which one is unfolded at a time. */
export const samplesOf = (kind: SampleKind, what: string, server: string): Html =>
  html`${sampleLanguages.map(
    (language, index) =>
      html`<details name="${kind}" class="sample"${index === 0 && html` open`}><summary>${languages[language]}</summary>${code(
        sampleOf(kind, language, server).trimEnd(),
        `${languages[language]}: ${what}`,
      )}</details>\n`,
  )}`;
