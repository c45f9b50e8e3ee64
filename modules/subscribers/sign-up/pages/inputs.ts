import { escapeHtml as escape } from '../../../../platform/http/escapeHtml.ts';

/** What is wrong with a field, tied to it for those who hear the page. */
export interface FieldFault {
  /** In words; undefined where nothing is wrong. */
  readonly fault: string | undefined;
}

export const faultLine = (id: string, { fault }: FieldFault): string =>
  fault === undefined ? '' : `<p class="fault" id="${id}-fault">${escape(fault)}</p>`;

/** The attributes by which a field is described: what stands beside it, and what is wrong with it. */
export function described(id: string, { fault }: FieldFault, hint = false): string {
  const by = [...(hint ? [`${id}-hint`] : []), ...(fault === undefined ? [] : [`${id}-fault`])];
  return `${by.length > 0 ? ` aria-describedby="${by.join(' ')}"` : ''}${fault === undefined ? '' : ' aria-invalid="true"'}`;
}

export const option = (value: string, words: string, chosen: string): string =>
  `<option value="${escape(value)}"${value === chosen ? ' selected' : ''}>${escape(words)}</option>`;

/** @param options HTML */
export const select = (
  name: string,
  label: string,
  options: readonly string[],
  fault: FieldFault,
  kind = '',
): string => `<div${kind && ` class="${kind}"`}>
<label class="label" for="${name}">${escape(label)}</label>
<select id="${name}" name="${name}"${described(name, fault)}>${options.join('')}</select>${faultLine(name, fault)}
</div>
`;

/** @param words may be in any language, and run in any direction */
export const tick = (
  type: 'checkbox' | 'radio',
  name: string,
  value: string,
  words: string,
  checked: boolean,
  kind = '',
): string =>
  `<label${kind && ` class="${kind}"`}><input type="${type}" name="${name}" ` +
  `value="${escape(value)}"${checked ? ' checked' : ''}> <bdi>${escape(words)}</bdi></label>\n`;
