/** One notification as a person reads it, before mail or chat give it a form. */
export interface PersonMessage {
  /** One line: publisher, what was bought, what became of it. */
  title: string;
  /** What happened, in a sentence. */
  text: string;
  /** What the reader has to do. */
  whatToDo: string;
  facts: readonly Fact[];
  /** What a digest names; empty for a single notification. */
  items: readonly MessageItem[];
  /** What `items` leaves out, in words; null when nothing. */
  more: string | null;
  /** Where the operation is shown, or those of a digest; null without a public URL, or when no operation is meant. */
  link: string | null;
  /** What the link does. */
  linkText: string;
  /** Messages of one thread belong together: an operation's id. Null when there is none. */
  thread: string | null;
}

export interface Fact {
  label: string;
  value: string;
}

/** One operation of a digest. */
export interface MessageItem {
  /** Above the first one of each part: what the part is. */
  heading: string | null;
  title: string;
  text: string;
  link: string | null;
}
