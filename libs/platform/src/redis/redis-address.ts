interface Place {
  host: string;
  port: number;
}

interface Login {
  username: string | undefined;
  password: string | undefined;
}

/** Addresses that servers announce, and the places where they are reached from here. */
export type NatMap = Readonly<Record<string, Place>>;

/** Where Redis is: what `REDIS_URL` says, taken apart. */
export type RedisAddress =
  /** One server, or a service that stands in front of one. ioredis reads the URL. */
  | { kind: 'single'; url: string }
  /** Some nodes of a cluster. They tell of the others. */
  | ({ kind: 'cluster'; tls: boolean; nodes: readonly Place[]; nat: NatMap } & Login)
  /** Sentinels, who tell which server is the master of a group. */
  | ({
      kind: 'sentinel';
      tls: boolean;
      sentinels: readonly Place[];
      master: string;
      database: number;
      sentinelLogin: Login;
      nat: NatMap;
    } & Login);

/** The message says what `REDIS_URL` must be, without the words of the value: they may hold a password. */
export class RedisUrlInvalidError extends Error {
  override readonly name = 'RedisUrlInvalidError';
}

const SHAPES =
  'must be redis://host:6379, redis+cluster://host1:6379,host2:6379 or redis+sentinel://host1:26379,host2:26379/mymaster, with rediss instead of redis for TLS';
const REDIS_PORT = 6_379;
const SENTINEL_PORT = 26_379;
const MAX_PORT = 65_535;
const MAX_PLACES = 64;
const parts =
  /^(?<scheme>rediss?)\+(?<kind>cluster|sentinel):\/\/(?:(?<login>[^@/?#]*)@)?(?<places>[^/?#@]*)(?:\/(?<path>[^?#]*))?(?:\?(?<query>[^#]*))?$/;

/**
 * Reads `REDIS_URL`. docs/redis.md has the shapes and their options.
 * @throws RedisUrlInvalidError that names the part that is wrong
 */
export function parseRedisUrl(text: string): RedisAddress {
  const groups = parts.exec(text)?.groups;
  if (groups === undefined) {
    const isSingle = /^rediss?:\/\//.test(text) && URL.canParse(text);
    if (!isSingle) throw new RedisUrlInvalidError(SHAPES);
    return { kind: 'single', url: text };
  }
  const { scheme, kind, login, places = '', path = '', query } = groups;
  const common = { tls: scheme === 'rediss', ...loginOf(login) };
  const options = new URLSearchParams(query);
  if (kind === 'cluster') {
    if (path !== '' && path !== '0')
      throw new RedisUrlInvalidError('must end after the nodes: a cluster has only database 0');
    refuseUnknown(options, ['nat']);
    return { kind, ...common, nodes: placesOf(places, REDIS_PORT), nat: natOf(options) };
  }
  refuseUnknown(options, ['nat', 'sentinel_username', 'sentinel_password']);
  return {
    kind: 'sentinel',
    ...common,
    ...groupOf(path),
    sentinels: placesOf(places, SENTINEL_PORT),
    sentinelLogin: {
      username: options.get('sentinel_username') ?? undefined,
      password: options.get('sentinel_password') ?? undefined,
    },
    nat: natOf(options),
  };
}

/** `REDIS_URL` without passwords and options, for people. */
export function describeRedisUrl(text: string): string {
  const address = parseRedisUrl(text);
  if (address.kind === 'single') {
    const { protocol, username, host, pathname } = new URL(address.url);
    return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
  }
  const places = address.kind === 'cluster' ? address.nodes : address.sentinels;
  const user = address.username === undefined ? '' : `${encodeURIComponent(address.username)}@`;
  const group = address.kind === 'cluster' ? '' : `/${address.master}/${address.database}`;
  return `redis${address.tls ? 's' : ''}+${address.kind}://${user}${places.map(wordsOf).join(',')}${group}`;
}

/** `user:password`, `:password` or `user`, percent-encoded. */
function loginOf(text: string | undefined): Login {
  if (text === undefined) return { username: undefined, password: undefined };
  const colon = text.indexOf(':');
  const [user, password] = colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
  return { username: decoded(user) || undefined, password: decoded(password) || undefined };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisUrlInvalidError('has a user or password that is not percent-encoded: write % as %25');
  }
}

function groupOf(path: string): { master: string; database: number } {
  const [master = '', database = '0', ...more] = path.split('/');
  if (!/^[\w.-]+$/.test(master) || !/^\d{1,5}$/.test(database) || more.length > 0) {
    throw new RedisUrlInvalidError(
      'must name the master after the sentinels, as in redis+sentinel://host1:26379,host2:26379/mymaster, and may name a database after it',
    );
  }
  return { master, database: Number(database) };
}

function placesOf(text: string, defaultPort: number): Place[] {
  const places = text.split(',').map((one) => placeOf(one, defaultPort));
  if (places.length > MAX_PLACES) throw new RedisUrlInvalidError(`must name at most ${MAX_PLACES} hosts`);
  return places;
}

function placeOf(text: string, defaultPort: number): Place {
  const [, inBrackets, plain, digits] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d+))?$/i.exec(text.trim()) ?? [];
  const host = inBrackets ?? plain;
  const port = digits === undefined ? defaultPort : Number(digits);
  if (host === undefined || port < 1 || port > MAX_PORT) {
    throw new RedisUrlInvalidError(
      'has a host that is none: write host or host:port, an IPv6 address in brackets, with commas between them',
    );
  }
  return { host, port };
}

/** `nat=announced-host:port=reachable-host:port`, once for each server. */
function natOf(options: URLSearchParams): NatMap {
  const pairs = options.getAll('nat').map((pair) => {
    const [announced = '', reachable = '', ...more] = pair.split('=');
    if (reachable === '' || more.length > 0) {
      throw new RedisUrlInvalidError(
        'has a nat option that is none: write nat=announced-host:port=reachable-host:port',
      );
    }
    const from = placeOf(announced, REDIS_PORT);
    return [`${from.host}:${from.port}`, placeOf(reachable, REDIS_PORT)] as const;
  });
  return Object.fromEntries(pairs);
}

function refuseUnknown(options: URLSearchParams, known: readonly string[]): void {
  if ([...options.keys()].every((name) => known.includes(name))) return;
  throw new RedisUrlInvalidError(`has an option that is none: it takes ${known.join(', ')}`);
}

function wordsOf({ host, port }: Place): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
