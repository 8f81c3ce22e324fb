import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A journal cannot be read back. Nothing is guessed, because a test may count on what the journal says. */
export class JournalUnreadableError extends Error {
  constructor(path: string, line: number, problem: string) {
    super(`SANDBOX_DATA: ${path} line ${line}: ${problem}; repair the line, or remove the file to begin anew`);
    this.name = 'JournalUnreadableError';
  }
}

/**
 * A file of JSON lines. Every change is appended before it is answered for. Writing is synchronous on purpose: an
 * answer must not leave before its line is with the operating system, and a simulator has no throughput to lose.
 */
export class Journal {
  constructor(private readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
  }

  append(entry: object): void {
    appendFileSync(this.path, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
  }

  /**
   * Hands every entry to `apply`, oldest first. A crash can leave a last line without its newline. That line is
   * dropped.
   * @throws JournalUnreadableError naming the line
   */
  replay(apply: (entry: unknown) => void): void {
    if (!existsSync(this.path)) return;
    const lines = readFileSync(this.path, 'utf8').split('\n');
    lines.pop();
    lines.forEach((line, index) => {
      try {
        apply(JSON.parse(line));
      } catch (error) {
        throw new JournalUnreadableError(this.path, index + 1, error instanceof Error ? error.message : String(error));
      }
    });
  }

  /** Replaces the file by these entries alone, so that it does not grow for ever. */
  rewrite(entries: Iterable<object>): void {
    const next = `${this.path}.next`;
    let text = '';
    for (const entry of entries) text += `${JSON.stringify(entry)}\n`;
    writeFileSync(next, text, { mode: 0o600 });
    renameSync(next, this.path);
  }
}
