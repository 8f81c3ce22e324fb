/** How the process ends. Scripts decide by it, so a number never changes its meaning. */
export const ExitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  unreachable: 5,
  waiting: 6,
  declined: 7,
  interrupted: 130,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** What each means, for the help and the documentation. */
export const exitCodeWords: Readonly<Record<ExitCode, string>> = {
  0: 'done',
  1: 'failed, or not all of it was done',
  2: 'wrong arguments or settings, or a value that the API does not take',
  3: 'there is no such operation, seller, key, ...',
  4: 'refused: the key is unknown, its role is too low, or the state does not allow it',
  5: 'the service could not be reached, or could not answer in time',
  6: 'something waits for a person (attention --exit-code)',
  7: 'not done: whoever was asked did not agree',
  130: 'ended by Ctrl-C or a signal',
};
