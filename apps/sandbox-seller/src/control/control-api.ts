import { z } from 'zod';
import { forgetReplays } from '../adcp-v3/replay-backend';
import type { FaultPlan } from '../http/fault-plan';
import { HttpRequestError } from '../http/http';
import type { Outages } from '../http/outages';
import { TaskNotDecidableError } from '../publisher/calls';
import type { Publisher } from '../publisher/publisher';
import { parseScenarioStrictly, ScenarioUnknownError } from '../scenarios/scenarios';
import { settingsSchema, without, type JsonObject, type SellerSettings } from '../state/records';
import type { Store } from '../state/store';
import type { DeliveryLog } from '../webhooks/deliveries';
import * as schemas from './schemas';
import { bookings, callView, taskView } from './views';

export interface ControlRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The parsed JSON body; an absent one is `{}`. */
  body: unknown;
}

type Handler = (request: ControlRequest, id: string) => JsonObject;

/** What a person or a test may do to the publishers, and see of them, beside the protocols. */
export class ControlApi {
  private readonly routes: [method: string, path: RegExp, handler: Handler][] = [
    ['GET', /^\/control\/tasks$/, (request) => this.tasks(request)],
    ['POST', /^\/control\/tasks\/([^/]+)\/approve$/, (request, id) => this.approve(request, id)],
    ['POST', /^\/control\/tasks\/([^/]+)\/reject$/, (request, id) => this.reject(request, id)],
    ['GET', /^\/control\/calls$/, (request) => this.calls(request)],
    ['GET', /^\/control\/bookings$/, (request) => this.bookings(request)],
    ['GET', /^\/control\/webhooks$/, (request) => this.deliveries(request)],
    ['POST', /^\/control\/webhooks$/, (request) => this.configureWebhooks(request)],
    ['GET', /^\/control\/scenario$/, () => this.scripted()],
    ['POST', /^\/control\/scenario$/, (request) => this.script(request)],
    ['POST', /^\/control\/settings$/, (request) => this.configure(request)],
    ['POST', /^\/control\/outage$/, (request) => this.outage(request)],
    ['POST', /^\/control\/forget$/, (request) => this.forget(request)],
    ['POST', /^\/control\/reset$/, (request) => this.reset(request)],
  ];

  constructor(
    private readonly store: Store,
    private readonly publisher: Publisher,
    private readonly faults: FaultPlan,
    private readonly outages: Outages,
    private readonly log: DeliveryLog,
    private readonly now: () => number,
  ) {}

  /** @throws HttpRequestError 400, 404, 405 or 409, each saying what is wrong */
  handle(request: ControlRequest): JsonObject {
    const matching = this.routes.filter(([, path]) => path.test(request.path));
    const route = matching.find(([method]) => method === request.method);
    if (!route) {
      if (matching.length === 0) throw new HttpRequestError(404, `no such route: ${request.path}`);
      const allow = matching.map(([method]) => method).join(', ');
      throw new HttpRequestError(405, `${request.path} takes ${allow}`, { allow });
    }
    const [, path, handler] = route;
    try {
      return handler(request, decodeURIComponent(path.exec(request.path)?.[1] ?? ''));
    } catch (error) {
      if (error instanceof z.ZodError) throw new HttpRequestError(400, z.prettifyError(error));
      if (error instanceof ScenarioUnknownError) throw new HttpRequestError(400, error.message);
      if (error instanceof TaskNotDecidableError)
        throw new HttpRequestError(error.problem === 'unknown' ? 404 : 409, error.message);
      if (error instanceof URIError) throw new HttpRequestError(400, 'the path is not properly percent-encoded');
      throw error;
    }
  }

  private tasks({ query }: ControlRequest): JsonObject {
    const wanted = schemas.tasksQuery.parse(Object.fromEntries(query));
    const tasks = [...this.store.tasks.values()].filter(
      (task) =>
        (wanted.seller === undefined || task.seller === wanted.seller) &&
        (wanted.dialect === undefined || task.dialect === wanted.dialect) &&
        (wanted.state === undefined || task.state === wanted.state) &&
        (wanted.po_number === undefined || task.po_number === wanted.po_number),
    );
    return { tasks: tasks.slice(-wanted.limit).map(taskView), total: tasks.length };
  }

  private approve({ body }: ControlRequest, id: string): JsonObject {
    schemas.decisionBody.parse(body);
    return { task: taskView(this.publisher.approve(id)) };
  }

