/**
 * Starts something before the tests of a file, or of a `describe` block, and stops it after them.
 * @param start runs in `beforeAll`; it gives a plain object
 * @returns stands for that object; it has no properties until `beforeAll` has run
 */
export function started<Thing extends object & { stop(): Promise<void> }>(start: () => Promise<Thing>): Thing {
  let thing: Thing | undefined;
  const running = (): Thing => {
    if (thing === undefined) throw new Error('It is started in beforeAll: only tests and later hooks can use it.');
    return thing;
  };
  beforeAll(async () => {
    thing = await start();
  });
  afterAll(() => thing?.stop());
  return new Proxy({} as Thing, {
    get: (_, key): unknown => Reflect.get(running(), key),
    set: (_, key, value) => Reflect.set(running(), key, value),
    has: (_, key) => Reflect.has(running(), key),
    ownKeys: () => Reflect.ownKeys(running()),
    getOwnPropertyDescriptor: (_, key) => Reflect.getOwnPropertyDescriptor(running(), key),
  });
}
