import type { Operation, Schemas } from './api/types';

type AttentionReason = NonNullable<Operation['attention']>['reason'];

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
    tenants: 'Tenants',
    board: 'The queue board',
    boardNote: 'Hints of all tenants. Whoever empties a queue delays work by seconds, and loses nothing.',
  },

  roles: { viewer: 'viewer', trader: 'trader', admin: 'admin', platform_admin: 'platform admin' },

  shell: {
    skip: 'Skip to the content',
    menu: 'Menu',
    navigation: 'Pages',
    tenant: (name: string) => `Tenant: ${name}`,
    search: 'Search purchase order, id, message, publisher',
    found: 'What is found',
    allFound: (text: string) => `All operations with “${text}”`,
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
    byLink: 'Signing in with the link…',
    company: 'Sign in with your company account',
  },

  money: { unnamed: (amount: string) => `${amount} (currency not named)` },

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

  copy: { hint: 'Copy', done: 'Copied', all: 'Copy all', action: (id: string) => `Copy ${id}` },

  confirm: { back: 'Back', cancel: 'Cancel' },

  access: {
    title: 'Access',
    keys: 'API keys',
    add: 'Make a key',
    make: 'Make the key',
    keyOf: (name: string) => `The key of ${name}`,
    name: 'Who or what uses it',
    nameHint: 'Timelines and the audit show it',
    role: 'Role',
    expires: 'Ends',
    expiresHint: 'Empty: it does not end by itself',
    columns: { name: 'Key', role: 'Role', used: 'Last used', expires: 'Ends', made: 'Made', by: 'Made by' },
    never: 'never',
    ended: 'ended',
    own: 'yours',
    delete: 'Delete',
    deleteTitle: (name: string) => `Delete the key ${name}`,
    deleteMeans: (name: string, used: boolean) =>
      `Whoever uses ${name} is refused within five seconds, and is signed out. ${used ? 'It is in use: ' : ''}programs that have it fail until they get another one.`,
    deleteOwn: 'This is the key that you are signed in with: you are signed out too.',
    people: 'Who signed in lately',
    peopleNone: 'Nobody signed in since the audit began.',
    peopleNote: 'Sessions last twelve hours at most, and end with their key.',
    signedIn: 'signed in',
    seeAudit: 'Everything that was changed is in the audit',
    roles: 'What roles may do',
    rolesAre: {
      viewer: 'Sees everything of the tenant, and changes nothing.',
      trader: 'Also hands operations over and acts on them: asks, retries, cancels, resolves, probes publishers.',
      admin:
        'Also sets up the tenant: its publishers, subscriptions and keys; sends notifications again; reads the audit.',
      platform_admin: 'Also makes tenants, with their limits and pauses. It is the installation’s own key.',
    },
  },

  audit: {
    title: 'Audit',
    note: 'who changed what, the newest first',
    columns: { at: 'When', actor: 'Who', kind: 'What', target: 'Of', detail: 'Detail' },
    filters: { kind: 'What', actor: 'Who', target: 'Of which id', after: 'From', before: 'Before' },
    none: 'Nothing was changed yet. Every change of keys, publishers and subscriptions, and every act on an operation, is written here with its change.',
    noneMatch: 'No line matches these filters.',
    showAll: 'Show all',
    line: 'A line of the audit',
    noDetail: 'Nothing more is worth knowing of it.',
    kinds: {
      'api_key.created': 'made a key',
      'api_key.deleted': 'deleted a key',
      'bulk.created': 'acted on many operations',
      'bulk.stopped': 'stopped an action on many',
      'delivery.redelivered': 'sent a notification again',
      'export.confirmed': 'confirmed an export',
      'export.read': 'exported operations',
      'retention.deleted': 'deleted what was kept for long enough',
      'operation.acknowledged': 'acknowledged an operation',
      'operation.acted': 'acted on an operation',
      'operation.attention_noted': 'took or gave an operation, or noted something',
      'operation.cancel_requested': 'canceled an operation',
      'operation.poll_requested': 'asked about an operation',
      'operation.repeated': 'repeated an operation',
      'operation.resolved': 'resolved an operation',
      'operation.retry_requested': 'retried an operation',
      'seller.changed': 'changed a publisher',
      'seller.created': 'added a publisher',
      'seller.deleted': 'deleted a publisher',
      'session.ended': 'signed out',
      'session.started': 'signed in',
      'subscription.changed': 'changed a subscription',
      'subscription.created': 'subscribed somebody',
      'subscription.deleted': 'deleted a subscription',
      'subscription.recovered': 'recovered what was missed',
      'subscription.secret_rotated': 'replaced a secret',
      'subscription.tested': 'tested a subscription',
      'tenant.changed': 'changed a tenant',
      'tenant.created': 'made a tenant',
    } satisfies Record<Schemas['AuditEntry']['kind'], string> as Partial<Record<string, string>>,
  },

  channels: { webhook: 'Webhook', email: 'Mail', slack: 'Slack' },

  deliveries: {
    title: 'Deliveries',
    one: 'A notification',
    oneOf: (told: string) => `Notification: ${told}`,
    statuses: { pending: 'On its way', delivered: 'Delivered', dead: 'Not delivered', gathered: 'In a digest' },
    failing: 'Not through yet',
    gone: 'a subscription that was deleted',
    columns: {
      status: 'How it stands',
      event: 'What it tells',
      to: 'To',
      operation: 'Operation',
      attempts: 'Attempts',
      error: 'Last error',
      created: 'Since',
    },
    filters: {
      status: 'How it stands',
      channel: 'Channel',
      subscription: 'Subscription',
      event: 'What it tells',
      operation: 'Operation',
    },
    noneYet: 'Nothing was told yet. As soon as an operation moves, each subscription that wants its event is told.',
    nobody: 'Nobody is told anything: there is no subscription yet.',
    noneMatch:
      'No notification matches. If one should have been sent, no subscription wanted it then: see which events, publishers and users they name, and whether they are enabled.',
    seeSubscriptions: 'See the subscriptions',
    showAll: 'Show all',
    fields: {
      to: 'To',
      operation: 'Operation',
      digest: 'Carried by',
      carries: 'Carries',
      created: 'Owed since',
      next: 'Next attempt',
      delivered: 'Delivered',
      eventId: 'Event',
      id: 'Delivery',
    },
    seeDigest: 'the digest',
    seeCarried: 'what is in it',
    body: 'What is sent',
    again: 'Send it again',
    againMeans: (to: string, isDelivered: boolean, isWebhook: boolean) =>
      `It goes to ${to} now${isDelivered ? ', although it was delivered' : ''}. ${
        isWebhook
          ? 'It has the same event id: a receiver that has it already drops it.'
          : 'A person may read it a second time.'
      }`,
    attempts: 'Attempts',
    noAttempts: 'No attempt yet.',
    attempt: {
      number: 'No.',
      at: 'When',
      answer: 'What came back',
      took: 'Took',
      sent: 'sent',
      none: 'no answer:',
      wrote: 'what the receiver wrote',
    },
    now: {
      delivered: (count: number) =>
        count <= 1
          ? 'It was delivered at once. If nobody saw it, look at the receiver.'
          : `It was delivered at attempt ${count}. If nobody saw it, look at the receiver.`,
      gathered: 'It is carried by a digest, which tells what became of it.',
      pending: 'It is about to be sent.',
      failing: (why: string, hint: string) =>
        `It did not get through yet: ${why}. ${hint} It is tried again by itself.`,
      dead: (count: number, why: string, hint: string) =>
        `It was given up after ${count} ${count === 1 ? 'attempt' : 'attempts'}: ${why}. ${hint} Then send it again.`,
      noAttempt: 'nothing was tried',
      gone: 'It was not delivered, and its subscription was deleted: nobody is there to receive it.',
      disabled: (why: string) =>
        `Its subscription is disabled${why === '' ? '' : ` (${why})`}. Enable it, then recover what it missed.`,
      unreachable: 'See whether the receiver runs and can be reached from here.',
      refused: 'The receiver refuses it: see whether it knows our signature or expects a login.',
      notThere: 'Nothing is at this address: see whether it was moved.',
      broken: 'The receiver failed over it: its log says why.',
      declined: 'The receiver declines it: what it wrote says why.',
    },
  },

  recover: {
    action: 'Recover what was missed',
    means:
      'What it wants of the time since then and did not get is sent: what was given up, and what came while it was disabled or not there yet. What it has is not sent twice.',
    since: 'Since',
    limit: 'At most 30 days back',
    owed: (count: number) => (count === 0 ? 'Nothing was missed.' : `${count.toLocaleString()} are on their way.`),
    goOn: (at: string) => `There is more: recover again since ${at}.`,
  },

  events: {
    'operation.requested': 'An operation was handed over',
    'operation.pending_approval': 'Waits for the publisher’s approval',
    'operation.pending_permission': 'The publisher does not let us in',
    'operation.pending_input': 'The publisher asks something',
    'operation.working': 'The publisher works on it',
    'operation.approved': 'Approved',
    'operation.in_doubt': 'In doubt: may be booked',
    'operation.timed_out': 'Timed out',
    'operation.created': 'Booked',
    'operation.active': 'Delivering',
    'operation.completed': 'Done',
    'operation.failed': 'Failed',
    'operation.rejected': 'Rejected',
    'operation.canceled': 'Canceled',
    'operation.conflict_recorded': 'Contradiction',
    'operation.attention': 'Somebody of ours must act',
    'operation.late_settlement': 'Settled after the deadline',
    'operation.overdue': 'Longer than usual',
    'operation.deadline_near': 'Deadline is near',
    'media_buy.creative_deadline_near': 'Creatives are due',
    'seller.circuit_opened': 'A publisher does not answer',
    'seller.circuit_closed': 'A publisher answers again',
    'seller.credential_refused': 'A publisher refuses our credential',
    'subscription.digest': 'Digest',
  },

  dialects: { 'hitl-v1': 'Guide with human approval (hitl-v1)', 'adcp-v3': 'AdCP 3 (adcp-v3)' },

  once: {
    why: 'It is shown this once. The service cannot show it again: copy it now, and put it where it belongs.',
    done: 'I have it',
  },

  sellers: {
    title: 'Publishers',
    add: 'Add a publisher',
    count: (all: number, ill: number) =>
      `${all} in all${ill === 0 ? '' : `, ${ill} ${ill === 1 ? 'needs' : 'need'} somebody`}`,
    onlyFirst: (count: number) => `These are the first ${count}, by id.`,
    none: 'No publisher yet. Add the first one: its address, and the credential that it gave you.',
    noneForOthers: 'No publisher yet. An admin adds the first one.',
    well: 'Well',
    problems: {
      credential_refused: 'Refuses our credential',
      circuit_open: 'Does not answer',
      paused: 'Paused by us',
      errors: 'Many errors',
      polling_late: 'Asked too late',
      tasks_unknown_to_seller: 'Lost tasks of ours',
      tasks_unknown_to_us: 'Tasks unknown to us',
    },
    columns: {
      name: 'Publisher',
      health: 'How it is',
      unended: 'Under way',
      attention: 'Attention',
      errors: 'Errors, 1 h',
      approval: 'Usual approval',
      answered: 'Last answer',
      credential: 'Credential',
    },
    isSet: 'set',
    isNone: 'none',
    errorsOf: (failures: number, calls: number) => `${failures} of ${calls} calls of the last hour failed`,
    usually: (half: string, most: string) => `${half} to ${most}`,
  },

  seller: {
    contact: 'Whom to call',
    noContact: 'Nobody is named. When a buy waits, somebody will look for a phone number here.',
    addContact: 'Say whom to call',
    work: 'What is under way',
    approvals: 'How long its people take',
    calls: 'How its agent answers',
    agreed: 'What is agreed',
    orphans: 'What the two books disagree on',
    problems: 'What is wrong',
    wellMeans: 'It answers, takes our credential, and nothing keeps operations from being sent.',
    since: 'since',
    waits: (count: number, money: string) =>
      `${count.toLocaleString()} ${count === 1 ? 'operation waits' : 'operations wait'}${money === '' ? '' : `, ${money}`}`,
    replaceCredential: 'Replace the credential',
    whatToDo: {
      credential_refused: (name: string) =>
        `Ask ${name} for a valid credential and put it in; then retry the operations that wait.`,
      circuit_open: (name: string) =>
        `Nothing is lost: what waits is sent by itself once ${name} answers. Ask whether its agent runs, and ask it again here.`,
      paused: (name: string) =>
        `One of us paused the sending, to ${name} or of the whole tenant. What was sent is followed all the same.`,
      errors: (name: string) =>
        `Calls are repeated where that is safe. Ask ${name} whether its agent is overloaded; lower limits let us ask less at once.`,
      polling_late: (name: string) =>
        `${name} should have been asked before: outcomes are heard of later, and none is lost. Whoever runs this service sees whether the poller runs.`,
      tasks_unknown_to_seller: (name: string) =>
        `${name} does not list the tasks of these operations any more. Each is asked about by itself; if one stays, ask ${name} what became of it.`,
      tasks_unknown_to_us: (name: string) =>
        `${name} lists open tasks that no operation here belongs to. Ask who asked for them, and have them closed if nobody did.`,
    },
    edit: 'Edit',
    delete: 'Delete',
    deleteMeans: (name: string, id: string) =>
      `${name} is gone from every list, and nothing can be bought from it any more. Its operations stay. The id "${id}" stays taken.`,
    deleteRefused: (name: string, count: number) =>
      `${count.toLocaleString()} ${count === 1 ? 'operation' : 'operations'} at ${name} have no end yet, so it will be refused: cancel or resolve them first.`,
    pause: 'Pause sending',
    resume: 'Resume sending',
    pauseMeans: (name: string, open: number) =>
      `Nothing more is sent to ${name}: new operations wait${open === 0 ? '' : `, and so do the ${open.toLocaleString()} that are not sent yet`}. What was sent is followed all the same, and can still be approved. Deadlines run on.`,
    resumeMeans: (name: string, open: number, money: string) =>
      open === 0
        ? `Nothing waits. From now on operations are sent to ${name} as they come.`
        : `${open.toLocaleString()} ${open === 1 ? 'operation that waits is' : 'operations that wait are'} sent to ${name} at once${money === '' ? '' : `: ${money}`}.`,
    probe: 'Ask it now',
    probeHint: (name: string) => `Sees whether ${name} works: one harmless question, nothing is booked.`,
    works: (name: string) => `${name} works.`,
    worksNot: (name: string) => `Something at ${name} does not work.`,
    tookFor: (text: string) => `It took ${text}.`,
    checks: {
      address: 'Address',
      credential: 'Credential',
      dialect: 'Dialect',
      following: 'Following',
      idempotency: 'Repeating safely',
      sending: 'Sending',
    },
    results: { works: 'works.', warns: 'works, but', fails: 'fails.', unknown: 'not known.' },
    noApprovals: 'Nobody there has approved anything yet. Estimates are general until five approvals are counted.',
    fewApprovals: (count: number) =>
      `${count} ${count === 1 ? 'approval' : 'approvals'} so far; from five on it is known what is usual.`,
    usualApproval: (half: string, most: string, count: number) =>
      `Half take up to ${half}, nine of ten up to ${most} (the last ${count}).`,
    upTo: (text: string) => `up to ${text}`,
    longer: (text: string) => `over ${text}`,
    noCalls: 'No calls in the last hour.',
    callsFailed: (failures: number, calls: number) =>
      failures === 0
        ? `All ${calls.toLocaleString()} calls of the last hour were answered.`
        : `${failures.toLocaleString()} of ${calls.toLocaleString()} calls of the last hour failed.`,
    callsByTime: 'Calls of the last hour, in steps of five minutes',
    callsFailedAt: (at: string, failures: number, calls: number) => `${at}: ${failures} of ${calls} failed`,
    circuit: 'Circuit',
    circuitStates: {
      closed: 'closed: everything is sent',
      open: 'open: nothing is sent until it answers again',
      half_open: 'half open: it is being asked whether it is back',
    },
    askedAgain: 'Asked again',
    lastAnswer: 'Last answer',
    lastFailure: 'Last failure',
    lastError: 'Last error',
    pollLag: 'Asking about tasks',
    onTime: 'on time',
    behind: (text: string) => `${text} behind`,
    open: (count: string) => `${count} not sent yet`,
    pending: (count: string) => `${count} at the publisher`,
    attention: (count: string) => `${count} ${count === '1' ? 'needs' : 'need'} a person`,
    allOperations: 'All its operations',
    mediaBuys: 'Its media buys',
    latest: 'The latest',
    noOperations: 'Nothing was handed over for it yet.',
    noOrphans: (name: string) => `Nothing: ${name} lists the tasks that we know, and no others.`,
    orphansMean: (name: string) => `Ask ${name} about these. Nothing is taken for an operation of ours by elimination.`,
    compared: 'Compared',
    neverCompared: 'Not compared yet. It happens at the start and every hour.',
    oursOnly: (name: string) => `We wait for these, ${name} does not list them`,
    theirsOnly: (name: string) => `${name} lists these, no operation of ours belongs to them`,
    isSet: 'set; never shown, only replaced',
    noCredential: 'none',
    bearerSet: 'set, as a bearer token; never shown, only replaced',
    headerSet: (header: string) => `set, in the header ${header}; never shown, only replaced`,
    modes: {
      none: 'None: it is only asked',
      hmac: 'Signed with a shared secret (HMAC)',
      bearer: 'With a shared secret as a token',
      rfc9421: 'Signed with its own key (RFC 9421)',
    },
    pinned: (count: number) => (count === 1 ? 'one pinned key' : `${count} pinned keys`),
    copyAddress: 'its address here',
    atOnce: (count: number) => `${count} calls at once`,
    perSecond: (rate: number) => `${rate} calls a second`,
    pollEvery: (seconds: number) => `asked at most every ${seconds} s`,
    defaultDeadlines: 'the tenant’s',
    toolCount: (count: number) => `${count} tools`,
    fields: {
      contactName: 'Name',
      phone: 'Phone',
      email: 'Mail',
      note: 'Note',
      agentUrl: 'Address of its agent',
      dialect: 'Dialect',
      credential: 'Credential',
      webhooks: 'Webhooks',
      secret: 'Secret of webhooks',
      keys: 'Keys from',
      previousSecret: 'Secret before ends',
      webhookUrl: 'It sends to',
      limits: 'Limits',
      deadlines: 'Deadlines',
      tools: 'It offers',
      added: 'Added',
      changed: 'Changed',
    },
  },

  sellerForm: {
    addTitle: 'Add a publisher',
    editTitle: (name: string) => `Edit ${name}`,
    add: 'Add the publisher',
    save: 'Save the changes',
    who: 'The publisher',
    name: 'Name',
    id: 'Id',
    idHint: 'Made from the name when empty; it never changes',
    agentUrl: 'Address of its agent',
    agentUrlHint: 'The MCP endpoint',
    dialect: 'Dialect',
    dialectHint: 'It never changes',
    credential: 'Credential',
    credentialNote: 'What the publisher gave you. It is sealed, and never shown again.',
    secretsNote: 'What is set is never shown. Keep it, or replace it as a whole.',
    keep: 'Keep as it is',
    noCredential: 'None',
    bearer: 'Bearer token',
    header: 'In a header',
    headerName: 'Header',
    token: 'Token',
    tokenHint: 'Sealed as soon as it arrives',
    webhooks: 'Webhooks',
    webhooksNote: 'How the publisher proves that a webhook is its own. Without any it is asked.',
    mode: 'How they come',
    secret: 'Secret',
    secretHint: 'The one that the publisher has too',
    secretKept: 'Empty: the one that is set stays, while the way does',
    grace: 'The one before holds for',
    graces: { day: 'a day more', week: 'a week more', none: 'no moment more: it leaked' },
    keysFrom: 'Keys from',
    keySources: { jwks_uri: 'An address of keys (JWKS)', brand_json_url: 'A brand.json', jwks: 'Keys pinned here' },
    keys: 'Keys',
    keysHint: 'JSON: {"keys": [...]}',
    keysAddress: 'Address',
    revocation: 'Address of revoked keys',
    profile: 'Profile',
    profile31: '3.1: also keys for signing requests',
    contact: 'Whom to call',
    contactNote: 'The people who are asked when a buy waits.',
    contactName: 'Name',
    phone: 'Phone',
    email: 'Mail',
    note: 'Note',
    noteHint: 'Office hours, who decides what',
    limits: 'Limits',
    limitsNote: 'How much we ask of its agent.',
    atOnce: 'Calls at once',
    atOnceHint: '16 when empty',
    perSecond: 'Calls a second',
    noLimit: 'No limit when empty',
    poll: 'Seconds between questions',
    pollHint: 'Our own pace when empty',
    deadlines: 'Deadlines',
    deadlinesNote: 'How long operations may take, as ISO 8601 durations such as P2D or PT12H. The tenant’s when empty.',
  },

  subscriptions: {
    title: 'Subscriptions',
    one: 'A subscription',
    count: (count: number) => `${count} in all`,
    add: 'Subscribe somebody',
    subscribe: 'Subscribe',
    save: 'Save the changes',
    edit: 'Edit',
    none: 'Nobody is told anything yet. Subscribe a program (webhook), a person (mail) or a room (Slack).',
    noneForOthers: 'Nobody is told anything yet. An admin subscribes programs, people and rooms.',
    gone: 'There is no such subscription: it may have been deleted.',
    enabled: 'Told',
    disabled: 'Disabled',
    disabledMeans: (why: string) => `Nothing is sent to it: ${why}. Enable it, then recover what it missed.`,
    byHand: 'somebody disabled it',
    columns: { state: 'State', channel: 'Channel', to: 'To', events: 'What', only: 'Only of', rhythm: 'When' },
    everyEvent: 'every turn',
    atOnce: 'at once',
    hourly: 'hourly digest',
    daily: (at: string) => `digest at ${at}`,
    quietFrom: (from: string, to: string) => `quiet ${from} to ${to}`,
    everySeller: 'every publisher',
    everybody: 'everybody',
    urgentAtOnce: 'comes at once, by itself',
    urgentWaits: 'waits for the digest too',
    seeDeliveries: 'What was sent to it',
    fields: {
      channel: 'Channel',
      to: 'To',
      events: 'What',
      seller: 'Publisher',
      user: 'For',
      rhythm: 'When',
      urgent: 'What is pressing',
      secretBefore: 'Secret before ends',
      created: 'Subscribed',
      id: 'Subscription',
    },
    secret: 'The secret that webhooks are signed with',
    test: 'Send a test',
    testResults: {
      delivered: 'It arrived.',
      failed: 'It did not arrive.',
      refused: 'It was not sent: the address is refused.',
    },
    testTook: (took: string, status: number | null) =>
      status === null ? `It took ${took}.` : `The receiver answered ${status} after ${took}.`,
    disable: 'Disable',
    enable: 'Enable',
    disableMeans: (to: string) =>
      `Nothing more is sent to ${to}, and what is on its way is given up. It can be recovered for 30 days once it is enabled again.`,
    enableMeans: (to: string) =>
      `From now on ${to} is told again. What was missed meanwhile is sent when you recover it.`,
    delete: 'Delete',
    deleteMeans: (to: string) => `${to} is not told anything more, and what is on its way is given up.`,
    rotate: 'Replace the secret',
    rotateMeans:
      'A new secret is made, and shown once. For a while both sign: put the new one in at the receiver meanwhile.',
    overlap: 'The one before signs for',
    overlaps: { '24': 'a day more', '1': 'an hour more', '168': 'a week more', '0': 'no moment more: it leaked' },
  },

  subscriptionForm: {
    who: 'Who is told',
    channel: 'By which way',
    to: 'Mail address',
    url: 'Address',
    urlHint: 'It gets a signed POST (Standard Webhooks)',
    slackUrl: 'Address of the incoming webhook',
    slackHint: 'It is kept like a password',
    slackKept: 'Kept like a password. Empty: it stays as it is',
    description: 'What it is for',
    descriptionHint: 'Shown in place of the address',
    what: 'What they are told',
    events: 'Events',
    eventsHint: 'None chosen: every turn',
    seller: 'Publisher',
    everySeller: 'Every publisher',
    user: 'Only what this person asked for',
    userHint: 'As operations name them; empty: everybody',
    when: 'When',
    rhythm: 'How often',
    rhythms: { once: 'Each turn, at once', hourly: 'An hourly digest', daily: 'A daily digest' },
    at: 'At',
    timeZone: 'Time zone',
    urgent: 'What needs a person, and near deadlines, come at once all the same',
    quiet: 'Quiet hours',
    quietHint: 'What comes then waits for their end; what needs a person passes',
    from: 'From',
    until: 'To',
  },

  tenants: {
    title: 'Tenants',
    count: (count: number) => `${count} in all`,
    add: 'Make a tenant',
    make: 'Make it',
    name: 'Name',
    nameHint: 'Unique among tenants',
    keyOf: (name: string) => `The first admin key of ${name}`,
    none: 'No tenant yet.',
    onlyFirst: (count: number) => `These are the ${count} newest.`,
    columns: { name: 'Tenant', state: 'State', limit: 'Requests a second', made: 'Made' },
    sending: 'Sending',
    paused: 'Paused',
    noLimit: 'no limit',
    edit: 'Edit',
    editTitle: (name: string) => `Edit ${name}`,
    save: 'Save the changes',
    limits: 'Limits',
    all: 'Requests a second, all together',
    allHint: 'No limit when empty',
    perKey: 'Requests a second of each key',
    perKeyHint: '5,000 when empty',
    deadlines: 'Deadlines',
    deadlinesNote:
      'How long operations may take where neither the request nor the publisher says so: ISO 8601 durations such as P2D. The service’s when empty.',
    retention: 'Kept for',
    keptOperations: 'Operations that have ended, in days',
    keptOperationsHint: '400 when empty; their timelines go with them',
    keptEvents: 'Events, in days',
    keptEventsHint: '400 when empty; no longer than operations',
    keptDeliveries: 'Notifications, in days',
    keptDeliveriesHint: '30 when empty; no longer than events',
    pause: 'Pause sending',
    resume: 'Resume sending',
    pauseMeans: (name: string) =>
      `Nothing more of ${name} is sent to any publisher. What was sent is followed all the same, and can still be approved. Deadlines run on.`,
    resumeMeans: (name: string) => `What waits of ${name} is sent at once, to all its publishers.`,
    id: 'Tenant',
  },

  needsRole: (needed: string, own: string) =>
    `This page is for the role ${needed}; you are signed in as ${own}. Ask an admin if you need it.`,

  filters: {
    label: 'Filters',
    clear: 'Clear all',
    remove: (what: string) => `Remove the filter ${what}`,
    or: ' or ',
    apply: 'Apply',
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

  attentionPage: {
    title: 'Attention',
    count: (count: string) => (count === '1' ? '1 needs one of us' : `${count} need one of us`),
    sort: 'Oldest first',
    sorts: { largest: 'Largest money first' },
    none: 'Nothing needs a person. Doubts, time-outs, refused credentials, questions and contradictions stand here, with what to do.',
    noneMatch: 'Nothing needs a person that matches these filters.',
    clear: 'Show all',
    toWaiting: 'What waits for publishers',
    nobodyNeeded: 'It needs nobody any more.',
    whatToDo: 'What to do',
    whomToAsk: 'Whom to ask',
    evidence: 'What is known',
    askedAgain: 'Asked again',
    whole: 'The whole operation',
    says: (seller: string) => `${seller} says:`,
    weSaw: 'What we saw:',
    toSeller: (seller: string) => `Settings of ${seller}`,
    actOnAll: (count: string) => `Act on all ${count}`,
    seeAll: (count: string) => `See all ${count}`,
    more: (count: number) => `${count.toLocaleString()} more`,
    /** What is the case. @param money what is at stake; empty when it is not known */
    why: (reason: AttentionReason, seller: string, money: string): string => {
      const stake = money === '' ? '' : ` At stake: ${money}.`;
      switch (reason) {
        case 'restored':
          return `Our database was restored from a backup, and ${seller} shows nothing of this request. It may have been sent before, and booked.${stake}`;
        case 'in_doubt':
          return `We sent it, and cannot prove whether ${seller} booked it. It may have.${stake}`;
        case 'timed_out':
          return `${seller} gave no outcome by the deadline. It may still book it.${stake}`;
        case 'credential_refused':
          return `${seller} refuses our credential, so nothing goes through until it is replaced.${stake}`;
        case 'permission_missing':
          return `${seller} lacks a permission or an authorisation for it. It waits until one is given.${stake}`;
        case 'input_required':
          return `${seller} asks something, and does not go on before it has an answer.${stake}`;
        case 'version_unsupported':
          return `${seller} does not speak the version of AdCP that we send. Nothing was booked.${stake}`;
        case 'may_be_booked':
          return `It ended without a buy, but an earlier call may have booked it. Its purchase order stays held until somebody has looked.${stake}`;
        case 'late_settlement':
          return `${seller} settled it after the deadline. Perhaps it was bought elsewhere by then.${stake}`;
        case 'conflict':
          return `${seller} has said two things that do not go together. Nothing was changed.${stake}`;
      }
    },
    /** What to do, in the words of the buttons. @param reference by what they find it */
    todo: (reason: AttentionReason, seller: string, reference: string): string => {
      switch (reason) {
        case 'restored':
          return `Ask ${seller} for ${reference}: do they have it? If not, send it again. If so, press what they answer.`;
        case 'in_doubt':
        case 'timed_out':
          return `Ask ${seller} for ${reference}: is it booked, and under which id? Then press what they answer. Do not buy it again before.`;
        case 'credential_refused':
          return `Have a valid credential put into the settings of ${seller}, then send it again.`;
        case 'permission_missing':
          return `Ask ${seller} what ${reference} lacks, and see that it is given. We ask again and again by ourselves.`;
        case 'input_required':
          return `Answer ${seller}, who finds it by ${reference}. Then send it again if they want that, or press what they decide.`;
        case 'version_unsupported':
          return `Ask ${seller} which version it speaks, and whoever runs this service to send that one. Then send it again.`;
        case 'may_be_booked':
          return `Ask ${seller} for ${reference}. Then acknowledge with what they say, or send it again if they have nothing.`;
        case 'late_settlement':
          return `If you bought it elsewhere, agree with ${seller} which buy stays. Then acknowledge with what was agreed.`;
        case 'conflict':
          return `Ask ${seller} which is true for ${reference}, then acknowledge with their answer.`;
      }
    },
    /** What to do about many that have one cause. */
    doAll: (reason: AttentionReason, seller: string): string => {
      switch (reason) {
        case 'credential_refused':
          return `Put a valid credential into the settings of ${seller}, then send all of them again.`;
        case 'version_unsupported':
          return `Ask ${seller} which version it speaks, and whoever runs this service to send that one. Then send all of them again.`;
        case 'permission_missing':
          return `Ask ${seller} which permission is missing, and see that it is given. We ask again and again by ourselves.`;
        default:
          return `Ask ${seller} about all of them in one call. Then open each, or act on all of them at once.`;
      }
    },
    /** Why something at a publisher needs a person. One cause may hold many. */
    cause: (reason: AttentionReason, seller: string, count: number): string => {
      const many = count !== 1;
      switch (reason) {
        case 'restored':
          return many
            ? `Does ${seller} have these ${count} from before the restore?`
            : `Does ${seller} have this from before the restore?`;
        case 'in_doubt':
          return many ? `Did ${seller} book these ${count}?` : `Did ${seller} book this?`;
        case 'timed_out':
          return many ? `${seller} let ${count} deadlines pass` : `${seller} let the deadline pass`;
        case 'credential_refused':
          return `${seller} refuses our credential: ${many ? `${count} wait` : '1 waits'}`;
        case 'permission_missing':
          return `A permission is missing at ${seller}: ${many ? `${count} wait` : '1 waits'}`;
        case 'input_required':
          return many ? `${seller} has ${count} questions` : `${seller} asks something`;
        case 'version_unsupported':
          return `${seller} does not speak our version: ${many ? `${count} wait` : '1 waits'}`;
        case 'may_be_booked':
          return many ? `${count} ended at ${seller}, and may be booked` : `It ended at ${seller}, and may be booked`;
        case 'late_settlement':
          return many ? `${seller} settled ${count} after the deadline` : `${seller} settled it after the deadline`;
        case 'conflict':
          return many ? `${seller} contradicts itself ${count} times` : `${seller} contradicts itself`;
      }
    },
  },

  contact: {
    title: (name: string, seller: string | null) => (seller === null ? name : `${name}, ${seller}`),
    unknown: 'Nobody to ask is known at this publisher.',
    add: 'Add a contact',
    askFor: 'Ask for',
    subject: (reference: string) => `Media buy ${reference}`,
    body: (reference: string, money: string) =>
      `Hello,\n\nhow does our media buy ${reference}${money === '' ? '' : ` over ${money}`} stand with you? Is it booked, and under which id?\n\n`,
  },

  firstSteps: {
    lead: 'There is nothing here yet. Three steps lead to a first media buy; the sandbox is a publisher to try with, and nothing there costs money.',
    register: 'Register the sandbox publisher',
    registered: (name: string, others: number) =>
      others === 0 ? `${name} is registered.` : `${name} and ${others} more are registered.`,
    toSellers: 'Publishers',
    done: 'done',
    askAdmin: 'Your role may not register publishers: ask an admin of your organisation.',
    sandboxName: 'Sandbox',
    sandboxHint: 'Start the sandbox in a terminal, in the directory of this service:',
    address: 'Its address',
    send: 'Send a first buy',
    sendHint:
      'A buy of 25,000 USD goes to the sandbox. It is play money: the sandbox only plays a publisher. Its people approve the buy on the sandbox’s own page.',
    sendLater: 'As soon as a publisher is registered.',
    sendReal: 'Your publisher is a real one, and so is the money: fill in what is bought.',
    newBuy: 'New buy',
    askTrader: 'Your role may look, and not buy: ask a trader of your organisation.',
    lookAgain: 'Look again',
    watch: 'See it move',
    watchHint:
      'The buy shows what happens to it, live. What waits, what needs you and how long approvals take then stands here.',
  },

  overview: {
    title: 'Overview',
    needYou: 'need one of us',
    waitForPublishers: 'wait for publishers',
    overdue: 'are overdue',
    overdueColumn: 'Overdue',
    overdueMore: 'longer than usual at their publisher',
    settled: 'settled in 30 days',
    approvals: (half: string, most: string) => `half approved within ${half}, nine of ten within ${most}`,
    waiting: 'Waiting, by publisher and age',
    attention: 'What needs one of us',
    nothingWaits: 'Nothing waits for a publisher.',
    nobodyNeeded: 'Nothing needs a person. Doubts, time-outs and refusals would stand here.',
    publisher: 'Publisher',
    ages: ['to 1 h', '1–4 h', '4–24 h', '1–3 d', 'over 3 d'],
    all: 'All',
    budget: 'Budget',
    morePublishers: (count: number) => `${count} more publishers`,
    moreCauses: (count: number) => `${count} more`,
    settledPerDay: 'Settled per day',
    settledPerDayHint:
      'Chart: how many operations ended on each of the last 30 days. The same numbers are in the table below.',
    others: 'Booked, done or ended otherwise',
    rejected: 'Rejected',
    approvalTimes: 'How long approvals took',
    approvalTimesHint:
      'Chart: how long approvals took on each of the last 30 days. The same numbers are in the table below.',
    half: 'Half within',
    most: 'Nine of ten within',
    asTable: 'As a table, day by day (UTC)',
    day: 'Day',
  },

  usual: {
    range: (half: string, most: string) => (half === most ? half : `${half} to ${most}`),
    hint: (range: string) =>
      `Usually ${range}: half of this publisher’s approvals take no longer than the first, nine of ten no longer than the second`,
    noHistory: 'no history yet',
    noHistoryHint: 'This publisher has too few approvals yet. The bar runs to the deadline',
  },

  waitingPage: {
    title: 'Waiting',
    count: (count: string) => `${count} wait for publishers`,
    overdueCount: (count: string) => `${count} overdue`,
    forWhom: 'For whom',
    parties: { seller: 'For publishers', desk: 'For us', us: 'For the service' },
    overdue: 'Overdue',
    onlyOverdue: 'Only what takes longer than usual',
    overdueWord: 'overdue',
    columns: {
      po: 'Purchase order',
      seller: 'Publisher',
      budget: 'Budget',
      since: 'Waits',
      usual: 'Against the usual time',
      deadline: 'Deadline',
      user: 'For',
      ask: 'Ask',
    },
    ask: 'Ask now',
    askNow: (seller: string) => `Ask now: ${seller}`,
    askHint: (seller: string) => `Asks ${seller}’s system at once. It changes nothing there`,
    asked: (seller: string) => `Asked: ${seller}`,
    askedShort: 'Asked',
    askedHint: 'What it answers shows here within seconds',
    people: (seller: string) => `Whom to ask at ${seller}`,
    none: 'Nothing waits for a publisher. What is handed over and needs an approval stands here until it has one.',
    noneAt: (seller: string) => `Nothing waits for ${seller}.`,
    noneMatch: 'Nothing waits that matches these filters.',
    clear: 'Show all that wait for publishers',
    toOperations: 'All operations',
  },

  whose: { label: 'Whose', mine: (name: string) => `Mine (${name})` },

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
    restored: 'Sent before a restore?',
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

  mediaBuys: {
    title: 'Media buys',
    columns: {
      buy: 'Media buy',
      seller: 'Publisher',
      status: 'Delivery',
      creatives: 'Creatives due',
      asked: 'Last asked',
      changed: 'Last changed',
    },
    filters: { seller: 'Publisher', status: 'Delivery' },
    status: {
      pending: 'Booked, not delivering yet',
      active: 'Delivering',
      paused: 'Paused',
      completed: 'Delivered',
      canceled: 'Ended early',
    },
    noneYet: 'No media buy yet. One appears here as soon as a publisher books an operation.',
    noneMatch: 'No media buy matches these filters.',
    none: 'none said',
    operations: 'What was done to it',
    noOperations: 'No operation names it.',
    facts: 'How it stands',
    fields: {
      status: 'Delivery',
      sellerSays: 'The publisher says',
      creatives: 'Creatives due',
      seller: 'Publisher',
      contact: 'Contact',
      po: 'Purchase order',
      budget: 'Budget',
      flight: 'Flight',
      brand: 'Brand',
      asked: 'Last asked',
      changed: 'Last changed',
      created: 'Booked',
    },
    change: 'Change it',
    creatives: 'Send creatives',
    passed: 'passed',
  },

  operationType: {
    create_media_buy: 'New buy',
    update_media_buy: 'Change',
    add_creative_assets: 'Creatives',
    sync_creatives: 'Creatives',
  } as Partial<Record<string, string>>,

  form: {
    add: 'Add something else',
    another: 'A field of this publisher',
    fieldName: 'Name of the field',
    fieldNameHint: 'Enter adds it, Escape does not',
    entryName: 'Its name',
    addEntry: 'Add one by name',
    addOne: (one: string) => `Add a ${one.toLowerCase()}`,
    remove: (what: string) => `Remove ${what}`,
    formOf: (what: string) => `Form of ${what}`,
    about: (what: string) => `What is it? ${what}`,
    whatIsIt: 'What is it?',
    example: (text: string) => `for example ${text}`,
    wordsHint: 'Enter after each',
    jsonHint: 'As JSON',
    noJson: 'This is no JSON yet, so the form keeps what it had.',
    one: { packages: 'Package', new_packages: 'Package', creatives: 'Creative', assets: 'Creative' } as Partial<
      Record<string, string>
    >,
    /** The forms of a value, by what is fixed, what must be there, or its kind. */
    branches: {
      asap: 'As soon as possible',
      time: 'At a time',
      text: 'By name',
      json: 'With details',
      account_id: 'By its id',
      'brand+operator': 'By brand and operator',
    },
    /** What the fields of AdCP are called in the trade. */
    fields: {
      po_number: { label: 'Purchase order', hint: 'Your number. Without one the service makes one.', example: 'PO-77' },
      brand: { label: 'Brand' },
      domain: { label: 'Domain of the brand', example: 'nova.example' },
      account: { label: 'Account', hint: 'Who is billed at the publisher' },
      account_id: { label: 'Account id', hint: 'As the publisher gave it to you', example: 'acc_1' },
      operator: { label: 'Operator', hint: 'Your domain, or the one of the brand', example: 'desk.example' },
      start_time: { label: 'Flight starts' },
      end_time: { label: 'Flight ends' },
      start_date: { label: 'Flight starts' },
      end_date: { label: 'Flight ends' },
      packages: { label: 'Packages' },
      new_packages: { label: 'Packages to add' },
      product_id: { label: 'Product', hint: 'As the publisher calls it', example: 'premium_sports' },
      pricing_option_id: {
        label: 'Price',
        hint: 'Which price of the product, by the publisher’s name for it',
        example: 'cpm_guaranteed_fixed',
      },
      package_id: { label: 'Package', hint: 'The publisher’s id of it', example: 'pkg_1' },
      budget: { label: 'Budget', example: '25,000' },
      total_budget: { label: 'Total budget', example: '25,000' },
      currency: { label: 'Currency', hint: 'Three letters', example: 'USD' },
      targeting_overlay: { label: 'Targeting' },
      media_buy_id: { label: 'Media buy', hint: 'The publisher’s id of it', example: 'mb_1' },
      buyer_ref: { label: 'Your own reference' },
      creatives: { label: 'Creatives' },
      assets: { label: 'Creatives' },
      creative_id: { label: 'Creative', hint: 'Your id of it', example: 'cr_1' },
      format_id: { label: 'Format' },
      agent_url: { label: 'Whose format it is', example: 'https://creative.adcontextprotocol.org' },
      paused: { label: 'Paused' },
      canceled: { label: 'Cancel it: this cannot be undone' },
      impressions: { label: 'Impressions', example: '1,000,000' },
      geo_countries: { label: 'Countries', hint: 'Two letters each; Enter after each', example: 'US' },
    },
  },

  newOperation: {
    titles: {
      create_media_buy: 'New buy',
      update_media_buy: 'Change of a buy',
      sync_creatives: 'Creatives',
      add_creative_assets: 'Creatives',
    } as Partial<Record<string, string>>,
    open: 'New buy',
    what: 'What',
    publisher: 'Publisher',
    choosePublisher: 'Choose a publisher',
    noPublishers: 'There is no publisher to buy from yet. An admin adds one.',
    toPublishers: 'Publishers',
    mayNot: 'Your key may only read. A trader sends buys.',
    for: 'For',
    forHint: 'Who wants it; every notification names them',
    deadline: 'Give it up after',
    deadlineHint: 'Without an answer by then you are told. A late one still counts.',
    deadlines: {
      '': 'As usual',
      PT1H: '1 hour',
      PT4H: '4 hours',
      PT24H: '1 day',
      P3D: '3 days',
      P7D: '7 days',
      P30D: '30 days',
    },
    example: 'Fill in an example',
    startOver: 'Start over',
    json: 'JSON',
    jsonHint: 'The request as it will be sent. It is the form, and the form is it.',
    send: { create_media_buy: 'Send the buy', update_media_buy: 'Send the change' } as Partial<Record<string, string>>,
    sendOther: 'Send the creatives',
    checking: 'Checking',
    fine: (seller: string) => `${seller} can be sent this.`,
    open_fields: (count: number) =>
      count === 1 ? 'One thing is missing or wrong' : `${count} things are missing or wrong`,
    warnings: 'It can be sent. Look at this first',
    order: (seller: string, money: string) => `${seller} is asked to book ${money}.`,
    cancels: 'This asks the publisher to cancel the buy. It cannot be undone.',
    sentAlready: 'This form was sent already, and became an operation. Open it, or start over for another one.',
    openIt: 'Open it',
  },

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
      brand: 'Brand',
      deadline: 'Deadline',
      buy: 'Media buy',
      assignee: 'Looked after by',
      calls: 'Calls',
      created: 'Handed over',
      user: 'For',
    },
    overdue: 'overdue',
    filters: {
      status: 'Status',
      seller: 'Publisher',
      type: 'What',
      waitingFor: 'Whose move',
      attention: 'Needs a person',
      overdue: 'Overdue',
      user: 'For',
      po: 'Purchase order',
      after: 'Handed over from',
      before: 'Handed over until',
    },
    all: 'All',
    kinds: { open: 'Not sent yet', pending: 'At the publisher', attention: 'In doubt or timed out', settled: 'Ended' },
    quick: 'How many there are',
    waitingFor: { seller: 'The publisher’s', desk: 'Ours', us: 'The service’s' },
    searchFor: (text: string) => `Found for “${text}”, the newest first`,
    noneYet: 'No operation yet. They appear here as soon as a desk hands one over: POST /v1/operations.',
    noneMatch: 'No operation matches these filters.',
    clear: 'Show all',
    send: 'New buy',
    noOrder: 'without a purchase order',
    columnsMenu: 'Columns',
    columnsReset: 'As at first',
    views: {
      menu: 'Views',
      none: 'None saved yet. Choose filters and an order, then save them here under a name.',
      save: 'Save this view',
      name: 'Name of the view',
      link: 'Copy the link to this view',
      copied: 'The link is copied',
      remove: (name: string) => `Remove the view ${name}`,
    },
  },

  /** One action on many operations. */
  bulk: {
    select: 'Choose',
    selectKey: 'Choose the row',
    selectRow: (what: string) => `Choose ${what}`,
    selectLoaded: 'Choose all that are loaded',
    chosen: (count: number, money: string) => `${count.toLocaleString()} chosen${money === '' ? '' : ` · ${money}`}`,
    chooseAll: (count: string) => `Choose all ${count} that match`,
    reading: (count: number) => `Reading ${count.toLocaleString()} …`,
    tooMany: 'More than 10,000 match: one job acts on at most so many. Narrow the filters.',
    clear: 'Choose none',
    actions: {
      poll: 'Ask the publishers now',
      cancel: 'Cancel',
      retry: 'Send again',
      acknowledge: 'Acknowledge',
      resolve: 'Record as not booked',
    },
    title: {
      poll: (count: string) => `Ask the publishers about ${count}`,
      cancel: (count: string) => `Cancel ${count}`,
      retry: (count: string) => `Send ${count} again`,
      acknowledge: (count: string) => `Acknowledge ${count}`,
      resolve: (count: string) => `Record ${count} as not booked`,
    },
    operations: (count: number) => (count === 1 ? '1 operation' : `${count.toLocaleString()} operations`),
    looking: 'Finding out what would happen. Nothing is done yet.',
    possible: (count: number, money: string) =>
      `${count === 1 ? 'For 1 operation' : `For ${count.toLocaleString()} operations`}${money === '' ? '' : `, ${money}`}`,
    refused: (count: number) => `${count.toLocaleString()} refused`,
    nothing: 'It is possible for none of them.',
    accept: 'Also send those that may be bought twice then',
    acceptHint: 'Without it only those go out again that cannot be bought twice.',
    end: 'What became of them',
    ends: { failed: 'Failed', rejected: 'Rejected by the publisher', canceled: 'Withdrawn' },
    note: 'Who said so, and how',
    noteHint: 'It goes into the timeline of each.',
    twice: (money: string) => `If the publishers did book the first ones, this buys them twice: ${money} more.`,
    running: (action: string) => `${action}: under way`,
    done: (action: string) => `${action}: done`,
    stopped: (action: string) => `${action}: stopped`,
    progress: (done: number, total: number) => `${done.toLocaleString()} of ${total.toLocaleString()}`,
    stop: 'Stop',
    stopHint: 'What is under way ends, nothing else begins. What was done stays done.',
    dismiss: 'Close',
    details: 'What was refused, and why',
    by: (name: string) => `by ${name}`,
    each: 'What became of each',
    job: 'Bulk action',
    jobs: 'Bulk actions',
    jobsNote: 'Of the last 30 days',
    noJobs: 'Nothing was done to many operations at once yet. Choose some in the list of operations.',
    noneMatch: 'None is in this state.',
    items: 'What became of each',
    columns: {
      action: 'What',
      status: 'State',
      progress: 'How far',
      refused: 'Refused',
      by: 'By',
      begun: 'Begun',
      ended: 'Ended',
      operation: 'Operation',
      became: 'Became',
      why: 'What it means, or why not',
      made: 'Made',
    },
    statuses: { running: 'Under way', done: 'Done', stopped: 'Stopped' },
    itemStatuses: { waiting: 'Waits', done: 'Done', refused: 'Refused' },
  },

  operation: {
    summary: 'What was bought',
    timeline: 'What happened',
    request: 'The request, as it was sent',
    raw: 'As JSON',
    readable: 'Readable',
    result: 'The publisher’s result',
    fields: {
      budget: 'Budget',
      flight: 'Flight',
      packages: 'Packages',
      brand: 'Brand',
      targeting: 'Targeting',
      creatives: 'Creatives',
      more: 'Also',
      seller: 'Publisher',
      contact: 'Contact',
      user: 'For',
      buy: 'Media buy',
      creativesDue: 'Creatives due',
      task: 'Task at the publisher',
      sellerSays: 'The publisher says',
      message: 'Its last words',
      error: 'What went wrong',
      estimate: 'Probably approved',
      deadline: 'Deadline',
      created: 'Handed over',
      settled: 'Ended',
      attempt: 'Calls made',
      nextPoll: 'Asked again',
      id: 'Operation',
      canceling: 'Asked to cancel',
      waiting: 'Held back',
    },
    package: (index: number) => `Package ${index}`,
    estimate: (half: string | null, most: string) =>
      half === null ? `by ${most}` : `half by ${half}, nearly all by ${most}`,
    byDefault: 'general guess, no history yet',
    toPublisher: 'to all operations with it',
    whatToDo: 'What to do',
    attentionSince: 'needs a person since',
    lookedAfter: (name: string) => `${name} looks after it`,
    nobody: 'Nobody looks after it yet',
    to: 'to',
    more: 'Earlier and later lines',
    acknowledge: 'Acknowledge',
    deadlinePassed: 'passed',
  },

  operationActions: {
    more: 'More actions',
    ask: (seller: string) => `Ask ${seller} now`,
    askMeans: (seller: string) =>
      `${seller} is asked now. What it answers shows here within seconds. It changes nothing there.`,
    cancel: 'Cancel it',
    cancelMeans: (seller: string, money: string) =>
      `Nothing was sent to ${seller}, and nothing will be.${money === '' ? '' : ` ${money} are not spent.`}`,
    booked: (seller: string) => `${seller} booked it`,
    did: (seller: string) => `${seller} did it`,
    notBooked: (seller: string) => `${seller} did not book it`,
    notDone: (seller: string) => `${seller} did not do it`,
    bookedMeans: (seller: string, money: string) =>
      `It is recorded as booked, on your word${money === '' ? '' : `: ${money} are spent`}. ${seller} is not asked any more. If it says otherwise later, that is recorded as a contradiction and changes nothing.`,
    notBookedMeans: (seller: string, money: string) =>
      `It is recorded as not booked, on your word${money === '' ? '' : `: ${money} are free again`}. ${seller} is not asked any more. If it did book it after all, the buy runs and nobody here knows of it.`,
    how: 'What they answered',
    ends: {
      rejected: 'They rejected it',
      failed: 'It failed there',
      canceled: 'It was withdrawn',
    },
    mediaBuyId: 'Their id of the media buy',
    mediaBuyIdHint: 'Ask for it: changes and creatives need it.',
    creativeDeadline: 'Until when they take creatives',
    reason: 'Their reason',
    note: 'Who said so, and how',
    noteHint: 'It goes into the timeline: “Jo at Acme, by telephone, 2 March”.',
    optional: 'optional',
    again: 'Send it again',
    againMeans: (seller: string) => `The same request goes out to ${seller} again.`,
    repeatMeans: (seller: string, money: string) =>
      `This one stays as it ended. A new operation sends the same request to ${seller}${money === '' ? '' : `, for ${money}`}.`,
    twice: (seller: string, money: string) =>
      money === ''
        ? `If ${seller} did book the first one, this buys it twice.`
        : `If ${seller} did book the first one, this buys it twice: ${money} in all.`,
    recognises: (seller: string) =>
      `${seller} promises to recognise a repetition for a while; within it, it is not booked twice.`,
    accept: 'Send it all the same',
    acceptHint: (seller: string) =>
      `Without it, it is sent only if ${seller} recognises the repetition. Better: ask ${seller} first.`,
    correct: 'Correct and send again',
    acknowledge: 'Acknowledge',
    acknowledgeMeans:
      'It leaves the attention list, with your note in the timeline. Nothing else changes; what comes later asks for a person again.',
    take: 'I look after it',
    noteAttention: 'Who looks after it',
    noteMeans: 'Everybody who reads the operation sees it, while a person is needed.',
    assignee: 'Looked after by',
    knownNote: 'What is known',
    changedTitle: 'It has changed since you opened this',
    changedThen: 'Nothing was done. If you still want it, press the button again.',
    changedNothing: 'Only what is known about it changed.',
  },

  correction: {
    title: (what: string) => `Correct ${what}`,
    lead: (seller: string, money = '') =>
      `The corrected request goes to ${seller} as a new operation${money === '' ? '' : `, for ${money}`}. The one that ended stays as it is.`,
    was: 'Why it ended',
    send: 'Send it corrected',
    valid: 'The request is complete: it can be sent.',
    checking: 'Checking …',
    notNow: 'Only what failed or was rejected can be corrected.',
    repeated: 'It was sent again already, as another operation.',
    toRepetition: 'Go to that one',
    back: 'Back to the operation',
  },

  related: {
    title: 'Related',
    repeats: 'Repeats',
    repeatedBy: 'Repeated by',
    buy: 'The media buy',
    sameOrder: 'Same purchase order',
    booking: 'Booked it',
  },

  story: {
    tabs: { all: 'All', calls: 'Calls', told: 'Told' },
    none: {
      all: 'Nothing has happened yet.',
      calls: 'No call was made yet.',
      told: 'Nobody was told of it. A subscription whose events it has would: see Subscriptions.',
    },
    attempt: (attempt: number) => `attempt ${attempt}`,
    http: (status: number) => `HTTP ${status}`,
    by: (actor: string) => `by ${actor}`,
    told: (event: string, whom: string) => `told ${whom}: ${event}`,
    webhook: (url: string) => url,
    email: (to: string) => `${to} (mail)`,
    slack: (url: string) => `${url} (Slack)`,
    unknown: 'a subscription that is gone',
    delivery: { pending: 'not arrived yet', gathered: 'in a digest', delivered: 'arrived', dead: 'given up' },
    after: 'after',
    tries: (count: number) => (count === 1 ? '1 attempt' : `${count} attempts`),
    openDelivery: 'The delivery',
    answer: 'Answer',
    noAnswer: 'no answer',
    payload: 'What was sent',
    show: 'Show what is known of this line',
    sources: {
      intake: 'Handed over',
      lease: 'We',
      response: 'Answer',
      poll: 'Asked',
      webhook: 'Webhook',
      reconcile: 'Compared',
      operator: 'A person',
      timer: 'Clock',
    } as Partial<Record<string, string>>,
  },
} as const;
