import type { EndpointAccount } from './deliveries.ts';

/** What is missing, and what becomes of it. */
export function reconciledWords(endpoints: readonly EndpointAccount[], neverDue: number, dryRun: boolean): string {
  const missing = endpoints.reduce((sum, { counts }) => sum + counts.missing, 0);
  if (missing + neverDue === 0) return 'Nothing is missing.';
  return [
    missing > 0 &&
      (dryRun
        ? 'Without --dry-run, what is missing is sent.'
        : 'What was missing is on its way, each under its own webhook-id.'),
    neverDue > 0 &&
      (dryRun ? 'Without --dry-run, readers get their due time back.' : 'Readers have their due time back.'),
  ]
    .filter(Boolean)
    .join(' ');
}
