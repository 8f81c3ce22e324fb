import { LRUCache } from 'lru-cache';
import type { Fault, Scenario } from '../scenarios/scenario';
import { parseScenario } from '../scenarios/scenarios';
import type { Dialect, JsonObject } from '../state/records';

/** Tools that a `po_number` scripts. A status query that names one is a plain query. */
const mutatingTools = new Set(['create_media_buy', 'update_media_buy', 'sync_creatives', 'add_creative_assets']);
const rememberedCalls = 50_000;

/** A scenario that the control API set for the next calls of a publisher. */
export interface ScriptedCalls {
  seller: string;
  dialect: Dialect | null;
  tools: string[] | null;
  scenario: Scenario;
  callsLeft: number;
}

export interface PlannedCall {
  scenario: Scenario;
  fault: Fault | null;
}

function faultAt(faults: Fault[], used: number): Fault | null {
  let passed = 0;
  for (const fault of faults) {
    passed += fault.times;
    if (used < passed) return fault;
  }
  return null;
}

function textIn(container: unknown, key: string): string | undefined {
  const value = typeof container === 'object' && container !== null ? (container as JsonObject)[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The scenario that the request names: directly, in `context` or `ext`, or by its `po_number`. */
export function scenarioOf(tool: string, args: JsonObject): Scenario {
  const explicit = textIn(args, 'scenario') ?? textIn(args.context, 'scenario') ?? textIn(args.ext, 'scenario');
  const implied = mutatingTools.has(tool) ? textIn(args, 'po_number') : undefined;
  return parseScenario(explicit ?? implied ?? '');
}

/** Decides for each call what goes wrong. The faults of a scenario strike one call each, in the order written. */
export class FaultPlan {
  private scripted: ScriptedCalls[] = [];
  private readonly struck = new LRUCache<string, number>({ max: rememberedCalls });

  /** Sets a scenario for the next calls of a publisher. An earlier one is used up first. */
  script(calls: ScriptedCalls): void {
    this.scripted.push(calls);
  }

  listScripted(): readonly ScriptedCalls[] {
    return this.scripted;
  }

  clear(seller: string | null): void {
    this.scripted = seller === null ? [] : this.scripted.filter((entry) => entry.seller !== seller);
    if (seller === null) this.struck.clear();
  }

  next(dialect: Dialect, seller: string, tool: string, args: JsonObject): PlannedCall {
    const own = scenarioOf(tool, args);
    const entry = this.takeScripted(dialect, seller, tool);
    if (entry) {
      const scenario = own.text === '' ? entry.scenario : own;
      if (entry.scenario.faults.length > 0) return { scenario, fault: entry.scenario.faults[0] ?? null };
      return { scenario, fault: this.ownFault(dialect, seller, tool, args, own) };
    }
    return { scenario: own, fault: this.ownFault(dialect, seller, tool, args, own) };
  }

  private takeScripted(dialect: Dialect, seller: string, tool: string): ScriptedCalls | undefined {
    const entry = this.scripted.find(
      (candidate) =>
        candidate.seller === seller &&
        (candidate.dialect === null || candidate.dialect === dialect) &&
        (candidate.tools === null || candidate.tools.includes(tool)),
    );
    if (!entry) return undefined;
    entry.callsLeft -= 1;
    if (entry.callsLeft <= 0) this.scripted = this.scripted.filter((candidate) => candidate !== entry);
    return entry;
  }

  private ownFault(dialect: Dialect, seller: string, tool: string, args: JsonObject, scenario: Scenario): Fault | null {
    if (scenario.faults.length === 0) return null;
    const request = textIn(args, 'po_number') ?? textIn(args, 'idempotency_key') ?? textIn(args, 'media_buy_id') ?? '';
    const key = JSON.stringify([dialect, seller, tool, request, scenario.text]);
    const used = this.struck.get(key) ?? 0;
    this.struck.set(key, used + 1);
    return faultAt(scenario.faults, used);
  }
}
