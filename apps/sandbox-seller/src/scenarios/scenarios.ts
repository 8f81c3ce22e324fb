import { Ending, FaultKind, Wait, type Quirks, type Scenario, type WebhookScript } from './scenario';

/**
 * The grammar by which one request tells the sandbox how the publisher will treat it. A scenario is words joined by
 * `-`, read from the left: `PERMISSION-2-APPROVE-5-summer-campaign`. A number (seconds, `0.5` is fine) belongs to the
 * word before it. So does `X3` (this many times, `XALL` for ever). Reading stops at the first word that is not in the
 * table. The rest is free text, so every `po_number` is a valid scenario, and most mean "done at once".
 */

type Effect =
  | { kind: 'step'; wait: Wait; ending: Ending; seconds: number | null; quirks?: Quirks }
  | { kind: 'ending'; ending: Ending; quirks?: Quirks }
  | { kind: 'active' }
  | { kind: 'fault'; fault: FaultKind; seconds: number | null }
  | { kind: 'webhook'; script: WebhookScript; delaySeconds?: number }
  | { kind: 'quirk'; quirks: Quirks };

interface Word {
  /** `n`: a number may follow. `x`: `X3` or `XALL` may follow. */
  takes: '' | 'n' | 'x' | 'nx';
  effect: Effect;
  meaning: string;
}

const step = (wait: Wait, seconds: number | null, ending: Ending = Ending.booked): Effect => ({
  kind: 'step',
  wait,
  ending,
  seconds,
});
const fault = (kind: FaultKind, seconds: number | null = null): Effect => ({ kind: 'fault', fault: kind, seconds });
const hook = (script: WebhookScript, delaySeconds?: number): Effect => ({ kind: 'webhook', script, delaySeconds });

