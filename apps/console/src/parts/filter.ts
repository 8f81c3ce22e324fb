export interface FilterOption {
  value: string;
  label: string;
}

export interface Filter {
  /** Its name in the address. */
  name: string;
  /** What it chooses, before something is chosen: "Publisher". */
  label: string;
  /** One of these. */
  options?: readonly FilterOption[];
  /** Several of the options, by commas in the address. */
  isMany?: boolean;
  /** Without options: a text or a day that is typed. */
  kind?: 'text' | 'day';
}

/** What a chip of any kind is given. */
export interface ChipProps {
  filter: Filter;
  value: string | undefined;
  choose: (value: string | undefined) => void;
}
