// @ts-check
const environment = `
Environment (all optional)
  PORT                    port of the API (3000; 0 takes any free one)
  DATABASE_URL            a Postgres 15 or later to use; absent: an embedded Postgres 18 is started and stopped with the command
  REDIS_URL               a Redis for the queues, one server, a cluster or sentinels (docs/redis.md); absent: they live in Postgres
  WORKERS                 together (the default): submitter, poller and notifier share a process; apart: each has its own`;

/** @type {Record<string, string>} */
const texts = {
  demo: `npm run demo [-- --once]

Starts the whole service with sandbox sellers of both dialects, sends a dozen media buys, shows them moving to their
ends, prints a summary, and stays up to be explored until Ctrl-C. A link opens the console signed in, once, within ten
minutes. The data is fresh each time and removed at the end.

  --once    stop after the summary; exit code 0 only if every buy ended as its script says
  --logs    show the log lines of every service too (otherwise they go to DATA_DIR/demo.log)
${environment}`,
  start: `npm start

Starts the service: the API, and the workers in one process or in three. One that dies is started again. Ctrl-C stops all
of them, the datastore last. Data is kept between runs in DATA_DIR.
${environment}
  DATA_DIR                where the embedded data and the generated keys are kept (.data)
  CREDENTIALS_KEY         base64 of 32 bytes; made and kept in DATA_DIR with the embedded datastore, required with DATABASE_URL
  CREDENTIALS_KEY_PREVIOUS  keys that only open what they sealed, while CREDENTIALS_KEY is being replaced
  BOOTSTRAP_API_KEY       an admin key of at least 32 characters; made, kept and printed with the embedded datastore
  INTERNAL_PORT           first of the ports for metrics and probes, one per process (absent: any free ones)
  ALLOW_PRIVATE_NETWORKS  1 lets sellers and subscribers live on loopback and private addresses (1 with the embedded datastore)
  LOG_LEVEL               trace, debug, info, warn, error, fatal or silent
  LOG_TO                  files (the default): each process writes DATA_DIR/logs/<process>.log, at most 10 MiB, and keeps
                          the one before as <process>.log.1; stdout: all of it is printed
  CALL_TIMEOUT_SECONDS    longest that a call at a publisher may take (30). Stopping waits for the calls under way; a second
                          Ctrl-C ends them, and what cannot be proved of them is then in doubt`,
  dev: `npm run dev [-- --inspect APP,APP]

npm start for people who change the code. A change below apps or libs is built within a second, and each app whose program
it changes is started again. An app that does not stop within 10 s is killed. When the build fails, its errors are printed
and the running apps stay as they are. Types are not checked: npm run typecheck. New migrations run when the command starts.
The log is printed, unless LOG_TO=files.

  --inspect APP,APP   opens the debugger for some of intake-api and workers (WORKERS=apart: submitter, poller, notifier): on ports from
                      9229 on, printed at the start, the same after every restart. .vscode/launch.json attaches to 9229
${environment}`,
  sandbox: `npm run sandbox

Starts the sandbox seller on http://127.0.0.1:4100: a publisher that speaks both dialects and does what the \`po_number\`
of each buy tells it (APPROVE-5, REJECT-3, WAIT, ...). Its page lists the tasks with approve and reject buttons, and the
whole grammar. Ctrl-C stops it.

Environment (all optional)
  SANDBOX_PORT     its port (4100; 0 takes any free one). PORT is the API's
  SANDBOX_TOKEN    the credential that it asks of buyers (sandbox-token)
  SANDBOX_DATA     a file in which its tasks and buys survive a restart; absent: memory only`,
  screenshots: `npm run screenshots [-- --docs | --stay]

Starts the service and a sandbox publisher on fresh data, fills it with a desk in the middle of its day, and writes a
picture of every page of the console to DATA_DIR/pictures: light, dark and on a phone. It needs Chromium (CHROMIUM_PATH).

  --docs    write only the pictures of the README, to docs/images
  --stay    take none; the desk stays up to be looked at until Ctrl-C`,
  bench: `npm run bench [-- --quick | one or more parts]

Measures the service, every process and both datastores on this machine, and checks that the work was done. Without options
it measures every part that has a goal, one after the other, and ends with goals and figures side by side (about half an hour).
docs/performance.md says what is measured and what is not.

Parts
  --throughput      operations per second from the desk's request to the last notification, in rounds interleaved with the
                    design guide's own script, and CPU of each operation
  --quick           the same with three pairs of rounds of 2,000 operations (under two minutes) instead of five of 6,000
  --idle            what one operation at a time waits for: from the 202 to the call, from the seller's webhook to the desk
  --lists           each list of the desk among 1,000,000 operations, in the database and over HTTP
  --growth          what intake, submitting and the gate take in the database among 1,000,000 operations, against 10,000
  --gauges          what the gauges that count rows take among 1,000,000 operations
  --pending         a round of polls over 100,000 operations at 50 publishers, the memory of the process that polls, and the
                    time after FLUSHALL until every publisher is asked again
  --memory          memory of our processes without a Redis, idle and after a burst of 8,000
  --embedded        operations per second with the hints in Postgres against the same in Redis
Parts without a goal in that table
  --streams         how soon up to 1,000 readers of events hear, and the memory that they take
  --console         the console in Chromium: how soon its list of 1,000,000 operations is usable, how soon a live update is
                    seen, and the frames of scrolling 100,000 rows
  --intake          intake alone: accepted operations per second, and CPU of each

Options
  --operations N    so many operations instead: in a round, or that are there. With it, or with one of the next three, and no
                    part, --throughput is meant
  --rounds N        pairs of rounds
  --sellers N       publishers that they go to (50)
  --profile         one more round under the CPU profiler, and where the time goes
  --against DIR     with --intake: measures the intake of another checkout too, in turns; may be repeated. Build it first

Environment (all optional)
  DATABASE_URL     a Postgres whose user may CREATE DATABASE; absent: an embedded one, durable, which counts statements
  REDIS_URL        a Redis that nobody else uses; absent: a private redis-server if one is on the machine. --pending empties it
  WORKERS          together (the default) or apart, as for npm start`,
  soak: `npm run soak [-- --minutes N]

Finds the rate of this machine (25 s), and then hands over half of it, for long, whether or not answers come. A third of the
publishers book at once, at a third a person decides, a third send webhooks; the desk has a receiver and reads the stream of
events. Prints a line each minute, and writes it as JSON to DATA_DIR/soak. At the end come a table and verdicts: flat memory in
every process and flat times (after a third of warming up; from 9 minutes on), no lost hint, no event missed, each buy booked
once and told of. Ctrl-C ends it with the table of what there is.

  --minutes N   how long (30)
  --rate N      so many operations a second, instead of half of what the machine does

Exit code: 0 every verdict is good; 1 one is not; 2 wrong arguments; 130 after Ctrl-C

Environment (all optional)
  DATABASE_URL, REDIS_URL   as for npm run bench
  WORKERS                   apart (the default here): submitter, poller and notifier have a process each; together`,
  rotate: `npm run credentials:rotate [-- --check | --new-key]

Seals every stored secret again under the current credentials key: sellers' credentials, webhook secrets, subscription
secrets, frozen calls. May run while the service works, and again after it was stopped. Prints counts by table and key id,
never a secret. docs/runbooks/rotate-credentials-key.md has the steps around it.

  --check, --dry-run   count what is under which key, and change nothing
  --new-key            embedded datastore only: first put a new key in the place of the one in DATA_DIR (stop npm start before)

Exit code: 0 everything is under the current key; 1 something cannot be opened under any key, or the work could not be
finished; 2 wrong arguments; 3 only with --check: something is under a previous key.

Environment
  DATABASE_URL              the ledger; absent: the embedded one of npm start
  CREDENTIALS_KEY           seals; absent: the one that npm start keeps in DATA_DIR, with those before it
  CREDENTIALS_KEY_PREVIOUS  keys that open only, with commas between them
  DATA_DIR                  where npm start keeps the embedded data and its keys (.data)`,
  test: `npm test [-- jest arguments]

Runs every test but those in a browser (npm run test:console), on real datastores, which it starts for the run and stops
afterwards. What follows -- goes to Jest:
  npm test -- libs/ledger/src/gate/ledger.int.spec.ts    one file
  npm test -- libs/ledger                                everything below a folder
npm run test:unit takes the same paths, runs only the pure tests, and starts nothing.

Environment (all optional)
  DATABASE_URL     a Postgres whose user may CREATE DATABASE; absent: an embedded one
  REDIS_URL        a Redis; absent: a private redis-server is started if one is on the machine
  REQUIRE_REDIS    1 makes a missing Redis an error; otherwise the tests that need it are skipped, and it says so
  REQUIRE_CHROMIUM 1 does the same for the browser in which the console is tested
  REQUIRE_PGBOUNCER  1 does the same for PgBouncer
  CHROMIUM_PATH    its program, where it is not among those of the system`,
  crash: `npm run test:crash [-- options]

Kills, restarts and cuts everything that can die, on private datastores and sandbox sellers that count bookings, and
checks that nothing was lost and nothing was booked twice (docs/reliability.md). Prints its seed.

  --short            every case in small, for CI
  --seed N           the same random choices again
  --runs K           K runs, with seeds that follow each other
  --jobs N           N cases side by side, each on datastores of its own (1; with --short 2)
  --case A,B         of: kills, redis, cluster, sentinel, postgres, seller, failpoints, sigterm, streams, restore,
                     replicas (all)
  --queue A,B        where hints travel: redis, postgres (both)
  --workers A,B      the three workers in one process or in three: together, apart (both)

Prints each case as it ends, and at the end the table of docs/reliability.md over all of them.`,
};

/** @param {string} command */
export function helpFor(command) {
  return texts[command] ?? overview();
}

export function overview() {
  return `Usage: npm run demo | npm start | npm run dev | npm run sandbox | npm test | npm run bench       (--help after "--" says more: npm run demo -- --help)

  demo    the whole service with sandbox sellers and a dozen media buys, to watch
  start   the service
  dev     the service, restarted when the code changes
  sandbox a publisher to send buys to, beside the service
  test    every test
  bench   throughput and costs, against the design guide's script and against the goals
  soak    half of the machine's load for half an hour: memory, times, lost hints (npm run soak)
  crash   the crash tests (npm run test:crash)
  rotate  seals stored secrets under a new key (npm run credentials:rotate)

Each installs and builds what is missing first; nothing else needs to be done on a fresh clone.`;
}
