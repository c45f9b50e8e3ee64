import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  {
    source: 'modules/subscribers/confirmation/confirmation.mjml',
    target: 'modules/subscribers/confirmation/confirmation.html.ts',
    name: 'confirmationHtml',
  },
  {
    source: 'modules/comments/moderation/moderation.mjml',
    target: 'modules/comments/moderation/moderation.html.ts',
    name: 'moderationHtml',
  },
  {
    source: 'modules/webhooks/notices/notice.mjml',
    target: 'modules/webhooks/notices/notice.html.ts',
    name: 'noticeHtml',
  },
];

const root = join(import.meta.dirname, '..');

/** The module that is made of a source: its template as a string, with mustache's tags still in it. */
export async function compiled({ source, name }) {
  const template = await withIncludes(source);
  // The validator knows no tags: it is shown the mail of one reader.
  await mjml(template.replaceAll('{{start}}', 'left').replaceAll('{{direction}}', 'ltr'), {
    validationLevel: 'strict',
  });
  const { html } = await mjml(template, { validationLevel: 'skip', keepComments: false });
  return (
    `// Compiled from ${source} by scripts/compile-mails.mjs: do not edit.\n` +
    `export const ${name} =\n  ${JSON.stringify(minified(html))};\n`
  );
}

/** MJML's own includes would be validated with tags in them. */
async function withIncludes(source) {
  const text = await readFile(join(root, source), 'utf8');
  const [include, path] = /<mj-include path="([^"]+)" \/>/.exec(text) ?? [];
  return include === undefined
    ? text
    : text.replace(include, await readFile(join(root, dirname(source), path), 'utf8'));
}

/**
 * Without what mail programs do not see: comments that are no conditions, indentation, new lines between tags, spaces
 * in styles. Links have no target: where they open is the mail program's choice.
 */
const minified = (html) =>
  html
    .replace(/<!--(?!\[if |<!\[endif|>).*?-->/gs, '')
    .replaceAll(' target="_blank"', '')
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
