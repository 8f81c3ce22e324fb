// `npm run dev`: `npm start` for people who change the code. A change is built, and the apps that it concerns are
// started again.
import { buildApp } from './build-app';
import { debuggerPorts, parseInspected } from './dev/inspect';
import { rebuildOnChange } from './dev/rebuild';
import { consoleRebuilder } from './dev/rebuild-console';
import { main as start } from './start';
import { serviceApps } from './supervisor/service-apps';

/**
 * Long enough to end calls that are answered at once. A call to a slow seller is cut, as in a crash: it is neither lost
 * nor repeated.
 */
const restartMs = 10_000;

/** No process: it is built like one. */
const CONSOLE = 'console';

export async function main({ root, args }: { root: string; args: string[] }): Promise<void> {
  const apps = serviceApps(process.env);
  const ports = await debuggerPorts(parseInspected(args, apps));
  await start({
    root,
    // People who work on the code look at the terminal.
    logTo: process.env['LOG_TO'] ? undefined : 'stdout',
    nodeFlags: (app) => [
      // Stack traces name lines of the sources. `npm start` does without: the maps take 10 to 15 MB of each process.
      '--enable-source-maps',
      ...(ports.has(app) ? [`--inspect=127.0.0.1:${ports.get(app)}`] : []),
    ],
    onReady: (stack, print) => {
      const rebuildConsole = consoleRebuilder(root);
      for (const [app, port] of ports) print('dev', `the debugger of ${app} is at 127.0.0.1:${port}`);
      const watching = rebuildOnChange({
        root,
        apps: [...apps, CONSOLE],
        build: (from, project) => (project === `apps/${CONSOLE}` ? rebuildConsole() : buildApp(from, project)),
        say: (line) => {
          print('dev', line);
        },
        onChanged: (app) => {
          // The API reads the console's files as it serves them: it goes on, and the page is loaded anew.
          stack.processes[app]?.restart(restartMs);
        },
      });
      return () => {
        watching.stop();
      };
    },
  });
}
