import { html } from '../../../../platform/http/html.ts';
import type { Html, HtmlValue } from '../../../../platform/http/html.ts';

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
