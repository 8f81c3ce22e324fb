import type { Product } from '../context';
import type { PostgresProbe } from '../measure/postgres';
import { say } from '../program';
import { type BenchParts, type RoundResult, runRound } from './bench';
import { ProductSide } from './product-side';
import type { World } from './world';

export interface TurnsOptions {
  world: World;
  postgres: PostgresProbe;
  /** Two services, and what each is called in what is printed. */
  services: readonly [first: readonly [Product, string], second: readonly [Product, string]];
  sellers: number;
  /** Operations before the first round. */
  warmUp: number;
  rounds: number;
  /** Of one round. */
  operations: number;
}

/** Runs rounds of two services by turns, at the same publishers. @returns the rounds of each, in order */
export async function roundsByTurns(options: TurnsOptions): Promise<[first: RoundResult[], second: RoundResult[]]> {
  const { world, postgres, services, warmUp, rounds, operations } = options;
  const [seller, receiver] = await Promise.all([world.start('seller.js'), world.start('receiver.js')]);
  const sellers = Array.from({ length: options.sellers }, (_, index) => `seller-${index}`);
  const addresses = sellers.map((id) => ({ id, url: `${seller.url}/sellers/${id}/mcp` }));
  const results: [RoundResult[], RoundResult[]] = [[], []];
  const sides: { side: ProductSide; parts: BenchParts; results: RoundResult[] }[] = [];
  try {
    for (const [place, [service, name]] of services.entries()) {
      const parts = { seller, receiver, postgres, redis: null, internalUrls: service.internalUrls, sellers };
      const side = await ProductSide.prepare(service, addresses, receiver.url, name);
      sides.push({ side, parts, results: results[place === 0 ? 0 : 1] });
    }
    for (const { side, parts } of sides) {
      await runRound(parts, side, warmUp, 'warm');
      await side.analyze();
    }
    for (let round = 1; round <= rounds; round += 1) {
      for (const { side, parts, results: own } of sides) {
        const result = await runRound(parts, side, operations, `round${round}`);
        say(`round ${round}: ${side.name} ${Math.round(result.perSecond)}/s`);
        own.push(result);
      }
    }
    return results;
  } finally {
    await Promise.all(sides.map(({ side }) => side.close()));
  }
}
