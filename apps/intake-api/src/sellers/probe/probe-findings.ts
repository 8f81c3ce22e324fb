import { DialectName, type SendingPause, pauseInWords, typesOfDialect } from '@adcp-orchestrator/domain';
import type { ProbeAnswer, SellerFault } from '@adcp-orchestrator/sellers';

export const ProbeResult = { works: 'works', warns: 'warns', fails: 'fails', unknown: 'unknown' } as const;
export type ProbeResult = (typeof ProbeResult)[keyof typeof ProbeResult];
export const probeResults: readonly ProbeResult[] = Object.values(ProbeResult);

export const probeChecks = ['address', 'credential', 'dialect', 'following', 'idempotency', 'sending'] as const;
export type ProbeCheck = (typeof probeChecks)[number];

/** One thing that a probe looked at, in words. */
export interface ProbeFinding {
  check: ProbeCheck;
  result: ProbeResult;
  message: string;
  /** Null when there is nothing to do. */
  what_to_do: string | null;
}

interface Probed {
  id: string;
  tenantId: string;
  agentUrl: string;
  dialect: DialectName;
  hasCredential: boolean;
  pause: SendingPause | null;
}

const NOT_ASKED = 'It could not be asked.';

/** @returns what works at a seller, what does not, and what to do about it */
export function probeFindings(seller: Probed, answer: ProbeAnswer): ProbeFinding[] {
  const { unlisted } = answer;
  const reached = unlisted === null || unlisted.unauthorized;
  return [
    reached
      ? finding('address', 'works', `${seller.agentUrl} answers over MCP.`)
      : finding(
          'address',
          'fails',
          saying(unlisted),
          `Check "agent_url" and that the seller's agent runs; then PATCH /v1/sellers/${seller.id} or ask the publisher.`,
        ),
    reached ? credentialOf(seller, answer) : finding('credential', 'unknown', NOT_ASKED),
    ...(answer.tools === null
      ? [
          finding('dialect', 'unknown', NOT_ASKED),
          finding('following', 'unknown', NOT_ASKED),
          finding('idempotency', 'unknown', NOT_ASKED),
        ]
      : toolFindings(seller, answer, answer.tools)),
    seller.pause === null
      ? finding('sending', 'works', 'Sending is not paused.')
      : finding(
          'sending',
          'warns',
          'Nothing is sent to it now.',
          pauseInWords(seller.pause, { tenantId: seller.tenantId, sellerId: seller.id }),
        ),
  ];
}

function credentialOf(seller: Probed, { unlisted, question }: ProbeAnswer): ProbeFinding {
  const fault = unlisted ?? question?.fault ?? null;
  if (fault?.unauthorized === true) {
    const what = seller.hasCredential
      ? `Ask the publisher for a valid credential, and enter it with PATCH /v1/sellers/${seller.id} {"auth":{...}}.`
      : `The seller wants a credential and none is set. Ask the publisher for one, and enter it with PATCH /v1/sellers/${seller.id} {"auth":{...}}.`;
    return finding('credential', 'fails', saying(fault), what);
  }
  if (fault !== null) {
    return finding(
      'credential',
      'warns',
      `${question?.tool ?? 'It'} failed: ${saying(fault)}`,
      'Probe again in a minute. If it fails again, show the publisher this message.',
    );
  }
  const how = question === null ? 'listing its tools' : question.tool;
  return finding(
    'credential',
    'works',
    `${seller.hasCredential ? 'The credential' : 'A request without a credential'} was not refused (${how}).`,
  );
}

function toolFindings(seller: Probed, { capabilities }: ProbeAnswer, tools: readonly string[]): ProbeFinding[] {
  const missing = typesOfDialect[seller.dialect].filter((type) => !tools.includes(type));
  const other = seller.dialect === DialectName.hitlV1 ? DialectName.adcpV3 : DialectName.hitlV1;
  const poll = capabilities?.pollTool ?? null;
  const window = capabilities?.replayWindowSeconds ?? null;
  return [
    missing.includes('create_media_buy')
      ? finding(
          'dialect',
          'fails',
          `It has no tool create_media_buy. Its tools: ${listOf(tools)}.`,
          `Check that "agent_url" is that of a sales agent. If it speaks ${other}, add it anew with that dialect: the dialect of a seller never changes.`,
        )
      : missing.length > 0
        ? finding(
            'dialect',
            'warns',
            `It lacks the tools ${missing.join(', ')}.`,
            'Operations of these types will fail there. Others work.',
          )
        : finding('dialect', 'works', `It has the tools of ${seller.dialect}.`),
    poll === null
      ? finding(
          'following',
          'warns',
          'It has no tool by which tasks are polled.',
          'Agree on webhooks with the publisher ("webhooks"), or its answers are found by looking for the buys only.',
        )
      : finding('following', 'works', `Tasks are polled by ${poll}.`),
    window === null
      ? finding(
          'idempotency',
          'warns',
          'It declares no replay of idempotency keys.',
          'Nothing now. A call whose answer is lost is looked for at the seller, and is in doubt when it cannot be found.',
        )
      : finding('idempotency', 'works', `It replays an idempotency key for ${window} s.`),
  ];
}

function finding(
  check: ProbeCheck,
  result: ProbeResult,
  message: string,
  whatToDo: string | null = null,
): ProbeFinding {
  return { check, result, message, what_to_do: whatToDo };
}

function saying({ message, code }: SellerFault): string {
  return `${message} (${code})`;
}

const MOST_NAMES = 20;

function listOf(tools: readonly string[]): string {
  const more = tools.length > MOST_NAMES ? `, and ${tools.length - MOST_NAMES} more` : '';
  return tools.length === 0 ? 'none' : tools.slice(0, MOST_NAMES).join(', ') + more;
}
