import type { EpochSeconds } from '../../platform/values/time.ts';

const units = [
  { unit: 's', size: 1, below: 90 },
  { unit: 'min', size: 60, below: 5_400 },
  { unit: 'h', size: 3_600, below: 129_600 },
  { unit: 'd', size: 86_400, below: Infinity },
];

/** How long from now: "in 4 min", "2 h ago". */
export function relative(epochMs: number, nowMs: number): string {
  const seconds = Math.round(Math.abs(epochMs - nowMs) / 1000);
  const { unit, size } = units.find(({ below }) => seconds < below)!;
  const amount = `${Math.round(seconds / size)} ${unit}`;
  return epochMs >= nowMs ? `in ${amount}` : `${amount} ago`;
}

export const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** A time as the reader's own clock shows it. */
export const inZone = (at: EpochSeconds, zone: string): string =>
  new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: zone }).format(at * 1_000);
