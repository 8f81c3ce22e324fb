import { Client, type ClientConfig, type QueryConfig } from 'pg';
import { SettingQuery } from './setting-query';
import { type TransactionSettings, beginWith, fenceOf, settingStatement } from './transaction-settings';

/** For whom a connection is lent: a tenant's id, '' for code that runs for none, null without the fence. */
export type LentTo = string | null;

export interface ScopedClientConfig extends ClientConfig {
  /**
   * Given when a pooler shares the connection between transactions: what every transaction is to have set. The connection
   * then keeps nothing from one transaction to the next, prepared statements included. Absent: the session is ours.
   */
  ofEachTransaction?: TransactionSettings;
}

const BEGINS = /^\s*(?:BEGIN|START TRANSACTION)\b/i;
const ENDS = /^\s*(?:COMMIT|ROLLBACK(?!\s+TO\b))\b/i;
const WITHIN = /^\s*(?:ROLLBACK\s+TO|SAVEPOINT|RELEASE)\b/i;

const PREPARED_FENCE = 'tenant-fence';

/** Prepares the fence on a new connection whose session is ours. */
export const fencePreparation = { ...settingStatement(fenceOf('', 'none')), name: PREPARED_FENCE };

type Answered = (error: Error | null, result: unknown) => void;
type Send = (statement: unknown, values?: unknown, answered?: Answered) => unknown;

/**
 * A connection whose statements carry what their transaction must have set: the fence of whoever it is lent to, and
 * behind a pooler all that the session would have kept.
 */
export class ScopedClient extends Client {
  lentTo: LentTo = null;
  private readonly shared: TransactionSettings | undefined;
  /** Whether a transaction was begun and not ended, by the statements handed over so far. */
  private isBegun = false;

  constructor(config: ScopedClientConfig) {
    super(config);
    this.shared = config.ofEachTransaction;
    const send = super.query.bind(this) as Send;
    this.query = ((statement: string | QueryConfig, values?: unknown, answered?: Answered) => {
      const text = typeof statement === 'string' ? statement : statement.text;
      if (BEGINS.test(text)) {
        this.isBegun = true;
        return send(this.shared === undefined ? statement : beginWith(text, this.shared), values, answered);
      }
      if (ENDS.test(text)) this.isBegun = false;
      else if (!WITHIN.test(text)) return this.sendScoped(send, statement, values, answered);
      return send(statement, values, answered);
    }) as Client['query'];
  }

  private sendScoped(send: Send, statement: string | QueryConfig, values: unknown, answered?: Answered): unknown {
    const { shared, lentTo } = this;
    const fence = lentTo === null ? undefined : fenceOf(lentTo);
    if (shared === undefined) {
      if (fence === undefined) return send(statement, values, answered);
      return sendAfter({ ...settingStatement(fence), name: PREPARED_FENCE }, send, statement, values, answered);
    }
    const settings = { ...(this.isBegun ? {} : shared), ...fence };
    const unnamed: QueryConfig =
      typeof statement === 'string' ? { text: statement } : { ...statement, name: undefined };
    if (Object.keys(settings).length === 0) return send(unnamed, values, answered);
    return sendAfter(settingStatement(settings), send, unnamed, values, answered);
  }
}

function sendAfter(
  settings: QueryConfig<string[]>,
  send: Send,
  statement: string | QueryConfig,
  values: unknown,
  answered?: Answered,
): Promise<unknown> | undefined {
  const config: QueryConfig = typeof statement === 'string' ? { text: statement } : { ...statement };
  if (Array.isArray(values)) config.values = values;
  const query = new SettingQuery(config, settings);
  const last = typeof values === 'function' ? (values as Answered) : answered;
  if (last !== undefined) {
    query.callback = last;
    send(query);
    return undefined;
  }
  return new Promise((resolve, reject) => {
    query.callback = (error, result) => {
      if (error === null) resolve(result);
      else reject(error);
    };
    send(query);
  });
}
