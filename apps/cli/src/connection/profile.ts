/** Where an API is, and by what key. */
export interface Profile {
  url: string;
  key?: string;
  /** A file that holds the key, such as a mounted secret. */
  key_file?: string;
}

export interface ProfilesFile {
  /** The one that is used when none is named. */
  default?: string;
  profiles: Record<string, Profile>;
}
