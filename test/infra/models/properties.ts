export const templateOperations = {};
