/** One container of ours as compose or Kubernetes would run it. Both are checked in this form. */
export interface Workload {
  /** Where it is described: `docker-compose.yml`, or an overlay's directory. */
  readonly source: string;
  readonly name: string;
  readonly image: string;
  /** What follows the image's entry point: `dist/apps/<app>/main.js`, and for `cli` its command. */
  readonly argument: readonly string[];
  /** As the process would see it, with the example's secrets in place of real ones. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
  readonly probes: readonly Probe[];
  /** Seconds from the order to stop to SIGKILL. */
  readonly graceSeconds: number;
  /** The part of these that passes before SIGTERM. */
  readonly preStopSeconds: number;
}

export interface Probe {
  readonly path: string;
  readonly port: number;
}

/** The app that the argument names, or null when it names none. A command of the `cli` may follow. */
export const appOf = ({ argument }: Pick<Workload, 'argument'>): string | null =>
  /^dist\/apps\/([a-z-]+)\/main\.js(?: |$)/.exec(argument.join(' '))?.[1] ?? null;
