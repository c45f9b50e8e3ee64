/** From here on a document is large: an honest feed of 50 articles has a tenth of that. */
const largeBytes = 1_000_000;
/**
 * Large documents at work at a time, of the ten that a worker may have: the safe form of each takes up to 32 MB beside
 * the one that is being read, and reading it up to 8 s.
 */
const mostAtWork = 5;

/** The large documents that a worker has at work. */
export class LargeDocuments {
  #atWork = 0;

  /**
   * Does something with a document, once it has come.
   * @param work is given a function that it calls with the document's size, and that throws where there is no room
   */
  async during<T>(work: (takeIn: (bytes: number) => void) => Promise<T>): Promise<T> {
    let isLarge = false;
    try {
      return await work((bytes) => {
        if (bytes < largeBytes) return;
        if (this.#atWork >= mostAtWork)
          throw new Error(`${mostAtWork} large documents are at work already: its message comes again.`);
        this.#atWork += 1;
        isLarge = true;
      });
    } finally {
      if (isLarge) this.#atWork -= 1;
    }
  }
}
