import lighthouse, { desktopConfig } from 'lighthouse';

export const formFactors = ['mobile', 'desktop'] as const;

/** Of 100. */
const least: Readonly<Record<string, number>> = {
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
  performance: 98,
};

/**
 * Lighthouse's judgement of a page.
 * @param port where the browser listens for its orders
 * @returns what is below the mark, a line each, with the audits that cost most
 */
export async function judge(url: string, port: number, formFactor: (typeof formFactors)[number]): Promise<string[]> {
  const result = await lighthouse(
    url,
    { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(least) },
    formFactor === 'desktop' ? desktopConfig : undefined,
  );
  if (result === undefined) return ['Lighthouse gave no result.'];
  const { categories, audits, runtimeError } = result.lhr;
  if (runtimeError) return [runtimeError.message];
  return Object.entries(categories).flatMap(([name, { score, auditRefs }]) => {
    const percent = Math.round((score ?? 0) * 100);
    if (percent >= (least[name] ?? 100)) return [];
    const faults = auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ''}`.trim());
    return [`${name} ${percent}: ${faults.join(', ')}`];
  });
}
