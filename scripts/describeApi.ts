import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderDocs } from '../modules/partner-api/docs/page.ts';
import { documentOf } from '../modules/partner-api/openapi/document.ts';

/**
 * Makes the partner API's description of its schemas: `node scripts/describeApi.ts` after each change of an operation,
 * a schema or the page. A test compares them. The function fills the marks of its stage as it answers.
 */
const document = documentOf({
  publicUrl: '{{publicUrl}}',
  publication: '{{publication}}',
  retentionDays: '{{retentionDays}}',
});
const folder = join(import.meta.dirname, '../modules/partner-api/published');

export const described = [
  { target: join(folder, 'openapi.json'), text: `${JSON.stringify(document, null, 2)}\n` },
  { target: join(folder, 'docs.html'), text: renderDocs(document) },
];

if (process.argv[1] === import.meta.filename) {
  for (const { target, text } of described) await writeFile(target, text);
}
