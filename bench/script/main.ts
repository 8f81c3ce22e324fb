import fastify from 'fastify';
import { Pool } from 'pg';
import { AdcpOrchestrator } from './orchestrator';
import { OperationTracker } from './operation-tracker';
import { SellerClient } from './seller-client';
import { TaskMonitor } from './task-monitor';
import { UserNotifier } from './user-notifier';

/** The guide's script as a service: its AdCPOrchestrator behind one route, in one process. */
interface CreateBody {
  user_id: string;
  seller_url: string;
  request: Record<string, unknown>;
}

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the bench starts this process, see bench/main.ts`);
  return value;
}

async function main(): Promise<void> {
  const tracker = new OperationTracker(new Pool({ connectionString: setting('DATABASE_URL'), max: 20 }));
  await tracker.createTable();
  const orchestrator = new AdcpOrchestrator(
    tracker,
    new TaskMonitor(Number(setting('POLL_INITIAL_SECONDS'))),
    new UserNotifier(setting('RECEIVER_URL')),
  );
  const sellers = new Map<string, SellerClient>();
  const sellerAt = (url: string): SellerClient => {
    let seller = sellers.get(url);
    if (seller === undefined) {
      seller = new SellerClient(url);
      sellers.set(url, seller);
    }
    return seller;
  };
  const app = fastify();
  app.post<{ Body: CreateBody }>('/operations', ({ body }) =>
    orchestrator.createMediaBuy(body.user_id, sellerAt(body.seller_url), body.request),
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  process.send?.({ port: Number(new URL(url).port) });
  process.on('disconnect', () => process.exit(0));
}

void main();
