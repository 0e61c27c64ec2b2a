import { randomBytes } from 'node:crypto'
import type { Journal, MailingKey, MailingRow, MessageKey, MessageRow } from './journal.ts'

const USE_KEPT_MS = 24 * 60 * 60 * 1000
const KEY_OCTETS = 32
const EPOCH_OCTETS = 16

type Entry = { mailing: MailingRow | undefined; messages: Map<string, MessageRow>; lastAt: number }

/** A journal that lives as long as the process: the first engine, and the measure of those on disk. */
export function createMemoryJournal(): Journal {
	const entries = new Map<string, Entry>()
	const uses = new Map<string, number[]>()

	return {
		epoch: randomBytes(EPOCH_OCTETS).toString('base64url'),
		key: new Uint8Array(randomBytes(KEY_OCTETS)),

		async findMailing(key) {
			const row = entries.get(nameOf(key))?.mailing
			return row && { ...row }
		},
		async putMailing(key, row) {
			entryOf(entries, key).mailing = { ...row }
		},
		async updateMailing(key, changes) {
			const row = entries.get(nameOf(key))?.mailing
			if (row) Object.assign(row, changes)
		},

		async listMessages(key) {
			return [...(entries.get(nameOf(key))?.messages.values() ?? [])].map((row) => ({ ...row }))
		},
		async commit(key, { account, ...committing }) {
			const entry = entryOf(entries, key)
			if (entry.messages.has(messageName(key))) throw new Error('this message has been committed before')
			write(entry, { ...rowOf(key), ...committing, state: 'committing' })
			countUse(uses, account, committing.at)
		},
		async release(key) {
			const messages = entries.get(nameOf(key))?.messages
			if (messages?.get(messageName(key))?.state === 'committing') messages.delete(messageName(key))
		},
		async settle(key, { outcome, ...settled }) {
			const entry = entryOf(entries, key)
			const before = entry.messages.get(messageName(key))
			if (before && before.state !== 'committing') throw new Error('this message has been decided before')
			write(entry, { ...rowOf(key), ...settled, state: outcome })
		},

		async addUse(account, at) {
			countUse(uses, account, at)
		},
		async findUse(account, n) {
			return uses.get(account)?.at(-n)
		},

		async purge(before) {
			for (const [name, { mailing, lastAt }] of entries) {
				if (lastAt < before && (mailing?.createdAt ?? 0) < before) entries.delete(name)
			}
		},
		async close() {}
	}
}

function entryOf(entries: Map<string, Entry>, key: MailingKey): Entry {
	const name = nameOf(key)
	const known = entries.get(name)
	if (known) return known
	const made: Entry = { mailing: undefined, messages: new Map(), lastAt: 0 }
	entries.set(name, made)
	return made
}

function write(entry: Entry, row: MessageRow): void {
	entry.messages.set(messageName(row), row)
	entry.lastAt = Math.max(entry.lastAt, row.at)
}

function countUse(uses: Map<string, number[]>, account: string, at: number): void {
	const times = uses.get(account) ?? []
	const first = times.findIndex((time) => time > at - USE_KEPT_MS)
	const expired = first === -1 ? times.length : first
	// Moving a long array for every use would cost more than the few old ones it holds.
	if (expired > 1000) times.splice(0, expired)
	times.push(at)
	uses.set(account, times)
}

const nameOf = ({ owner, mailingId }: MailingKey): string => JSON.stringify([owner, mailingId])
const messageName = ({ recipientId, attempt }: Pick<MessageKey, 'recipientId' | 'attempt'>): string =>
	`${recipientId}/${attempt}`
const rowOf = ({ recipientId, attempt }: MessageKey) => ({ recipientId, attempt })
