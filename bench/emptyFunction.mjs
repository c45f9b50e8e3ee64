/** The least that Node can start as a function. */
export const handler = async () => {};