/** Every word. The page, the README and the parser are all made from this table. */
export const scenarioWords = {
  DONE: {
    takes: '',
    effect: { kind: 'ending', ending: Ending.booked },
    meaning: 'answered at once: booked (also what a request without any word gets)',
  },
  ACTIVE: { takes: 'n', effect: { kind: 'active' }, meaning: 'the buy delivers n s after it was booked (default 0)' },
  FAIL: { takes: '', effect: { kind: 'ending', ending: Ending.failed }, meaning: 'answered at once: failed' },
  ERROR: {
    takes: '',
    effect: { kind: 'ending', ending: Ending.failed, quirks: { errorsInBody: true } },
    meaning: 'answered at once with an error in the other form: hitl-v1 `{error}`, adcp-v3 `{errors: []}`',
  },
  APPROVE: { takes: 'n', effect: step(Wait.approval, 3), meaning: 'a task, approved after n s (default 3)' },
  WAIT: {
    takes: '',
    effect: step(Wait.approval, null),
    meaning: 'a task that waits for a person (page or control API)',
  },
  REJECT: {
    takes: 'n',
    effect: step(Wait.approval, 3, Ending.rejected),
    meaning: 'a task, rejected after n s (default 3)',
  },
  CANNOT_COMPLETE: {
    takes: 'n',
    effect: step(Wait.approval, 3, Ending.cannot_complete),
    meaning: 'a task, ended after n s as not possible (default 3)',
  },
  FAIL_LATER: {
    takes: 'n',
    effect: step(Wait.approval, 3, Ending.failed),
    meaning: 'a task that fails after n s (default 3)',
  },
  CANCEL: {
    takes: 'n',
    effect: step(Wait.approval, 3, Ending.canceled),
    meaning: 'a task that the seller cancels after n s (default 3)',
  },
  PERMISSION: {
    takes: 'n',
    effect: step(Wait.permission, null),
    meaning: 'a permission is missing first, granted after n s (default: by a person), then on to the next word',
  },
  ADSERVER: {
    takes: 'n',
    effect: step(Wait.ad_server, 3),
    meaning: 'ad server review of n s (default 3); hitl-v1 `pending_approval` without a task',
  },
  WORKING: { takes: 'n', effect: step(Wait.working, 3), meaning: 'the seller is executing for n s (default 3)' },
  INPUT: {
    takes: 'n',
    effect: step(Wait.input, null),
    meaning: 'the seller asks something, settled after n s (default: by a person)',
  },
  UNKNOWN_STATUS: {
    takes: 'n',
    effect: step(Wait.unknown, 3),
    meaning: 'a status word that no specification has, for n s (default 3)',
  },
  GONE: {
    takes: 'n',
    effect: {
      kind: 'step',
      wait: Wait.approval,
      ending: Ending.booked,
      seconds: 3,
      quirks: { dropsFinishedTask: true },
    },
    meaning: 'a task, approved after n s (default 3), that vanishes from every list when finished',
  },
  FORGET: {
    takes: '',
    effect: { kind: 'quirk', quirks: { forgetsTask: true } },
    meaning: 'the task is forgotten as soon as it is issued',
  },
  NO_RESULT: {
    takes: '',
    effect: { kind: 'quirk', quirks: { withoutResult: true } },
    meaning: 'the finished task does not carry its result',
  },
  NO_EVIDENCE: {
    takes: '',
    effect: { kind: 'quirk', quirks: { withoutEvidence: true } },
    meaning: 'the buy cannot be found by `po_number` or `context`, only by `media_buy_id`',
  },
  SLOW: { takes: 'nx', effect: fault(FaultKind.slow, 5), meaning: 'executed at once, answered after n s (default 5)' },
  HANG: {
    takes: 'x',
    effect: fault(FaultKind.hang),
    meaning: 'not executed, and no answer ever (the sandbox lets go after 120 s)',
  },
  DROP_BEFORE: { takes: 'x', effect: fault(FaultKind.drop_before), meaning: 'connection dropped before executing' },
  DROP_AFTER: {
    takes: 'x',
    effect: fault(FaultKind.drop_after),
    meaning: 'executed, then the connection dropped without an answer',
  },
  DROP_MIDDLE: {
    takes: 'x',
    effect: fault(FaultKind.drop_middle),
    meaning: 'executed, then the connection dropped after half an answer',
  },
  RATE_LIMIT: {
    takes: 'nx',
    effect: fault(FaultKind.rate_limited, 1),
    meaning: 'not executed; HTTP 200 with `isError`, `RATE_LIMITED` and `retry_after` n (default 1)',
  },
  HTTP_429: {
    takes: 'nx',
    effect: fault(FaultKind.http_429, 1),
    meaning: 'not executed; HTTP 429 with `Retry-After` n (default 1)',
  },
  HTTP_503: {
    takes: 'nx',
    effect: fault(FaultKind.http_503, 1),
    meaning: 'not executed; HTTP 503 with `Retry-After` n (default 1)',
  },
  HTTP_500: { takes: 'x', effect: fault(FaultKind.http_500), meaning: 'not executed; HTTP 500' },
  HTTP_500_AFTER: { takes: 'x', effect: fault(FaultKind.http_500_after), meaning: 'executed, then HTTP 500' },
  HTTP_401: { takes: 'x', effect: fault(FaultKind.http_401), meaning: 'not executed; HTTP 401' },
  HTTP_403: { takes: 'x', effect: fault(FaultKind.http_403), meaning: 'not executed; HTTP 403' },
  SESSION_LOST: {
    takes: 'x',
    effect: fault(FaultKind.session_lost),
    meaning: 'not executed; the MCP session is closed and answered HTTP 404',
  },
  GARBAGE: {
    takes: 'x',
    effect: fault(FaultKind.garbage),
    meaning: 'executed, then HTTP 200 with a body that is not JSON',
  },
  HUGE: { takes: 'x', effect: fault(FaultKind.huge), meaning: 'executed, then an answer of 6 MiB' },
  WEBHOOK_SIGNED: {
    takes: '',
    effect: hook({ mode: 'rfc9421' }),
    meaning: 'webhook signed with RFC 9421, whatever was agreed',
  },
  WEBHOOK_HMAC: { takes: '', effect: hook({ mode: 'hmac' }), meaning: 'webhook signed with HMAC, whatever was agreed' },
  WEBHOOK_BEARER: {
    takes: '',
    effect: hook({ mode: 'bearer' }),
    meaning: 'webhook with a bearer secret, whatever was agreed',
  },
  WEBHOOK_UNSIGNED: {
    takes: '',
    effect: hook({ mode: 'unsigned' }),
    meaning: 'webhook without any proof of its sender',
  },
  WEBHOOK_BAD_SIGNATURE: {
    takes: '',
    effect: hook({ mode: 'bad_signature' }),
    meaning: 'webhook with a proof that is wrong',
  },
  WEBHOOK_NONE: { takes: '', effect: hook({ mode: 'none' }), meaning: 'no webhook, though one was registered' },
  WEBHOOK_DUPLICATE: { takes: '', effect: hook({ duplicate: true }), meaning: 'webhook sent twice, byte for byte' },
  WEBHOOK_LATE: { takes: 'n', effect: hook({}, 5), meaning: 'webhook n s after the outcome (default 5)' },
  WEBHOOK_EARLY: {
    takes: '',
    effect: hook({ early: true }),
    meaning: 'the task is settled, and its webhook delivered, before the call is answered',
  },
  WEBHOOK_CONFLICT: {
    takes: '',
    effect: hook({ conflict: true }),
    meaning: 'after the true webhook a second one that says the opposite',
  },
  WEBHOOK_SYNC: {
    takes: '',
    effect: hook({ forSynchronousAnswers: true }),
    meaning: 'adcp-v3: a webhook with an invented `sync-` task id even for an answer given at once',
  },
  WEBHOOK_NO_OPERATION_ID: {
    takes: '',
    effect: hook({ withoutOperationId: true }),
    meaning: 'adcp-v3: the webhook omits `operation_id`',
  },
} as const satisfies Record<string, Word>;
export type ScenarioWord = keyof typeof scenarioWords;

