import { namesToday } from '../form/zones.ts';

/** Chooses the time zone that the browser says it is in; whoever runs no script chooses it by hand. */
export const zoneScript = `
const said = Intl.DateTimeFormat().resolvedOptions().timeZone, select = document.getElementById('zone');
const zone = ${JSON.stringify(namesToday)}[said] ?? said;
if (zone) { if (![...select.options].some(({ value }) => value === zone)) select.add(new Option(zone)); select.value = zone; }
`;
