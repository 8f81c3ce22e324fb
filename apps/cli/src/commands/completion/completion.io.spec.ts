import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realTree } from '../../../testing/reference';
import { type Shell, completionScript } from './scripts';

const typed: Record<Shell, (script: string, line: string) => string> = {
  bash: (script, line) => `source ${script}
words=(${line.replace(/ $/, " ''")}); COMP_WORDS=("\${words[@]}"); COMP_CWORD=$((\${#words[@]} - 1))
_ado; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // A function stands in for zsh's own editor, which needs a terminal.
  zsh: (script, line) => `autoload -U +X compinit; autoload -U +X bashcompinit
compinit() {}; bashcompinit() {}; complete() {}; compgen() { local -a all; all=(\${=2}); print -l -- \${(M)all[@]:#\${4}*} }
setopt ksharrays shwordsplit; source ${script}
words=(${line.replace(/ $/, " ''")}); COMP_WORDS=("\${words[@]}"); COMP_CWORD=$((\${#words[@]} - 1))
_ado; printf '%s\\n' "\${COMPREPLY[@]}"`,
  fish: (script, line) => `source ${script}; complete -C '${line}' | string replace -r '\\t.*' ''`,
};

const isThere = (shell: string): boolean => spawnSync(shell, ['--version'], { stdio: 'ignore' }).status === 0;

describe.each(['bash', 'zsh', 'fish'] as const)('completion in %s', (shell) => {
  const folder = mkdtempSync(join(tmpdir(), 'ado-completion-'));
  const script = join(folder, 'script');
  writeFileSync(script, completionScript(shell, realTree()));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const after = (line: string): string[] => {
    const { stdout, stderr } = spawnSync(shell, ['-c', typed[shell](script, line)], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, HOME: folder },
    });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((word) => word !== '');
  };
  // Bash is everywhere; the others where somebody uses them.
  const test = shell === 'bash' || isThere(shell) ? it : it.skip;

  test('knows commands, options and fixed values', () => {
    expect(after('ado ')).toEqual(expect.arrayContaining(['attention', 'sellers', 'tail']));
    expect(after('ado sellers p').sort()).toEqual(['pause', 'probe']);
    expect(after('ado act resolve PO-1 --st')).toEqual(['--status']);
    expect(after('ado act resolve PO-1 --status c').sort()).toEqual(['canceled', 'completed', 'created']);
    expect(after('ado list --status op')).toEqual(['open']);
    expect(after('ado keys create --ro')).toEqual(['--role']);
    expect(after('ado --json sellers li')).toEqual(['list']);
  });
});
