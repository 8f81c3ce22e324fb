/** What the inspector's profiler writes. Only the fields that are read here. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  samples: number[];
  /** Microseconds between samples. */
  timeDeltas: number[];
}

export interface ProfileSummary {
  wallMs: number;
  busyMs: number;
  /** Milliseconds in functions of a package or of Node itself, the most first. */
  groups: [string, number][];
  functions: [string, number][];
}

const idle = new Set(['(idle)', '(program)', '(root)']);

/** Adds up the time that functions took themselves, by function and by the function's package. */
export function summarize({ nodes, samples, timeDeltas }: CpuProfile): ProfileSummary {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const groups = new Map<string, number>();
  const functions = new Map<string, number>();
  let wallMs = 0;
  let busyMs = 0;
  samples.forEach((id, place) => {
    const ms = (timeDeltas[place] ?? 0) / 1000;
    wallMs += ms;
    const frame = frames.get(id);
    if (frame === undefined || idle.has(frame.functionName)) return;
    busyMs += ms;
    const group = groupOf(frame);
    add(groups, group, ms);
    add(functions, `${frame.functionName || '(anonymous)'} (${group})`, ms);
  });
  return { wallMs, busyMs, groups: sorted(groups), functions: sorted(functions) };
}

function groupOf({ functionName, url }: { functionName: string; url: string }): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (url === '') return 'V8 and native';
  if (url.startsWith('node:')) return url.startsWith('node:internal') ? `node:${url.split('/')[1] ?? 'internal'}` : url;
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return inPackage ?? 'our own code';
}

function add(sums: Map<string, number>, key: string, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

function sorted(sums: ReadonlyMap<string, number>): [string, number][] {
  return [...sums].sort(([, a], [, b]) => b - a);
}
