import { html } from '../../../../platform/http/html.ts';
import type { Html } from '../../../../platform/http/html.ts';
import { languageNames, mailLanguages } from '../../../locales/languages.ts';
import type { MailLanguage } from '../../../locales/languages.ts';
import type { AddressFault } from '../../../locales/messages.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import { frequencies } from '../../preferences.ts';
import type { FieldFaults, Fields } from '../form/fields.ts';
import { hourText, weekdayNames, zonesByRegion } from '../form/times.ts';
import { choicePart, described, faultLine, option, select, tick } from './choice.ts';
import type { FormView } from './choice.ts';

/** A field that no person sees: only machines fill it in. */
export const trapName = 'homepage';

/** The field for the reader's address. */
export function addressPart(
  { typed, fault: kind }: { typed: string; fault: AddressFault | undefined },
  language: MailLanguage,
): Html {
  const { form, addressFaults } = pageMessagesFor(language);
  const fault = { fault: kind && addressFaults[kind] };
  return html`<div class="part"><label class="label" for="address">${form.address}</label>
<input type="email" id="address" name="address" value="${typed}" required maxlength="320" autocomplete="email"
 inputmode="email" spellcheck="false" dir="ltr"${described('address', fault, true)}>
${faultLine('address', fault)}<p class="hint" id="address-hint">${form.addressHint}</p>
<div class="trap" aria-hidden="true"><label for="${trapName}">${form.trap}</label>
<input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off"></div></div>
`;
}

/**
 * The button that Enter presses in any field of a form that has another button before its own: browsers take the first
 * (HTML, 4.10.21.2).
 */
export const enterButton = ({ directory, language }: FormView): Html | false =>
  directory.searched.size > 0 &&
  html`<button class="trap" tabindex="-1" aria-hidden="true" formnovalidate>${
    pageMessagesFor(language).subscribe.button
  }</button>\n`;

/** Everything that a reader chooses: which articles, when, and in which language. */
export function preferencesParts(view: FormView): Html {
  const { form, fieldFaults } = pageMessagesFor(view.language);
  const { fields, faults, language } = view;
  const faultOf = (name: keyof Fields) => ({ fault: faults[name] && fieldFaults[faults[name]] });
  const days = frequencies.map((one) => tick('radio', 'frequency', one, form.frequency[one], one === fields.frequency));
  const hours = Array.from({ length: 24 }, (_, hour) => option(String(hour), hourText(hour), fields.hour));
  const weekdays = weekdayNames(language).map((name, index) => option(String(index + 1), name, fields.weekday));
  const zones = zoneOptions(fields.zone, language);
  const languages = mailLanguages.map((one) => option(one, languageNames[one], fields.language));
  return html`${choicePart(view, faultOf)}
<fieldset class="part" id="frequency"${described('frequency', faultOf('frequency'))}><legend><h2>${form.when}</h2></legend>
<div class="days">
${days}</div>${faultLine('frequency', faultOf('frequency'))}
<div class="when">
${select('weekday', form.weekday, weekdays, faultOf('weekday'), 'weekday')}
${select('hour', form.hour, hours, faultOf('hour'))}
${select('zone', form.zone, zones, faultOf('zone'), 'wide')}</div></fieldset>
<div class="part"><h2>${form.language}</h2>
${select('language', form.mailLanguage, languages, faultOf('language'))}
${tick('checkbox', 'only', 'yes', form.only, fields.only, 'tick')}
<p class="small">${form.onlyHint}</p></div>
`;
}

/** Every fault, above the form, each with a way to its field. */
export function faultsPart(
  addressFault: AddressFault | undefined,
  faults: FieldFaults,
  language: MailLanguage,
): Html | false {
  const { form, addressFaults, fieldFaults } = pageMessagesFor(language);
  const lines = [
    ...(addressFault ? [['address', addressFaults[addressFault]] as const] : []),
    ...Object.entries(faults).map(([name, fault]) => [name, fieldFaults[fault]] as const),
  ];
  return (
    lines.length > 0 &&
    html`<div class="faults" role="alert"><h2>${form.faults}</h2><ul>${lines.map(
      ([name, text]) => html`<li><a href="#${name}">${text}</a></li>`,
    )}</ul></div>\n`
  );
}

function zoneOptions(chosen: string, language: MailLanguage): Html[] {
  const { regions } = pageMessagesFor(language).form;
  const placeName = (zone: string) =>
    zone
      .replace(/^[^/]*\//, '')
      .replaceAll('_', ' ')
      .replaceAll('/', ', ');
  const groups = [...zonesByRegion].map(
    ([region, zones]) =>
      html`<optgroup label="${regions[region]}">${zones.map((zone) => option(zone, placeName(zone), chosen))}</optgroup>`,
  );
  // A machine may name its zone by one that is in no region, such as Etc/GMT+4.
  const isListed = chosen === 'UTC' || [...zonesByRegion.values()].some((zones) => zones.includes(chosen));
  return [option('UTC', 'UTC', chosen), ...(isListed ? [] : [option(chosen, chosen, chosen)]), ...groups];
}
