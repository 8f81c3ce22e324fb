import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@adcp-orchestrator/platform';

export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** @throws PortTakenError when another process has the port */
export async function listen(
  app: NestFastifyApplication,
  { host, port }: Pick<Config, 'host' | 'port'>,
): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new PortTakenError(
        `PORT ${port} on ${host} is taken by another process: end that one, or give another PORT`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
