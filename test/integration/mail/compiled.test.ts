import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

interface Mail {
  readonly source: string;
  readonly target: string;
}
interface CompileMails {
  readonly mails: readonly Mail[];
  readonly compiled: (mail: Mail) => Promise<string>;
}

const root = join(import.meta.dirname, '../../..');
const { mails, compiled } = (await import(join(root, 'scripts/compile-mails.mjs'))) as CompileMails;

test.each(mails)('$target is what its source gives: if not, run scripts/compile-mails.mjs', async (mail) => {
  expect(await readFile(join(root, mail.target), 'utf8')).toBe(await compiled(mail));
});

test('a function carries mustache, zod and the template, and nothing of MJML', async () => {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(root, 'modules/digests/content/render.ts')],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((file) => /node_modules\/([^/]+)/.exec(file)?.[1] ?? []),
  );
  expect([...packages].toSorted()).toEqual(['mustache', 'zod']);
  expect(outputFiles[0]!.contents.length).toBeLessThan(100_000);
});
