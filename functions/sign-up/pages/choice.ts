import type { DirectoryEntry } from '../../shared/aws/listsTable.ts';
import { escapeHtml as escape } from '../../shared/http/escapeHtml.ts';
import type { Fields } from '../form/fields.ts';
import { inLanguage } from '../words/inLanguage.ts';
import type { FormView } from './form.ts';
import { described, faultLine, tick } from './inputs.ts';
import type { Fault } from './inputs.ts';

/** Boxes of a kind on the page; a publication may have thousands of topics. */
const mostShown = 200;

/** The topics and sources, where there are any yet. */
export function choicePart({ fields, directory, language }: FormView, faultOf: (name: keyof Fields) => Fault): string {
  const { form } = inLanguage[language];
  const byName = new Intl.Collator(language, { numeric: true });
  const groups = (['topic', 'source'] as const).map((kind) => boxes(kind)).join('');
  if (groups === '') return '';
  return `<div class="part" role="group" aria-labelledby="what" aria-describedby="what-hint"><h2 id="what">${escape(form.what)}</h2><p class="hint" id="what-hint">${escape(form.whatHint)}</p>
<div class="pair">
${groups}</div></div>`;

  function boxes(kind: DirectoryEntry['kind']): string {
    const name = `${kind}s` as const;
    const isChosen = ({ slug }: DirectoryEntry) => fields[name].includes(slug);
    const entries = directory.entries.filter((entry) => entry.kind === kind).toSorted((one, other) => byName.compare(one.title, other.title));
    if (entries.length === 0) return '';
    // What is chosen stands first, so that it is seen, however long the list.
    const shown = [...entries.filter(isChosen), ...entries.filter((entry) => !isChosen(entry))].slice(0, mostShown);
    const more = shown.length < entries.length ? `<p class="small">${escape(form.someShown(shown.length, entries.length))}</p>` : '';
    return `<fieldset id="${name}"${described(name, faultOf(name))}><legend>${escape(form[name])}</legend>
<div class="box">
${shown.map((entry) => tick('checkbox', name, entry.slug, entry.title, isChosen(entry))).join('')}</div>${faultLine(name, faultOf(name))}${more}</fieldset>
`;
  }
}
