/** @jest-environment ./e2e/support/failure-watch.cjs */
import { type ExampleName, Examples, exampleNames } from './sdk-sellers/examples';
import { type Flow, flows } from './sdk-sellers/flows';
import { type Row, documentedMatrix } from './sdk-sellers/matrix';
import { type InterruptedFlow, whileItDecides, whileItExecutes } from './sdk-sellers/restarts';
import { SellerUnderTest } from './sdk-sellers/seller-under-test';
import { queueBackends } from './support/queue-backends';
import { sceneMs } from './support/scene';
import { Stack } from './support/stack';
import { until } from './support/until';

jest.setTimeout(150_000);

/** The matrix of docs/sellers.md says what each flow does at each seller. A change of either shows up here. */
describe("the example sellers of AdCP's own SDK", () => {
  const matrix = documentedMatrix();
  const played = new Set<string>();
  let sellers: SellerUnderTest[] = [];
  let examples: Examples;
  let stack: Stack;
  const running: { stop(): Promise<unknown> }[] = [];

  beforeAll(async () => {
    const [queue] = queueBackends;
    if (queue === undefined) throw new Error('the suite knows no queue backend');
    const keep = <T extends { stop(): Promise<unknown> }>(part: T): T => {
      running.push(part);
      return part;
    };
    [stack, examples] = await Promise.all([Stack.start({ queue }).then(keep), Examples.start().then(keep)]);
    sellers = await Promise.all(exampleNames.map((name) => SellerUnderTest.start(name, stack.desk, examples)));
  }, sceneMs);

  afterAll(async () => {
    await Promise.all(sellers.map(({ proxy }) => proxy.stop()));
    for (const part of running) await part.stop();
  }, sceneMs);

  function seller(name: ExampleName): SellerUnderTest {
    const found = sellers.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} does not run`);
    return found;
  }

  async function expectRow(name: string, play: Flow): Promise<void> {
    played.add(name);
    const cells = await Promise.all(sellers.map(async (at) => [at.name, await play(at)] as const));
    expect({ [name]: Object.fromEntries(cells) as Row }).toEqual({ [name]: matrix.get(name) });
  }

  /** Brings all sellers to the middle of the flows. Then something restarts, and then the rest is played. */
  async function expectRowsAround(
    restart: () => Promise<void>,
    rows: Readonly<Record<string, InterruptedFlow>>,
  ): Promise<void> {
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    const begun = await Promise.all(
      Object.entries(rows).map(async ([name, begin]) => {
        const rests = sellers.map(async (at) => [at, await begin(at, over)] as const);
        return [name, new Map(await Promise.all(rests))] as const;
      }),
    );
    await restart();
    end();
    await Promise.all(
      begun.map(([name, rests]) => expectRow(name, (at) => rests.get(at)?.() ?? Promise.reject(new Error(at.name)))),
    );
  }

  const { 'rate limit': rateLimit, ...sideBySide } = flows;

  it.concurrent.each(Object.entries(sideBySide))('%s: each does what the matrix says', async (name, play) => {
    await expectRow(name, play);
  });

  it.concurrent('fail a buy for an account that the seller does not know, with its own code', async () => {
    const at = seller('guaranteed');
    const order = { ...(await at.order('wrong-account')), account: { account_id: 'nobody' } };
    const accepted = await at.buy(order);
    const failed = await at.desk.awaitStatus(accepted.id, 'failed');
    expect(failed.error).toMatchObject({ code: 'ACCOUNT_NOT_FOUND', recovery: 'terminal' });
    expect(await at.bookings(failed)).toBe('0 bookings');
  });

  it.concurrent('end a buy as created that a seller of two minds answers at once, not after an approval', async () => {
    const at = seller('hybrid');
    const accepted = await at.buy({ ...(await at.order('at-once')), buyer_ref: 'pre_approved' }, 'webhooks');
    expect(await at.end(accepted)).toBe('created by response, 1 booking');
    // The seller announces that too, for a task that it invents, and names no operation. The webhook is kept, and binds
    // to nobody.
    const sent = await until('its webhook', async () =>
      (await examples.hybridWebhooks()).find(({ about }) => about.includes('sync-')),
    );
    expect(sent.status).toBe(202);
    expect(await at.desk.operation(accepted.id)).toMatchObject({ task_id: null, conflicts: 0 });
  });

  // This runs alone, because the clock of all sellers stands still meanwhile.
  it('rate limit: each does what the matrix says', async () => {
    await expectRow('rate limit', rateLimit);
  });

  it('seller restarts: each does what the matrix says', async () => {
    await expectRowsAround(() => examples.restart(), {
      'seller restarts, call under way': whileItExecutes,
      'seller restarts, task open': whileItDecides,
    });
  });

  it('we restart: each does what the matrix says', async () => {
    const restart = async (): Promise<void> => {
      await stack.kill('submitter');
      await stack.startAll();
    };
    await expectRowsAround(restart, { 'submitter killed, call under way': whileItExecutes });
  });

  it('leave on the books of the one that forgets what the desk knows of since then, and nothing else', async () => {
    const operations = await stack.desk.operations({ seller_id: seller('hybrid').id('plain') });
    const since = operations.filter(({ po_number: poNumber }) => poNumber?.includes('executing'));
    expect((await examples.hybridBooks()).sort()).toEqual(since.map(({ media_buy_id: id }) => id).sort());
  });

  it('are all in the matrix, with every flow that was played', () => {
    expect([...matrix.keys()].sort()).toEqual([...played].sort());
  });
});
