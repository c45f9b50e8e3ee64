import { Parser } from 'htmlparser2';

export interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What a browser would see in HTML: its tags, and its text outside of style sheets. */
export function parts(html: string): { readonly tags: readonly Tag[]; readonly text: string } {
  const tags: Tag[] = [];
  let text = '';
  let muted = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      tags.push({ name, attributes });
      if (name === 'style') muted = true;
    },
    onclosetag(name) {
      if (name === 'style') muted = false;
    },
    ontext(piece) {
      if (!muted) text += piece;
    },
  });
  parser.end(html);
  return { tags, text };
}

/** Where its links lead, and where its pictures are. */
export function addresses(html: string): { readonly links: string[]; readonly pictures: string[] } {
  const { tags } = parts(html);
  const of = (tag: string, attribute: string) =>
    tags.filter(({ name }) => name === tag).map(({ attributes }) => attributes[attribute] ?? '');
  return { links: of('a', 'href'), pictures: of('img', 'src') };
}
