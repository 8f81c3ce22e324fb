/**
 * Wraps a value, so that the fields which a validator never looks at can be listed afterwards.
 *
 * The compiled Kubernetes schemas accept unknown fields (`livenesProbe` would pass), and the API server refuses them.
 * The schemas read every field that they know, and iterate over maps. So a field that nobody read is unknown to them.
 */
export function watchReads(root: object): { watched: object; unread: () => string[] } {
  const reports: (() => string[])[] = [];

  const watch = (value: unknown, path: string): unknown => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item: unknown, index) => watch(item, `${path}/${index}`));
    const keys = Object.keys(value);
    const read = new Set<string | symbol>();
    let iterated = false;
    reports.push(() => (iterated ? [] : keys.filter((key) => !read.has(key)).map((key) => `${path}/${key}`)));
    const children = Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, watch(child, `${path}/${key}`)]),
    );
    return new Proxy(children, {
      get(target, key, receiver) {
        read.add(key);
        return Reflect.get(target, key, receiver) as unknown;
      },
      ownKeys(target) {
        iterated = true;
        return Reflect.ownKeys(target);
      },
    });
  };

  return { watched: watch(root, '') as object, unread: () => reports.flatMap((report) => report()) };
}
