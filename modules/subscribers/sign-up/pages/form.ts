import { frequencies, mailLanguages } from '../../preferences.ts';
import type { MailLanguage } from '../../preferences.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import type { AddressFault } from '../../address.ts';
import { languageNames } from '../../languages.ts';
import type { FieldFaults, Fields } from '../form/fields.ts';
import { hourText, weekdayNames } from '../form/times.ts';
import { zonesByRegion } from '../form/zones.ts';
import { inLanguage } from '../words/inLanguage.ts';
import { choicePart } from './choice.ts';
import type { FormView } from './choice.ts';
import { described, faultLine, option, select, tick } from './inputs.ts';

/** The field that a person never sees: what fills it in is a machine. */
export const trapName = 'homepage';

/** Who signs up. */
export function addressPart(
  { typed, fault: kind }: { typed: string; fault: AddressFault | undefined },
  language: MailLanguage,
): string {
  const { form, addressFaults } = inLanguage[language];
  const fault = { fault: kind && addressFaults[kind] };
  return `<div class="part"><label class="label" for="address">${escape(form.address)}</label>
<input type="email" id="address" name="address" value="${escape(typed)}" required maxlength="320" autocomplete="email" inputmode="email" spellcheck="false" dir="ltr"${described('address', fault, true)}>
${faultLine('address', fault)}<p class="hint" id="address-hint">${escape(form.addressHint)}</p>
<div class="trap" aria-hidden="true"><label for="${trapName}">${escape(form.trap)}</label><input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off"></div></div>
`;
}

/**
 * What Enter presses in any field of a form that has another button before its own: browsers take the first (HTML,
 * 4.10.21.2).
 */
export const enterButton = ({ directory, language }: FormView): string =>
  directory.searched.size === 0
    ? ''
    : `<button class="trap" tabindex="-1" aria-hidden="true" formnovalidate>${escape(inLanguage[language].subscribe.button)}</button>\n`;

/** What a reader chooses: what comes, when, and in which language. */
export function preferencesParts(view: FormView): string {
  const { form, fieldFaults } = inLanguage[view.language];
  const { fields, faults, language } = view;
  const faultOf = (name: keyof Fields) => ({ fault: faults[name] && fieldFaults[faults[name]] });
  const hours = Array.from({ length: 24 }, (_, hour) => option(String(hour), hourText(hour), fields.hour));
  const weekdays = weekdayNames(language).map((name, index) => option(String(index + 1), name, fields.weekday));
  return `${choicePart(view, faultOf)}
<fieldset class="part" id="frequency"${described('frequency', faultOf('frequency'))}><legend><h2>${escape(form.when)}</h2></legend>
<div class="days">
${frequencies.map((one) => tick('radio', 'frequency', one, form.frequency[one], one === fields.frequency)).join('')}</div>${faultLine('frequency', faultOf('frequency'))}
<div class="when">
${select('weekday', form.weekday, weekdays, faultOf('weekday'), 'weekday')}${select('hour', form.hour, hours, faultOf('hour'))}${select('zone', form.zone, zoneOptions(fields.zone, language), faultOf('zone'), 'wide')}</div></fieldset>
<div class="part"><h2>${escape(form.language)}</h2>
${select(
  'language',
  form.mailLanguage,
  mailLanguages.map((one) => option(one, languageNames[one], fields.language)),
  faultOf('language'),
)}${tick('checkbox', 'only', 'yes', form.only, fields.only, 'tick')}<p class="small">${escape(form.onlyHint)}</p></div>
`;
}

/** What is wrong, above the form, each with a way to its field. */
export function faultsPart(
  addressFault: AddressFault | undefined,
  faults: FieldFaults,
  language: MailLanguage,
): string {
  const { form, addressFaults, fieldFaults } = inLanguage[language];
  const lines = [
    ...(addressFault ? [['address', addressFaults[addressFault]] as const] : []),
    ...Object.entries(faults).map(([name, fault]) => [name, fieldFaults[fault]] as const),
  ];
  if (lines.length === 0) return '';
  return (
    `<div class="faults" role="alert"><h2>${escape(form.faults)}</h2><ul>` +
    `${lines.map(([name, words]) => `<li><a href="#${name}">${escape(words)}</a></li>`).join('')}</ul></div>\n`
  );
}

function zoneOptions(chosen: string, language: MailLanguage): string[] {
  const { regions } = inLanguage[language].form;
  const groups = [...zonesByRegion].map(([region, zones]) => {
    const options = zones.map((zone) =>
      option(
        zone,
        zone
          .slice(region.length + 1)
          .replaceAll('_', ' ')
          .replaceAll('/', ', '),
        chosen,
      ),
    );
    return `<optgroup label="${escape(regions[region])}">${options.join('')}</optgroup>`;
  });
  // What a machine calls its zone may be in no region, such as Etc/GMT+4.
  const isListed = chosen === 'UTC' || [...zonesByRegion.values()].some((zones) => zones.includes(chosen));
  return [option('UTC', 'UTC', chosen), ...(isListed ? [] : [option(chosen, chosen, chosen)]), ...groups];
}
