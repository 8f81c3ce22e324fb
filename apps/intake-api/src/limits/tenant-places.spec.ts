import { NoPlaceError, TenantPlaces } from './tenant-places';

/** Work that lasts until it is let go. */
function worker(places: TenantPlaces) {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, needed = 1): Promise<void> =>
    places.run(
      name[0] ?? '',
      () =>
        new Promise<void>((resolve) => {
          running.push(name);
          ends.set(name, resolve);
        }),
      needed,
    );
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await new Promise(setImmediate);
  };
  return { running, start, end };
}

describe('places that tenants share', () => {
  it('leave room for another tenant, however many of one come', async () => {
    const { running, start, end } = worker(new TenantPlaces({ ofTenant: 2, all: 3, waiting: 10, waitMs: null }));
    for (const name of ['a1', 'a2', 'a3', 'a4', 'b1']) void start(name);
    await end('');
    expect(running).toEqual(['a1', 'a2', 'b1']);
    await end('a1');
    expect(running).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  it('go by turns of the tenants that wait, and in the order of each', async () => {
    const { running, start, end } = worker(new TenantPlaces({ ofTenant: 1, all: 1, waiting: 10, waitMs: null }));
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) void start(name);
    for (let turn = 0; turn < 7; turn += 1) await end(running.at(-1) ?? '');
    expect(running).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2']);
  });

  it('are not taken from who needs several by those who need one', async () => {
    const { running, start, end } = worker(new TenantPlaces({ ofTenant: 3, all: 3, waiting: 10, waitMs: null }));
    for (const name of ['a1', 'b1', 'c1']) void start(name);
    void start('d1', 3);
    void start('e1');
    await end('');
    for (const name of ['a1', 'b1']) await end(name);
    expect(running).toEqual(['a1', 'b1', 'c1']);
    await end('c1');
    expect(running).toEqual(['a1', 'b1', 'c1', 'd1']);
  });

  it('refuse whom nobody may wait with, and who has waited too long, saying whose they are', async () => {
    const { start, end } = worker(new TenantPlaces({ ofTenant: 2, all: 3, waiting: 1, waitMs: 20 }));
    for (const name of ['a1', 'a2', 'b1']) void start(name);
    const tooLong = start('a3');
    await expect(start('a4')).rejects.toMatchObject({ whose: 'tenant' });
    await expect(tooLong).rejects.toThrow(NoPlaceError);
    await expect(start('c1')).rejects.toMatchObject({ whose: 'all' });
    await end('a1');
    const { running, start: again } = worker(new TenantPlaces({ ofTenant: 1, all: 1, waiting: 0, waitMs: null }));
    void again('a1');
    await expect(again('a2')).rejects.toMatchObject({ whose: 'tenant' });
    expect(running).toEqual(['a1']);
  });

  it('are free again after work that failed', async () => {
    const places = new TenantPlaces({ ofTenant: 1, all: 1, waiting: 0, waitMs: null });
    await expect(places.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await places.run('a', () => Promise.resolve(7))).toBe(7);
  });
});
