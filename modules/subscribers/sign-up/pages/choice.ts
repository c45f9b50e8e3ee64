import { html } from '../../../../platform/http/html.ts';
import type { Html, HtmlValue } from '../../../../platform/http/html.ts';
import type { Kind } from '../../../articles/directoryTable.ts';
import type { MailLanguage } from '../../../locales/languages.ts';
import type { PageMessages } from '../../../locales/messages.ts';
import { pageMessagesFor } from '../../../locales/messagesFor.ts';
import { listKinds } from '../form/directory.ts';
import type { Directory, Offered } from '../form/directory.ts';
import type { FieldFaults, Fields } from '../form/fields.ts';

/** The text of a field's fault, tied to the field for those who hear the page. */
export interface FaultText {
  /** Undefined where nothing is wrong. */
  readonly fault: string | undefined;
}

export const faultLine = (id: string, { fault }: FaultText): Html | false =>
  fault !== undefined && html`<p class="fault" id="${id}-fault">${fault}</p>`;

/** The attributes by which a field is described: the hint beside it, and its fault. */
export function described(id: string, { fault }: FaultText, hint = false): Html {
  const by = [...(hint ? [`${id}-hint`] : []), ...(fault === undefined ? [] : [`${id}-fault`])];
  return html`${by.length > 0 && html` aria-describedby="${by.join(' ')}"`}${
    fault !== undefined && html` aria-invalid="true"`
  }`;
}

export const option = (value: string, text: string, chosen: string): Html =>
  html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`;

const classed = (name: string): Html | false => name !== '' && html` class="${name}"`;

/** @param options made by `option` */
export const select = (name: string, label: string, options: HtmlValue, fault: FaultText, kind = ''): Html =>
  html`<div${classed(kind)}>
<label class="label" for="${name}">${label}</label>
<select id="${name}" name="${name}"${described(name, fault)}>${options}</select>${faultLine(name, fault)}
</div>
`;

/** @param text may be in any language, and run in any direction */
export const tick = (
  type: 'checkbox' | 'radio',
  name: string,
  value: string,
  text: string,
  checked: boolean,
  kind = '',
): Html =>
  html`<label${classed(kind)}><input type="${type}" name="${name}" value="${value}"${
    checked && html` checked`
  }> <bdi>${text}</bdi></label>\n`;

/** Everything that the form shows. */
export interface FormView {
  readonly fields: Fields;
  readonly faults: FieldFaults;
  readonly directory: Directory;
  /** Of the page. */
  readonly language: MailLanguage;
}

/**
 * The topics and sources, where there are any yet: the chosen ones, then those that are written about most; the others
 * are found by name.
 */
export function choicePart(view: FormView, faultOf: (name: keyof Fields) => FaultText): Html | false {
  const { form } = pageMessagesFor(view.language);
  const groups = listKinds.map((kind) => boxes(view, kind, faultOf(`${kind}s`)));
  return (
    groups.some((group) => group !== false) &&
    html`<div class="part" role="group" aria-labelledby="what" aria-describedby="what-hint"><h2 id="what">${form.what}</h2>
<p class="hint" id="what-hint">${form.whatHint}</p>
${view.directory.searched.size > 0 && searchPart(view, form)}<div class="pair">
${groups}</div></div>`
  );
}

/** The search sends the whole form, which comes back as it was: no script is needed. */
function searchPart(
  { fields, directory: { entries, searched, find, isCut } }: FormView,
  form: PageMessages['form'],
): Html {
  const isFound = entries.some((entry) => searched.has(entry.kind) && !isChosen(fields, entry));
  const isAsked = find !== '';
  return html`<div class="find"><label class="label" for="find">${form.find}</label>
<div class="row"><input type="search" id="find" name="find" value="${find}" maxlength="100" autocomplete="off"
 spellcheck="false" dir="auto" aria-describedby="find-hint"${isAsked && html` autofocus`}>
<button name="search" value="yes" class="quiet" formnovalidate formaction="#what">${form.search}</button></div>
<input type="hidden" name="found" value="${find}">
<p class="hint" id="find-hint"${isAsked && html` role="status"`}>${hint()}</p></div>
`;

  function hint(): string {
    if (!isAsked) return form.mostUsed;
    if (isCut) return form.foundMany(find);
    return isFound ? form.found(find) : form.notFound(find);
  }
}

const isChosen = (fields: Fields, { kind, slug }: Offered): boolean => fields[`${kind}s`].includes(slug);

function boxes({ fields, directory, language }: FormView, kind: Kind, fault: FaultText): Html | false {
  const name = `${kind}s` as const;
  const byName = new Intl.Collator(language, { numeric: true });
  const entries = directory.entries
    .filter((entry) => entry.kind === kind)
    .toSorted((one, other) => other.uses - one.uses || byName.compare(one.title, other.title));
  // The chosen ones stand first, to be seen however long the list is.
  const [chosen, others] = [true, false].map((is) => entries.filter((entry) => isChosen(fields, entry) === is));
  const ticks = [...(chosen ?? []), ...(others ?? [])].map((entry) =>
    tick('checkbox', name, entry.slug, entry.title, isChosen(fields, entry)),
  );
  return (
    entries.length > 0 &&
    html`<fieldset id="${name}"${described(name, fault)}><legend>${pageMessagesFor(language).form[name]}</legend>
<div class="box">
${ticks}</div>${faultLine(name, fault)}</fieldset>
`
  );
}
