/** What every sender is given to do. */

const TEXT_LENGTH = 2000
/** An attachment, where there is one. */
export const ATTACHMENT_OCTETS = 200_000

/** So many messages over so many connections to the server on a port, each with so many attachments. */
export type Work = { port: number; count: number; connections: number; attachments?: number }

/** What a sender took for it. */
export type Took = { perSecond: number; cpuPerThousand: number }

/** The text of each message, in French. */
export const textOf = (): string =>
	'Bonjour à toutes et à tous. '.repeat(Math.ceil(TEXT_LENGTH / 28)).slice(0, TEXT_LENGTH)
