/** A path as all addresses of ours are spelt: in lower case, one slash between its parts and none at the end. */
export const plainPath = (path: string): string =>
  path
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\/{2,}/g, '/')
    .replace(/(?<=.)\/$/, '');
