import { Parser } from 'htmlparser2';

/** A form as a page shows it: where it goes, and the values that its fields can have. */
export interface HtmlForm {
  readonly action: string;
  readonly method: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export function formsOf(html: string): HtmlForm[] {
  const forms: { action: string; method: string; fields: Record<string, string[]> }[] = [];
  let select = '';
  const add = (name: string | undefined, value: string) => {
    const fields = forms.at(-1)?.fields;
    if (name !== undefined && name !== '' && fields) (fields[name] ??= []).push(value);
  };
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'form')
        forms.push({ action: attributes['action'] ?? '', method: attributes['method'] ?? 'get', fields: {} });
      else if (tag === 'select') select = attributes['name'] ?? '';
      else if (tag === 'option') add(select, attributes['value'] ?? '');
      else if (tag === 'input' || tag === 'button') add(attributes['name'], attributes['value'] ?? '');
    },
  });
  parser.end(html);
  return forms;
}
