/** Where mail is handed over. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the start. */
  secure: boolean;
  /** Refuses a server that offers no TLS. A password never goes out in clear. */
  requireTLS: boolean;
  auth?: { user: string; pass: string };
}

const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

/**
 * Reads the URL of a mail server: `smtps://` is TLS from the start, `smtp://` becomes TLS where the server offers it,
 * and must when there is a user.
 */
export function mailServerOf(smtpUrl: string): MailServer {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const hasUser = username !== '';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(port),
    secure,
    requireTLS: hasUser && !secure,
    ...(hasUser && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}
