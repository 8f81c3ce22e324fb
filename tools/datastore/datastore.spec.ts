import { parsePostmasterPid } from './postmaster';
import { userNamed } from './unprivileged-user';

describe('postmaster.pid', () => {
  const written = (status: string) => `4711\n/data\n1795392626\n39173\n\n127.0.0.1\n  1234567     8\n${status}\n`;

  it('says which process it is and whether it is ready', () => {
    expect(parsePostmasterPid(written('ready   '))).toEqual({ pid: 4711, ready: true });
    expect(parsePostmasterPid(written('starting'))).toEqual({ pid: 4711, ready: false });
    expect(parsePostmasterPid('4711\n/data\n')).toEqual({ pid: 4711, ready: false });
  });

  it('says nothing before its first line is written', () => {
    expect(parsePostmasterPid('')).toBeUndefined();
  });
});

describe('the unprivileged user', () => {
  it('is found by name, with an id that may be written as negative', () => {
    expect(userNamed('root:x:0:0::/root:/bin/sh\nnobody:*:-2:-2::/:/usr/bin/false', 'nobody')).toEqual({
      name: 'nobody',
      uid: 4_294_967_294,
      gid: 4_294_967_294,
    });
    expect(userNamed('postgres:x:101:104::/var/lib:/bin/sh', 'postgres')).toEqual({
      name: 'postgres',
      uid: 101,
      gid: 104,
    });
  });

  it('is never root under another name', () => {
    expect(userNamed('nobody:x:0:0::/:/bin/sh', 'nobody')).toBeUndefined();
  });
});
