import { parseEnvironment } from './options';
import { startSandboxSeller } from './server';

async function main(): Promise<void> {
  const sandbox = await startSandboxSeller(parseEnvironment(process.env));
  const stop = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Whoever reads this may signal at once.
  console.log(`sandbox-seller listening on ${sandbox.url}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exit(1);
});
