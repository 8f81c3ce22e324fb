import { z } from 'zod';

/** The variables that the sandbox reads. */
export const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number('must be a number').int('must be a whole number').min(0).max(65_535).default(4100),
  SANDBOX_TOKEN: z.string().min(1).max(500).default('sandbox-token'),
  SANDBOX_DATA: z.string().min(1).optional(),
  CONTROL_TOKEN: z.string().min(1).max(500).optional(),
});

/** How a sandbox is started. Every field has the default of its environment variable. */
export interface SandboxSellerOptions {
  /** Interface to listen on (`HOST`, 127.0.0.1). */
  host?: string;
  /** Port to listen on (`PORT`, 4100); 0 takes any free one. */
  port?: number;
  /** Credential that buyers send (`SANDBOX_TOKEN`, "sandbox-token"). */
  token?: string;
  /** The journal, by which everything survives a restart (`SANDBOX_DATA`); absent: memory only. */
  dataPath?: string;
  /** Credential for `/control` (`CONTROL_TOKEN`); absent: none is asked for. */
  controlToken?: string;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
}

/** A variable of the environment is wrong. */
export class EnvironmentInvalidError extends Error {
  constructor(problems: string) {
    super(`the environment is not valid:\n${problems}`);
    this.name = 'EnvironmentInvalidError';
  }
}

/**
 * Reads the options from an environment; an empty variable counts as absent.
 * @throws EnvironmentInvalidError naming every variable that is wrong
 */
export function parseEnvironment(env: Record<string, string | undefined>): SandboxSellerOptions {
  const result = environmentSchema.safeParse(
    Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  );
  if (!result.success) {
    throw new EnvironmentInvalidError(
      result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n'),
    );
  }
  const {
    HOST: host,
    PORT: port,
    SANDBOX_TOKEN: token,
    SANDBOX_DATA: dataPath,
    CONTROL_TOKEN: controlToken,
  } = result.data;
  return { host, port, token, dataPath, controlToken };
}
