interface FormatWords {
  what: string;
  suggestion: string;
}

const formats: Record<string, FormatWords> = {
  'date-time': {
    what: 'a date and time that exists, with its offset',
    suggestion: 'Write it like 2027-03-01T09:00:00Z or 2027-03-01T10:00:00+01:00.',
  },
  date: { what: 'a date that exists', suggestion: 'Write it like 2027-03-01.' },
  uri: { what: 'an absolute URL', suggestion: 'Write it like https://desk.example/reports.' },
  'uri-template': { what: 'a URL template', suggestion: 'Write it like https://desk.example/{id}.' },
  email: { what: 'a mail address', suggestion: 'Write it like kim@desk.example.' },
};

/** @returns how a person calls a format, and an example of it */
export function formatWords(format: string): FormatWords {
  return formats[format] ?? { what: `of the format "${format}"`, suggestion: 'Write it in that format.' };
}