const maxSeconds = 86_400;
const numberToken = /^\d{1,5}(\.\d{1,3})?$/;
const timesToken = /^X([1-9]\d{0,3}|ALL)$/;
const maxLength = 500;

/** How the word is written, with what may follow it, for people. */
export function wordSyntax(word: ScenarioWord): string {
  const { takes } = scenarioWords[word] as Word;
  return word + (takes.includes('n') ? '[-n]' : '') + (takes.includes('x') ? '[-Xk]' : '');
}

function isWord(token: string | undefined): token is ScenarioWord {
  return token !== undefined && Object.hasOwn(scenarioWords, token);
}

function emptyScenario(): Scenario {
  return {
    text: '',
    rest: '',
    faults: [],
    steps: [],
    ending: Ending.booked,
    hasCourse: false,
    activeAfterSeconds: null,
    webhook: {},
    quirks: {},
  };
}

function apply(scenario: Scenario, effect: Effect, seconds: number | undefined, times: number): void {
  switch (effect.kind) {
    case 'step':
      scenario.steps.push({ wait: effect.wait, seconds: seconds ?? effect.seconds });
      scenario.ending = effect.ending;
      scenario.hasCourse = true;
      Object.assign(scenario.quirks, effect.quirks);
      return;
    case 'ending':
      scenario.ending = effect.ending;
      scenario.hasCourse = true;
      Object.assign(scenario.quirks, effect.quirks);
      return;
    case 'active':
      scenario.activeAfterSeconds = seconds ?? 0;
      scenario.hasCourse = true;
      return;
    case 'fault':
      scenario.faults.push({ kind: effect.fault, seconds: seconds ?? effect.seconds, times });
      return;
    case 'webhook':
      Object.assign(scenario.webhook, effect.script);
      if (effect.delaySeconds !== undefined) scenario.webhook.delaySeconds = seconds ?? effect.delaySeconds;
      return;
    case 'quirk':
      Object.assign(scenario.quirks, effect.quirks);
      return;
  }
}

/** Reads a scenario. It never fails: text that begins with no known word means "done at once". */
export function parseScenario(source: string): Scenario {
  const tokens = source.slice(0, maxLength).split('-');
  const scenario = emptyScenario();
  let next = 0;
  while (next < tokens.length) {
    const token = tokens[next];
    if (!isWord(token)) break;
    const { takes, effect } = scenarioWords[token] as Word;
    next += 1;
    let seconds: number | undefined;
    let times = 1;
    if (takes.includes('n') && numberToken.test(tokens[next] ?? '') && Number(tokens[next]) <= maxSeconds) {
      seconds = Number(tokens[next]);
      next += 1;
    }
    const repeated = takes.includes('x') ? timesToken.exec(tokens[next] ?? '') : null;
    if (repeated) {
      times = repeated[1] === 'ALL' ? Number.MAX_SAFE_INTEGER : Number(repeated[1]);
      next += 1;
    }
    apply(scenario, effect, seconds, times);
  }
  scenario.text = tokens.slice(0, next).join('-');
  scenario.rest = source.slice(scenario.text.length).replace(/^-/, '');
  return scenario;
}

/** A text was given where only a scenario makes sense, and a part of it is not one. */
export class ScenarioUnknownError extends Error {
  constructor(source: string, rest: string) {
    super(
      `scenario "${source.slice(0, 100)}" is not understood from "${rest.slice(0, 100)}" on; known words: ${Object.keys(scenarioWords).join(', ')}`,
    );
    this.name = 'ScenarioUnknownError';
  }
}

/**
 * Reads a scenario of which every word must be known, as the control API wants it.
 * @throws ScenarioUnknownError naming where it stopped being understood
 */
export function parseScenarioStrictly(source: string): Scenario {
  const scenario = parseScenario(source);
  if (scenario.text === '' || scenario.rest !== '') throw new ScenarioUnknownError(source, scenario.rest || source);
  return scenario;
}
