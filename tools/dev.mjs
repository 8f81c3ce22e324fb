// @ts-check
// `npm run dev`: `npm start` for who changes the code. What a change concerns is built and started again.
import { buildApp } from './build-app.mjs';
import { debuggerPorts, parseInspected } from './dev/inspect.mjs';
import { rebuildOnChange } from './dev/rebuild.mjs';
import { main as start } from './start.mjs';
import { serviceApps } from './supervisor/stack.mjs';

/** Long enough to end what answers at once. A call to a slow seller is cut: no crash loses or repeats it. */
const restartMs = 10_000;

/** @param {{ root: string, args: string[] }} options */
export async function main({ root, args }) {
  const ports = await debuggerPorts(parseInspected(args, serviceApps));
  await start({
    root,
    // Who works on the code looks at the terminal.
    logTo: process.env['LOG_TO'] ? undefined : 'stdout',
    nodeFlags: (app) => (ports.has(app) ? [`--inspect=127.0.0.1:${ports.get(app)}`] : []),
    onReady: (stack, print) => {
      for (const [app, port] of ports) print('dev', `the debugger of ${app} is at 127.0.0.1:${port}`);
      const watching = rebuildOnChange({
        root,
        apps: serviceApps,
        build: buildApp,
        say: (line) => print('dev', line),
        onChanged: (app) => {
          stack.processes[app]?.restart(restartMs);
        },
      });
      return () => watching.stop();
    },
  });
}
