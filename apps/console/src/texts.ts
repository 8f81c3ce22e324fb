/** Every English word that the console shows, in one place: who changes the wording, or translates it, reads this file. */
export const texts = {
  product: 'AdCP Orchestrator',
  loading: 'Loading',
  close: 'Close',

  nav: {
    overview: 'Overview',
    attention: 'Attention',
    waiting: 'Waiting',
    operations: 'Operations',
    sellers: 'Publishers',
    deliveries: 'Deliveries',
    subscriptions: 'Subscriptions',
    access: 'Access',
    audit: 'Audit',
  },

  roles: { viewer: 'viewer', trader: 'trader', admin: 'admin', platform_admin: 'platform admin' },

  shell: {
    skip: 'Skip to the content',
    menu: 'Menu',
    navigation: 'Pages',
    tenant: (name: string) => `Tenant: ${name}`,
    search: 'Search purchase order, id, message',
    searchTooShort: (least: number) => `At least ${least} characters`,
    signedInAs: (name: string, role: string) => `Signed in as ${name}, ${role}`,
    colours: 'Colours',
    schemes: { light: 'Light', dark: 'Dark', auto: 'As the system' },
    signOut: 'Sign out',
  },

  signIn: {
    title: 'Sign in',
    lead: 'Every media buy, where it stands, and what you must do.',
    key: 'API key',
    keyHint: 'Exchanged for a session of 12 hours. It is not kept in this browser.',
    submit: 'Sign in',
    company: 'Sign in with your company account',
  },

  live: {
    open: 'live',
    opening: 'connecting',
    cut: 'disconnected',
    openHint: 'What you see changes as it happens',
    cutHint: 'The connection is lost. It is tried again every few seconds; then this page catches up by itself.',
  },

  keys: {
    title: 'Keys',
    list: 'This list',
    search: 'Search',
    down: 'Next row',
    up: 'Row before',
    open: 'Open the row',
  },

  problem: {
    request: 'Request',
    again: 'Try again',
    away: {
      title: 'The service was not reached',
      detail: 'Check the connection of this machine. Nothing was changed, unless you see it here.',
    },
    failed: {
      title: 'This page failed',
      detail: (message: string) => `It is a fault of the console (${message}). Reload the page; if it stays, tell us.`,
    },
  },

  copy: { hint: 'Copy', done: 'Copied', action: (id: string) => `Copy ${id}` },

  confirm: { cancel: 'Cancel' },

  filters: {
    label: 'Filters',
    clear: 'Clear all',
    remove: (what: string) => `Remove the filter ${what}`,
  },

  table: {
    more: 'Loading more',
    news: (count: number) => (count === 1 ? '1 new: show it' : `${count} new: show them`),
  },

  failed: { title: 'This page failed' },

  notFound: {
    title: 'There is no such page',
    why: 'The address leads to nothing. It may have been mistyped, or the page was renamed.',
    wayOut: 'Go to the operations',
  },

  /** A status in two words. */
  status: {
    requested: 'To be sent',
    submitting: 'Being sent',
    pending_approval: 'Waits for approval',
    pending_permission: 'Permission missing',
    pending_input: 'Asks something',
    working: 'Publisher works on it',
    approved: 'Approved',
    in_doubt: 'In doubt',
    timed_out: 'Timed out',
    created: 'Booked',
    active: 'Delivering',
    completed: 'Done',
    failed: 'Failed',
    rejected: 'Rejected',
    canceled: 'Canceled',
  },

  /** Why a person is needed, in two words. */
  attention: {
    in_doubt: 'In doubt',
    timed_out: 'Timed out',
    credential_refused: 'Credential refused',
    permission_missing: 'Permission missing',
    input_required: 'Asks something',
    version_unsupported: 'Version not spoken',
    may_be_booked: 'May be booked',
    late_settlement: 'Settled late',
    conflict: 'Contradiction',
  },

  /** A status as a sentence. */
  sentence: {
    requested: (age: string) => `Waits to be sent, since ${age}`,
    submitting: (seller: string) => `Is being sent to ${seller}`,
    pendingApproval: (seller: string, age: string, estimate: string | null) =>
      `Waits for ${seller}’s approval since ${age}${estimate === null ? '' : ` (${estimate})`}`,
    usually: (ahead: string) => `usually within another ${ahead}`,
    byDefault: (ahead: string) => `no history yet; most answer within another ${ahead}`,
    pendingPermission: (seller: string, age: string) => `${seller} does not let us in, since ${age}`,
    pendingInput: (seller: string, age: string) => `${seller} asks something that one of us must answer, since ${age}`,
    working: (seller: string, age: string) => `${seller} is working on it, since ${age}`,
    approved: (seller: string) => `${seller} has approved it; we are finding out what was booked`,
    inDoubt: (seller: string, age: string) => `We cannot prove whether ${seller} booked this, since ${age}`,
    timedOut: (seller: string, age: string) =>
      `The deadline passed without an answer of ${seller}, ${age} ago; it may still come`,
    created: (seller: string, buy: string | null, late: boolean) =>
      `${seller} booked it${buy === null ? '' : ` as ${buy}`}${late ? ', after the deadline' : ''}`,
    active: (seller: string, buy: string | null) => `${seller} delivers it${buy === null ? '' : ` as ${buy}`}`,
    completed: (seller: string, late: boolean) => `${seller} has done it${late ? ', after the deadline' : ''}`,
    failed: (seller: string) => `It failed at ${seller}: nothing was booked`,
    rejected: (seller: string) => `${seller} rejected it`,
    canceled: 'It was canceled before it was sent',
  },

  operationType: {
    create_media_buy: 'New buy',
    update_media_buy: 'Change',
    sync_creatives: 'Creatives',
  } as Partial<Record<string, string>>,

  operations: {
    title: 'Operations',
    count: (count: string) => `${count} in all`,
    columns: {
      status: 'Status',
      po: 'Purchase order',
      seller: 'Publisher',
      type: 'What',
      budget: 'Budget',
      since: 'Since',
      flight: 'Flight',
      created: 'Handed over',
      user: 'For',
    },
    filters: { status: 'Status', seller: 'Publisher', waitingFor: 'Whose move' },
    kinds: { open: 'Not sent yet', pending: 'At the publisher', attention: 'In doubt or timed out', settled: 'Ended' },
    waitingFor: { seller: 'The publisher’s', desk: 'Ours', us: 'The service’s' },
    searchFor: (text: string) => `Found for “${text}”, the newest first`,
    noneYet: 'No operation yet. They appear here as soon as a desk hands one over: POST /v1/operations.',
    noneMatch: 'No operation matches these filters.',
    clear: 'Show all',
    noOrder: 'without a purchase order',
  },

  operation: {
    summary: 'What was bought',
    timeline: 'What happened',
    request: 'The request, as it was sent',
    fields: {
      budget: 'Budget',
      flight: 'Flight',
      packages: 'Packages',
      brand: 'Brand',
      seller: 'Publisher',
      user: 'For',
      buy: 'Media buy',
      task: 'Task at the publisher',
      deadline: 'Deadline',
      created: 'Handed over',
      attempt: 'Calls made',
      id: 'Operation',
    },
    whatToDo: 'What to do',
    to: 'to',
    more: 'Earlier and later lines',
  },
} as const;
