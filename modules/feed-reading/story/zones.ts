/** Names of clocks that are moved with the seasons. */
const regions: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};
const dayMs = 86_400_000;

/** Hours east of Greenwich of the names that feeds use; RFC 822's own, and those that are not ambiguous in news. */
const hours: Readonly<Record<string, number>> = {
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AST: -4,
  ADT: -3,
  AKST: -9,
  AKDT: -8,
  HST: -10,
  NST: -3.5,
  NDT: -2.5,
  BRT: -3,
  ART: -3,
  WEST: 1,
  BST: 1,
  CET: 1,
  MET: 1,
  MEZ: 1,
  CEST: 2,
  MEST: 2,
  MESZ: 2,
  EET: 2,
  SAST: 2,
  EEST: 3,
  MSK: 3,
  МСК: 3,
  TRT: 3,
  AZT: 4,
  GET: 4,
  AMT: 4,
  SAMT: 4,
  MSD: 4,
  GST: 4,
  UZT: 5,
  TMT: 5,
  TJT: 5,
  PKT: 5,
  IST: 5.5,
  ALMT: 6,
  KGT: 6,
  WIB: 7,
  ICT: 7,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/**
 * Minutes east of Greenwich that a date's zone means, by offset, name or region. Without one that is known, the
 * source's counts, and else UTC (RFC 5322, section 4.3).
 * @param zone as the date has it
 * @param wallMs what the clocks of the zone show, as if they stood at Greenwich
 * @param own the source's IANA zone
 */
export function offsetMinutes(zone: string, wallMs: number, own?: string): number {
  const name = /^\S*/.exec(zone.trim())![0].replace(/[,;.]$/, '');
  return knownOffset(zone) ?? regionalOffset(name, wallMs) ?? regionalOffset(own ?? '', wallMs) ?? 0;
}

/** Minutes east of Greenwich of an offset or a name: `+0100`, `+01:00`, `GMT+1`, `CEST`; undefined for another. */
export function knownOffset(zone: string): number | undefined {
  const offset = /^(?:GMT|UTC|UT|Z)? ?([+-−])(\d{1,2})(?::?(\d{2}))?(?!\d)/i.exec(zone.trim());
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
    return minutes > 18 * 60 ? undefined : minutes * (offset[1] === '+' ? 1 : -1);
  }
  const name = /^(?:[A-Z]{1,5}|МСК)/i.exec(zone.trim())?.[0].toUpperCase() ?? '';
  const known = /^(?:GMT|UTC|UT|Z)$/.test(name) ? 0 : hours[name];
  return known === undefined ? undefined : known * 60;
}

/**
 * Minutes east of Greenwich of an IANA zone (`Asia/Baku`) or of clocks that are moved with the seasons (`ET`), where
 * they show this time; undefined where there is no such zone.
 */
export function regionalOffset(name: string, wallMs: number): number | undefined {
  const zone = regions[name.toUpperCase()] ?? name;
  if (!zone.includes('/')) return undefined;
  try {
    const offsetAt = (ms: number): number => {
      const shown = clockOf(zone)
        .formatToParts(ms)
        .find(({ type }) => type === 'timeZoneName')?.value;
      return knownOffset(shown ?? '') ?? 0;
    };
    // An hour that comes twice, as clocks are put back, means the second: the lesser offset is the later moment.
    const around = [offsetAt(wallMs - dayMs), offsetAt(wallMs + dayMs)];
    const shown = around.filter((minutes) => offsetAt(wallMs - minutes * 60_000) === minutes);
    return Math.min(...(shown.length > 0 ? shown : around));
  } catch {
    return undefined; // RangeError: no such zone
  }
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError where there is no such zone */
function clockOf(zone: string): Intl.DateTimeFormat {
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  clocks.set(zone, clock);
  return clock;
}
