/** Reads server-sent events from pieces of text and hands over the data of each message (WHATWG HTML, 9.2.6). */
export class SseReader {
  #pending = '';
  #data: string[] = [];
  #event = '';

  /** @returns the data of the messages that this piece completed. */
  push(piece: string): string[] {
    if (!/[\r\n]/.test(piece)) {
      // Appending is cheap, splitting is not: a stream that dribbles single bytes must not cost the square of its length.
      this.#pending += piece;
      return [];
    }
    const lines = (this.#pending + piece).split(/\r\n|\n|\r(?!$)/);
    this.#pending = lines.pop() ?? '';
    const messages: string[] = [];
    for (const line of lines) this.#take(line, messages);
    return messages;
  }

  /** The stream ended: a last message that lacks its empty line still counts, because it may hold the answer. */
  end(): string[] {
    const messages = this.push('\n\n');
    this.#pending = '';
    return messages;
  }

  #take(line: string, messages: string[]): void {
    if (line === '') {
      if (this.#data.length > 0 && (this.#event === '' || this.#event === 'message'))
        messages.push(this.#data.join('\n'));
      this.#data = [];
      this.#event = '';
      return;
    }
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#event = value;
  }
}
