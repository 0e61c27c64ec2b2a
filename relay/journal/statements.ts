import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** What is asked of the database, in words that it has understood before. */
export type Statements = Record<keyof typeof SQL, StatementSync>

const SQL = {
	findMailing: `
		SELECT id, created_at AS createdAt, content_mac AS contentMac, total, highest_attempt AS highestAttempt,
			cancelled_attempt AS cancelledAttempt, user_paused AS userPaused, finished, kept_for AS keptFor
		FROM mailings WHERE owner = ? AND mailing_id = ?`,
	putMailing: `
		INSERT INTO mailings (owner, mailing_id, created_at, content_mac, total, highest_attempt, cancelled_attempt,
			user_paused, finished, kept_for)
		VALUES (:owner, :mailingId, :createdAt, :contentMac, :total, :highestAttempt, :cancelledAttempt,
			:userPaused, :finished, :createdAt)
		ON CONFLICT (owner, mailing_id) DO UPDATE SET created_at = excluded.created_at,
			content_mac = excluded.content_mac, total = excluded.total, highest_attempt = excluded.highest_attempt,
			cancelled_attempt = excluded.cancelled_attempt, user_paused = excluded.user_paused,
			finished = excluded.finished, kept_for = max(kept_for, excluded.kept_for)`,
	keepFor: 'UPDATE mailings SET kept_for = ? WHERE id = ?',

	listMessages: `
		SELECT recipient_id AS recipientId, attempt, state, mac, tries, at, code, scope FROM messages
		WHERE mailing = ? AND (recipient_id, attempt) > (?, ?) ORDER BY recipient_id, attempt LIMIT ?`,
	commit: `
		INSERT INTO messages (mailing, recipient_id, attempt, state, mac, tries, at)
		VALUES (?, ?, ?, 'committing', ?, ?, ?) ON CONFLICT DO NOTHING`,
	release: `DELETE FROM messages WHERE mailing = ? AND recipient_id = ? AND attempt = ? AND state = 'committing'`,
	settle: `
		INSERT INTO messages (mailing, recipient_id, attempt, state, mac, tries, at, code, scope)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (mailing, recipient_id, attempt) DO UPDATE SET state = excluded.state, mac = excluded.mac,
			tries = excluded.tries, at = excluded.at, code = excluded.code, scope = excluded.scope
		WHERE state = 'committing'`,

	addUse: 'INSERT INTO uses (account, at, count) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
	listUses: 'SELECT at, count FROM uses WHERE account = ? AND at > ? ORDER BY at',

	addOptOut: 'INSERT INTO opt_outs (owner, digest, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
	listOptOuts: 'SELECT place, digest, at FROM opt_outs WHERE owner = ? AND place > ? ORDER BY place LIMIT ?',
	forgetOptOuts: 'DELETE FROM opt_outs WHERE place IN (SELECT place FROM opt_outs WHERE at < ? LIMIT ?)',

	oldMailings: 'SELECT id FROM mailings WHERE kept_for < ?',
	forgetMessages: 'DELETE FROM messages WHERE id IN (SELECT id FROM messages WHERE mailing = ? LIMIT ?)',
	forgetMailing: 'DELETE FROM mailings WHERE id = ?',
	nextAccount: 'SELECT min(account) AS account FROM uses WHERE account > ?',
	forgetUses: `
		DELETE FROM uses WHERE account = :account
			AND at IN (SELECT at FROM uses WHERE account = :account AND at < :before LIMIT :slice)`
} as const

/** Prepares every statement once: the tables must be there. */
export function prepareStatements(database: DatabaseSync): Statements {
	return Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)])) as Statements
}
