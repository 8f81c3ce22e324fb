import { describeRedisUrl, parseRedisUrl } from './redis-address';

const nobody = { username: undefined, password: undefined };

describe('the URL of Redis', () => {
  it('names one server, as ioredis reads it', () => {
    for (const url of ['redis://redis:6379', 'rediss://user:secret@redis.example.com/3?family=6']) {
      expect(parseRedisUrl(url)).toEqual({ kind: 'single', url });
    }
  });

  it('names nodes of a cluster, with a login, TLS and the addresses behind a NAT', () => {
    expect(parseRedisUrl('redis+cluster://a:7001,b,[fd00::1]:7003')).toEqual({
      kind: 'cluster',
      tls: false,
      ...nobody,
      nodes: [
        { host: 'a', port: 7001 },
        { host: 'b', port: 6379 },
        { host: 'fd00::1', port: 7003 },
      ],
      nat: {},
    });
    expect(
      parseRedisUrl('rediss+cluster://app:s%40cret@a/?nat=10.0.0.1:6379=edge:7001&nat=10.0.0.2:6379=edge:7002'),
    ).toEqual({
      kind: 'cluster',
      tls: true,
      username: 'app',
      password: 's@cret',
      nodes: [{ host: 'a', port: 6379 }],
      nat: { '10.0.0.1:6379': { host: 'edge', port: 7001 }, '10.0.0.2:6379': { host: 'edge', port: 7002 } },
    });
  });

  it('names sentinels, the master that they watch, a database and a login for each kind of server', () => {
    expect(parseRedisUrl('redis+sentinel://s1,s2:26380/main')).toEqual({
      kind: 'sentinel',
      tls: false,
      ...nobody,
      master: 'main',
      database: 0,
      sentinels: [
        { host: 's1', port: 26379 },
        { host: 's2', port: 26380 },
      ],
      sentinelLogin: nobody,
      nat: {},
    });
    expect(
      parseRedisUrl('rediss+sentinel://:secret@s1/main/2?sentinel_username=watch&sentinel_password=w%26tch'),
    ).toMatchObject({
      tls: true,
      password: 'secret',
      database: 2,
      sentinelLogin: { username: 'watch', password: 'w&tch' },
    });
  });

  it.each([
    ['redis', 'redis+cluster://host1:6379,host2:6379'],
    ['http://redis', 'redis+sentinel://'],
    ['redis+ring://a', 'must be redis://host:6379'],
    ['redis+cluster://', 'a host that is none'],
    ['redis+cluster://a:1,b:70000', 'a host that is none'],
    ['redis+cluster://a b', 'a host that is none'],
    ['redis+cluster://:sec%ret@a', 'write % as %25'],
    ['redis+cluster://a/1', 'only database 0'],
    ['redis+cluster://a?sentinel_password=x', 'it takes nat'],
    ['redis+cluster://a?nat=10.0.0.1:6379', 'nat=announced-host:port=reachable-host:port'],
    ['redis+cluster://a?family=6', 'it takes nat'],
    ['redis+sentinel://a', 'must name the master after the sentinels'],
    ['redis+sentinel://a/main/first', 'must name the master after the sentinels'],
    ['redis+sentinel://a/main?password=x', 'it takes nat, sentinel_username, sentinel_password'],
    [`redis+cluster://${'a,'.repeat(64)}a`, 'at most 64 hosts'],
  ])('is refused with the way out: %s', (url, words) => {
    expect(() => parseRedisUrl(url)).toThrow(words);
  });

  it('is told without passwords and options', () => {
    expect(describeRedisUrl('redis://user:hunter2@redis:6379/1?x=hunter2')).toBe('redis://user@redis:6379/1');
    expect(describeRedisUrl('rediss+cluster://user:hunter2@a:7001,[fd00::1]')).toBe(
      'rediss+cluster://user@a:7001,[fd00::1]:6379',
    );
    expect(describeRedisUrl('redis+sentinel://:hunter2@s1,s2/main?sentinel_password=hunter2')).toBe(
      'redis+sentinel://s1:26379,s2:26379/main/0',
    );
  });
});