  private reject({ body }: ControlRequest, id: string): JsonObject {
    const { reason } = schemas.decisionBody.parse(body);
    return { task: taskView(this.publisher.reject(id, reason ?? null)) };
  }

  private records(query: URLSearchParams) {
    const wanted = schemas.recordsQuery.parse(Object.fromEntries(query));
    const matches = (record: { seller: string; dialect: string; po_number: string | null }): boolean =>
      (wanted.seller === undefined || record.seller === wanted.seller) &&
      (wanted.dialect === undefined || record.dialect === wanted.dialect) &&
      (wanted.po_number === undefined || record.po_number === wanted.po_number);
    return { matches, limit: wanted.limit };
  }

  private calls({ query }: ControlRequest): JsonObject {
    const { matches, limit } = this.records(query);
    const calls = this.store.executedCalls().filter(matches);
    return { calls: calls.slice(-limit).map(callView), total: calls.length };
  }

  private bookings({ query }: ControlRequest): JsonObject {
    const { matches, limit } = this.records(query);
    return bookings(
      {
        calls: this.store.executedCalls().filter(matches),
        buys: [...this.store.buys.values()].filter(matches),
        tasks: [...this.store.tasks.values()].filter((task) => !task.forgotten && matches(task)),
      },
      limit,
      this.now(),
    );
  }

  private deliveries({ query }: ControlRequest): JsonObject {
    const { seller } = schemas.sellerQuery.parse(Object.fromEntries(query));
    const list = this.log.list(seller);
    return {
      deliveries: list.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() })),
      total: list.length,
    };
  }

  private configureWebhooks({ body }: ControlRequest): JsonObject {
    const { seller, dialect, ...change } = schemas.webhooksBody.parse(body);
    const settings = this.store.settingsOf(dialect, seller);
    return this.saved(seller, dialect, { ...settings, webhook: { ...settings.webhook, ...change } });
  }

  private configure({ body }: ControlRequest): JsonObject {
    const { seller, dialect, ...change } = schemas.settingsBody.parse(body);
    return this.saved(seller, dialect, { ...this.store.settingsOf(dialect, seller), ...change });
  }

  private saved(seller: string, dialect: 'hitl-v1' | 'adcp-v3', settings: SellerSettings): JsonObject {
    const checked = settingsSchema.parse(settings);
    this.store.saveSettings(dialect, seller, checked);
    return { seller, dialect, settings: { ...checked, webhook: without(checked.webhook, 'secret') } };
  }

  private scripted(): JsonObject {
    const scripted = this.faults
      .listScripted()
      .map(({ scenario, callsLeft, ...entry }) => ({ ...entry, scenario: scenario.text, calls_left: callsLeft }));
    return {
      scripted,
      outages: this.outages
        .list()
        .map(({ fault, until, ...entry }) => ({ ...entry, mode: fault.kind, until: new Date(until).toISOString() })),
    };
  }

  private script({ body }: ControlRequest): JsonObject {
    const { seller, dialect, scenario, calls, tools } = schemas.scenarioBody.parse(body);
    this.faults.script({
      seller,
      dialect: dialect ?? null,
      tools: tools ?? null,
      scenario: parseScenarioStrictly(scenario),
      callsLeft: calls,
    });
    return this.scripted();
  }

  private outage({ body }: ControlRequest): JsonObject {
    const { seller, dialect, mode, seconds, retry_after: retryAfter } = schemas.outageBody.parse(body);
    const fault = { kind: schemas.outageModes[mode], seconds: retryAfter, times: Number.MAX_SAFE_INTEGER };
    this.outages.add({ seller, dialect: dialect ?? null, fault, until: this.now() + seconds * 1000 });
    return this.scripted();
  }

  private forget({ body }: ControlRequest): JsonObject {
    const { seller, task_id: taskId } = schemas.forgetBody.parse(body);
    const forgotten = this.publisher.forget(
      (task) => (seller === undefined || task.seller === seller) && (taskId === undefined || task.task_id === taskId),
    );
    if (taskId === undefined) forgetReplays(this.store, seller);
    return { forgotten };
  }

  private reset({ body }: ControlRequest): JsonObject {
    const seller = schemas.resetBody.parse(body).seller ?? null;
    this.publisher.reset(seller);
    this.faults.clear(seller);
    this.outages.clear(seller);
    this.log.clear(seller);
    return { reset: seller ?? 'everything' };
  }
}
