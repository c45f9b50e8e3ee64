/** The text of a field. A file has none. */
export const fieldText = (form: FormData | URLSearchParams, name: string): string => fieldTexts(form, name)[0] ?? '';

/** The texts of all fields of a name. */
export const fieldTexts = (form: FormData | URLSearchParams, name: string): string[] =>
  [...new Set<unknown>(form.getAll(name))].filter((value) => typeof value === 'string');
