import { randomBytes } from 'node:crypto'
import {
	JournalUnavailable,
	type Journal,
	type MailingKey,
	type MailingRow,
	type MessageKey,
	type MessageRow,
	type OptOut,
	type Use
} from './journal.ts'

const KEY_OCTETS = 32
const EPOCH_OCTETS = 16

type Entry = { mailing: MailingRow; messages: Map<string, MessageRow>; lastAt: number }

/** A journal that lives as long as the process: the first engine, and the measure of those on disk. */
export function createMemoryJournal(): Journal {
	const entries = new Map<string, Entry>()
	const uses = new Map<string, Use[]>()
	const optOuts: (OptOut & { owner: string; place: number })[] = []
	let lastPlace = 0
	let closed = false
	const mustBeOpen = () => {
		if (closed) throw new JournalUnavailable('closed')
	}

	return {
		epoch: randomBytes(EPOCH_OCTETS).toString('base64url'),
		key: new Uint8Array(randomBytes(KEY_OCTETS)),

		async findMailing(key) {
			const row = entries.get(nameOf(key))?.mailing
			return row && { ...row }
		},
		async putMailing(key, row) {
			mustBeOpen()
			const known = entries.get(nameOf(key)) ?? { messages: new Map<string, MessageRow>(), lastAt: 0 }
			entries.set(nameOf(key), { ...known, mailing: { ...row } })
		},
		async updateMailing(key, changes) {
			mustBeOpen()
			const row = entries.get(nameOf(key))?.mailing
			if (row) Object.assign(row, changes)
		},

		async listMessages(key) {
			return [...(entries.get(nameOf(key))?.messages.values() ?? [])].map((row) => ({ ...row }))
		},
		async commit(key, { account, ...committing }) {
			mustBeOpen()
			const entry = getEntry(entries, key)
			if (entry.messages.has(messageName(key))) throw new Error('this message has been committed before')
			write(entry, { ...rowOf(key), ...committing, state: 'committing' })
			countUse(uses, account, committing.at)
		},
		async release(key) {
			mustBeOpen()
			const messages = entries.get(nameOf(key))?.messages
			if (messages?.get(messageName(key))?.state === 'committing') messages.delete(messageName(key))
		},
		async settle(key, { outcome, ...settled }) {
			mustBeOpen()
			const entry = getEntry(entries, key)
			const before = entry.messages.get(messageName(key))
			if (before && before.state !== 'committing') throw new Error('this message has been decided before')
			write(entry, { ...rowOf(key), ...settled, state: outcome })
		},

		async addUse(account, at) {
			mustBeOpen()
			countUse(uses, account, at)
		},
		async listUses(account, after) {
			return (uses.get(account) ?? []).filter(({ at }) => at > after).map((use) => ({ ...use }))
		},

		async addOptOut(owner, { digest, at }) {
			mustBeOpen()
			if (optOuts.some((known) => known.owner === owner && known.digest === digest)) return
			lastPlace += 1
			optOuts.push({ owner, digest, at, place: lastPlace })
		},
		async listOptOuts(owner, { after, limit }) {
			return optOuts
				.filter((each) => each.owner === owner && each.place > after)
				.slice(0, limit)
				.map(({ digest, at, place }) => ({ digest, at, place }))
		},

		async purge(before) {
			mustBeOpen()
			const kept = optOuts.filter(({ at }) => at >= before.mailings)
			optOuts.splice(0, optOuts.length, ...kept)
			for (const [name, { mailing, lastAt }] of entries) {
				if (lastAt < before.mailings && mailing.createdAt < before.mailings) entries.delete(name)
			}
			for (const [account, all] of uses) {
				uses.set(
					account,
					all.filter(({ at }) => at >= before.uses)
				)
			}
		},
		async close() {
			closed = true
		}
	}
}

function getEntry(entries: Map<string, Entry>, key: MailingKey): Entry {
	const entry = entries.get(nameOf(key))
	if (!entry) throw new Error('no such mailing in the journal')
	return entry
}

function write(entry: Entry, row: MessageRow): void {
	entry.messages.set(messageName(row), row)
	entry.lastAt = Math.max(entry.lastAt, row.at)
}

function countUse(uses: Map<string, Use[]>, account: string, at: number): void {
	const known = uses.get(account) ?? []
	uses.set(account, known)
	const index = known.findLastIndex((use) => use.at <= at)
	const use = known[index]
	if (use?.at === at) use.count += 1
	else known.splice(index + 1, 0, { at, count: 1 })
}

const nameOf = ({ owner, mailingId }: MailingKey): string => JSON.stringify([owner, mailingId])
const messageName = ({ recipientId, attempt }: Pick<MessageKey, 'recipientId' | 'attempt'>): string =>
	`${recipientId}/${attempt}`
const rowOf = ({ recipientId, attempt }: MessageKey) => ({ recipientId, attempt })
