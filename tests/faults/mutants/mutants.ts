import type { Rule } from '#tests/faults/check/trial.ts'

/**
 * Parts of the relay that are broken on purpose, so that the checker shows that it would notice. Each file stands in for
 * a module of the relay, which stays as it is: install.ts leads the process there.
 */
export const MUTANTS = {
	/** The whole message goes out, and only then its committing is written down: no octet is held back. */
	'early-end': { replaces: 'relay/mail/smtp-mailer.ts', seenAs: ['twice'] },
	/** Nothing is written down before the end of a message. */
	'no-committing': { replaces: 'relay/journal/sqlite.ts', seenAs: ['twice'] },
	/** What an earlier process wrote down is not found. */
	'keys-ignored': { replaces: 'relay/journal/sqlite.ts', seenAs: ['twice'] },
	/** Every seventh recipient is left out. */
	'skips-some': { replaces: 'relay/mailings/send-queue.ts', seenAs: ['lost'] },
	/** A mark without a result counts as not sent. */
	'marks-forgotten': { replaces: 'relay/journal/sqlite.ts', seenAs: ['twice', 'sent-again'] },
	/** A mark without a result counts as sent. */
	'marks-believed': { replaces: 'relay/journal/sqlite.ts', seenAs: ['false-sent'] },
	/** Results are told before they are on disk. */
	'told-too-soon': { replaces: 'relay/journal/sqlite.ts', seenAs: ['result-changed', 'miscounted'] },
	/** A connection lost after the end of a message counts as a success. */
	hopeful: { replaces: 'relay/mail/smtp-mailer.ts', seenAs: ['false-sent'] }
} as const satisfies Record<string, { replaces: string; seenAs: readonly Rule[] }>

export type Mutant = keyof typeof MUTANTS
