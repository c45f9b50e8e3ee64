/** Characters that no text holds, and that are there because bytes of windows-1252 were taken for Unicode. */
const controls = /[\x80-\x9F]/g;
const meant = [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index))];

/**
 * A text whose `&#128;` to `&#159;` mean windows-1252, as they do in HTML (WHATWG HTML, "numeric character reference end
 * state"), but not in XML.
 */
export const withoutControls = (text: string): string =>
  text.replace(controls, (character) => meant[character.charCodeAt(0) - 0x80]!);
