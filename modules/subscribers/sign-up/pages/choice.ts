import type { Kind } from '../../../articles/directoryTable.ts';
import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';
import { kinds } from '../form/directory.ts';
import type { Directory, Offered } from '../form/directory.ts';
import type { FieldFaults, Fields } from '../form/fields.ts';
import type { MailLanguage } from '../../preferences.ts';
import { inLanguage } from '../words/inLanguage.ts';
import { described, faultLine, tick } from './inputs.ts';
import type { FieldFault } from './inputs.ts';

/** What the form shows. */
export interface FormView {
  readonly fields: Fields;
  readonly faults: FieldFaults;
  readonly directory: Directory;
  /** Of the page. */
  readonly language: MailLanguage;
}

/**
 * The topics and sources, where there are any yet: what is chosen, then what most is written about; the others are
 * found by name.
 */
export function choicePart(
  { fields, directory, language }: FormView,
  faultOf: (name: keyof Fields) => FieldFault,
): string {
  const { form } = inLanguage[language];
  const { searched, find, isCut } = directory;
  const byName = new Intl.Collator(language, { numeric: true });
  const groups = kinds.map((kind) => boxes(kind)).join('');
  if (groups === '') return '';
  return `<div class="part" role="group" aria-labelledby="what" aria-describedby="what-hint"><h2 id="what">${escape(form.what)}</h2><p class="hint" id="what-hint">${escape(form.whatHint)}</p>
${searched.size > 0 ? search() : ''}<div class="pair">
${groups}</div></div>`;

  /** It sends the whole form, which comes back as it was: no script is needed. */
  function search(): string {
    const isFound = directory.entries.some((entry) => searched.has(entry.kind) && !isChosen(entry));
    const said =
      find === '' ? form.mostUsed : isCut ? form.foundMany(find) : isFound ? form.found(find) : form.notFound(find);
    return `<div class="find"><label class="label" for="find">${escape(form.find)}</label>
<div class="row"><input type="search" id="find" name="find" value="${escape(find)}" maxlength="100" autocomplete="off" spellcheck="false" dir="auto" aria-describedby="find-hint"${find === '' ? '' : ' autofocus'}>
<button name="search" value="yes" class="quiet" formnovalidate formaction="#what">${escape(form.search)}</button></div>
<input type="hidden" name="found" value="${escape(find)}"><p class="hint" id="find-hint"${find === '' ? '' : ' role="status"'}>${escape(said)}</p></div>
`;
  }

  function isChosen({ kind, slug }: Offered): boolean {
    return fields[`${kind}s`].includes(slug);
  }

  function boxes(kind: Kind): string {
    const name = `${kind}s` as const;
    const entries = directory.entries
      .filter((entry) => entry.kind === kind)
      .toSorted((one, other) => other.uses - one.uses || byName.compare(one.title, other.title));
    if (entries.length === 0) return '';
    // What is chosen stands first, so that it is seen, however long the list.
    const shown = [...entries.filter(isChosen), ...entries.filter((entry) => !isChosen(entry))];
    return `<fieldset id="${name}"${described(name, faultOf(name))}><legend>${escape(form[name])}</legend>
<div class="box">
${shown.map((entry) => tick('checkbox', name, entry.slug, entry.title, isChosen(entry))).join('')}</div>${faultLine(name, faultOf(name))}</fieldset>
`;
  }
}
