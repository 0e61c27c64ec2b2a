/** How long a mailbox may take, in ms: to be reached, to say the next thing, and to be read. */
export type MailboxTimeouts = { connectMs: number; silenceMs: number; wholeMs: number }
export const MAILBOX_TIMEOUTS: MailboxTimeouts = { connectMs: 10_000, silenceMs: 20_000, wholeMs: 60_000 }
