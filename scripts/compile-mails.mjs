import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mjml from 'mjml';

/**
 * Makes modules of the mails' MJML sources, so that no function carries MJML: `node scripts/compile-mails.mjs` after
 * each change of a source. A test compares them.
 */
export const mails = [
  {
    source: 'modules/digests/content/mail/digest.mjml',
    target: 'modules/digests/content/mail/digest.html.ts',
    name: 'digestHtml',
  },
];

const root = join(import.meta.dirname, '..');

/** The module that is made of a source: its template as a string, with mustache's tags still in it. */
export async function compiled({ source, name }) {
  const template = await readFile(join(root, source), 'utf8');
  // The validator knows no tags: it is shown what one reader would get.
  await mjml(template.replaceAll('{{start}}', 'left').replaceAll('{{direction}}', 'ltr'), {
    validationLevel: 'strict',
  });
  const { html } = await mjml(template, { validationLevel: 'skip', keepComments: false });
  return `// Compiled from ${source} by scripts/compile-mails.mjs: do not edit.\nexport const ${name} =\n  ${JSON.stringify(minified(html))};\n`;
}

/**
 * Without what mail programs do not see: comments that are no conditions, indentation, new lines between tags, spaces
 * in styles.
 */
const minified = (html) =>
  html
    .replace(/<!--(?!\[if |<!\[endif|>).*?-->/gs, '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/(?<=[>}])\n+(?=[<{])/g, '')
    .replace(/\n+/g, ' ')
    .replace(/<style[^>]*>.*?<\/style>| style="[^"]*"/g, (styles) =>
      styles
        .replace(/\s*([{};])\s*|([:,])\s+/g, '$1$2')
        .replaceAll(';}', '}')
        .replace(/;"$/, '"'),
    );

if (process.argv[1] === import.meta.filename) {
  for (const mail of mails) await writeFile(join(root, mail.target), await compiled(mail));
}
