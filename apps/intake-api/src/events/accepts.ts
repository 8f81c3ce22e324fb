const EVENT_STREAM = 'text/event-stream';

/** @returns whether an `Accept` header asks for server-sent events. `*` + `/*` does not: most clients send it unasked. */
export function takesEventStream(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    return type === EVENT_STREAM && !parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter));
  });
}
