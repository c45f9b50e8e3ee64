const mostTries = 3;

/**
 * Asks again where a request failed or got no answer, as people and programs do, and in the end gives up. @returns
 * whether it was answered
 */
export async function again(ask: () => Promise<boolean>, tries = mostTries): Promise<boolean> {
  return (await ask()) || (tries > 1 && again(ask, tries - 1));
}
