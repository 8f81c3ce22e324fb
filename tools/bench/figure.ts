/** One line of the table of goals. */
export interface Figure {
  what: string;
  goal: string;
  figure: string;
  /** Null: it could not be measured on these datastores. */
  reached: boolean | null;
}

/** What a measuring program tells this process over IPC. */
export interface Told {
  figures: Figure[];
  /** Lines for programs that read the output. They come last. */
  plain?: string[];
}
