import { describe, expect, test } from 'vitest'
import {
	JournalUnavailable,
	type Committing,
	type Journal,
	type MailingRow,
	type MessageKey,
	type Settled
} from '#relay/journal/journal.ts'

const MAILING = { owner: 'club', mailingId: 'm1' }
const MESSAGE: MessageKey = { ...MAILING, recipientId: 'r1', attempt: 1 }
const NOW = Date.UTC(2026, 10, 22)
const DAY_MS = 24 * 60 * 60 * 1000

const ROW: MailingRow = {
	createdAt: NOW,
	contentMac: 'content-mac',
	total: 3,
	highestAttempt: 1,
	cancelledAttempt: 0,
	userPaused: false,
	finished: false
}
const COMMITTING: Committing = { mac: 'mac', tries: 1, at: NOW, account: 'account' }
const SENT: Settled = { mac: 'mac', tries: 1, at: NOW + 5, outcome: 'sent' }

/** What every journal must do, whatever it is kept in. */
export function describeJournal(name: string, create: () => Promise<Journal>): void {
	describe(name, () => {
		test('has an epoch and a key of its own', async () => {
			const one = await create()
			const other = await create()

			expect(one.key).toHaveLength(32)
			expect(one.epoch).toMatch(/^[\w-]{16,}$/)
			expect(other.epoch).not.toBe(one.epoch)
			expect(other.key).not.toEqual(one.key)
		})

		test('finds a mailing by owner and id, and nothing under another owner', async () => {
			const journal = await create()

			await journal.putMailing(MAILING, ROW)

			expect(await journal.findMailing(MAILING)).toEqual(ROW)
			expect(await journal.findMailing({ ...MAILING, owner: 'other' })).toBeUndefined()
			expect(await journal.findMailing({ ...MAILING, mailingId: 'm2' })).toBeUndefined()
		})

		test('does not mistake one pair of owner and id for another', async () => {
			const journal = await create()

			await journal.putMailing({ owner: 'a', mailingId: 'b_c' }, ROW)

			expect(await journal.findMailing({ owner: 'a_b', mailingId: 'c' })).toBeUndefined()
		})

		test('changes what it is told to and leaves the rest', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)

			await journal.updateMailing(MAILING, { userPaused: true, total: 5 })
			await journal.updateMailing({ ...MAILING, mailingId: 'unknown' }, { userPaused: true })

			expect(await journal.findMailing(MAILING)).toEqual({ ...ROW, userPaused: true, total: 5 })
			expect(await journal.findMailing({ ...MAILING, mailingId: 'unknown' })).toBeUndefined()
		})

		test('keeps its rows to itself', async () => {
			const journal = await create()
			const row = { ...ROW }
			await journal.putMailing(MAILING, row)

			row.total = 99
			const found = await journal.findMailing(MAILING)
			if (found) found.total = 98

			expect((await journal.findMailing(MAILING))?.total).toBe(3)
		})

		test('knows a committing message before it is settled, and its outcome after', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)

			await journal.commit(MESSAGE, COMMITTING)
			const before = await journal.listMessages(MAILING)
			await journal.settle(MESSAGE, SENT)
			const after = await journal.listMessages(MAILING)

			const row = { recipientId: 'r1', attempt: 1, mac: 'mac', tries: 1 }
			expect(before).toEqual([{ ...row, state: 'committing', at: NOW }])
			expect(after).toEqual([{ ...row, state: 'sent', at: NOW + 5 }])
		})

		test('settles a message that was never committed', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			const refused: Settled = { ...SENT, outcome: 'failed', code: 'address-unknown', scope: 'recipient' }

			await journal.settle(MESSAGE, refused)

			const [row] = await journal.listMessages(MAILING)
			expect(row).toMatchObject({ state: 'failed', code: 'address-unknown', scope: 'recipient' })
		})

		test('commits a message once', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			await journal.commit(MESSAGE, COMMITTING)

			await expect(journal.commit(MESSAGE, COMMITTING)).rejects.toThrow()
			await journal.settle(MESSAGE, SENT)
			await expect(journal.commit(MESSAGE, COMMITTING)).rejects.toThrow()
		})

		test('never changes what is decided', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			await journal.settle(MESSAGE, SENT)

			await expect(journal.settle(MESSAGE, { ...SENT, outcome: 'failed' })).rejects.toThrow()
			await journal.release(MESSAGE)

			expect(await journal.listMessages(MAILING)).toMatchObject([{ state: 'sent' }])
		})

		test('lets a released message be committed again', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			await journal.commit(MESSAGE, COMMITTING)

			await journal.release(MESSAGE)
			const released = await journal.listMessages(MAILING)
			await journal.commit(MESSAGE, { ...COMMITTING, tries: 2 })

			expect(released).toEqual([])
			expect(await journal.listMessages(MAILING)).toMatchObject([{ state: 'committing', tries: 2 }])
		})

		test('tells recipients and attempts apart', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)

			await journal.settle(MESSAGE, { ...SENT, outcome: 'failed' })
			await journal.commit({ ...MESSAGE, attempt: 2 }, COMMITTING)
			await journal.settle({ ...MESSAGE, recipientId: 'r2' }, SENT)
			await journal.putMailing({ ...MAILING, owner: 'other' }, ROW)
			await journal.settle({ ...MESSAGE, owner: 'other' }, SENT)

			const rows = await journal.listMessages(MAILING)
			expect(rows.map(({ recipientId, attempt, state }) => `${recipientId} ${attempt} ${state}`).toSorted()).toEqual([
				'r1 1 failed',
				'r1 2 committing',
				'r2 1 sent'
			])
		})

		test('counts a use at each commit, released or not, and at each addUse', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)

			await journal.commit(MESSAGE, COMMITTING)
			await journal.release(MESSAGE)
			await journal.commit(MESSAGE, { ...COMMITTING, at: NOW + 10 })
			await journal.addUse('account', NOW + 20)
			await journal.addUse('another', NOW + 30)

			expect(await journal.listUses('account', 0)).toEqual([
				{ at: NOW, count: 1 },
				{ at: NOW + 10, count: 1 },
				{ at: NOW + 20, count: 1 }
			])
		})

		test('lists the uses after an instant, oldest first, those of one instant together', async () => {
			const journal = await create()
			for (const at of [NOW + 2, NOW, NOW + 1, NOW + 2, NOW + 2]) await journal.addUse('account', at)

			expect(await journal.listUses('account', NOW)).toEqual([
				{ at: NOW + 1, count: 1 },
				{ at: NOW + 2, count: 3 }
			])
			expect(await journal.listUses('unknown', 0)).toEqual([])
		})

		test('forgets uses before an instant, of every account, and no others', async () => {
			const journal = await create()
			await Promise.all(Array.from({ length: 6000 }, (_, n) => journal.addUse(n % 2 === 0 ? 'even' : 'odd', NOW + n)))

			await journal.purge({ mailings: 0, uses: NOW + 5990 })

			expect((await journal.listUses('even', 0)).map(({ at }) => at - NOW)).toEqual([5990, 5992, 5994, 5996, 5998])
			expect(await journal.listUses('odd', 0)).toHaveLength(5)
		})

		test('keeps the order of what is asked for at once', async () => {
			const journal = await create()
			const answered: string[] = []
			const note = (name: string) => () => void answered.push(name)

			await Promise.all([
				journal.putMailing(MAILING, ROW).then(note('put')),
				journal.updateMailing(MAILING, { total: 4 }).then(note('update')),
				journal.commit(MESSAGE, COMMITTING).then(note('commit')),
				journal.release(MESSAGE).then(note('release')),
				journal.commit(MESSAGE, { ...COMMITTING, tries: 2 }).then(note('commit again')),
				journal.settle(MESSAGE, { ...SENT, tries: 2 }).then(note('settle'))
			])

			expect(answered).toEqual(['put', 'update', 'commit', 'release', 'commit again', 'settle'])
			expect(await journal.findMailing(MAILING)).toMatchObject({ total: 4 })
			expect(await journal.listMessages(MAILING)).toMatchObject([{ state: 'sent', tries: 2 }])
		})

		test('of two who commit one message at once, lets one through', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			const keys = Array.from({ length: 300 }, (_, n) => ({ ...MESSAGE, recipientId: `r${n}` }))

			const answers = await Promise.allSettled([...keys, ...keys].map((key) => journal.commit(key, COMMITTING)))

			expect(answers.slice(0, 300).every(({ status }) => status === 'fulfilled')).toBe(true)
			expect(answers.slice(300).every(({ status }) => status === 'rejected')).toBe(true)
			expect(await journal.listMessages(MAILING)).toHaveLength(300)
			expect(await journal.listUses('account', 0)).toEqual([{ at: NOW, count: 300 }])
		})

		test('refuses messages of a mailing that it does not know, and nobody else’s', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			const unknown = { ...MESSAGE, mailingId: 'unknown' }

			const answers = await Promise.allSettled([
				journal.commit(MESSAGE, COMMITTING),
				journal.commit(unknown, COMMITTING),
				journal.settle(unknown, SENT),
				journal.settle(MESSAGE, SENT)
			])

			expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
			expect(await journal.listUses('account', 0)).toEqual([{ at: NOW, count: 1 }])
		})

		test('lists every message of a large mailing, once', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)
			const names = Array.from({ length: 5000 }, (_, n) => `r${n}`)
			await Promise.all(names.map((recipientId) => journal.settle({ ...MESSAGE, recipientId }, SENT)))

			const listed = await journal.listMessages(MAILING)

			expect(listed).toHaveLength(5000)
			expect(new Set(listed.map(({ recipientId }) => recipientId))).toEqual(new Set(names))
		})

		test('writes what was asked for before it was closed, and refuses what comes after', async () => {
			const journal = await create()
			await journal.putMailing(MAILING, ROW)

			const before = journal.commit(MESSAGE, COMMITTING)
			await journal.close()

			await expect(before).resolves.toBeUndefined()
			await expect(journal.settle(MESSAGE, SENT)).rejects.toThrow(JournalUnavailable)
			await expect(journal.commit({ ...MESSAGE, attempt: 2 }, COMMITTING)).rejects.toThrow(JournalUnavailable)
			await expect(journal.addUse('account', NOW)).rejects.toThrow(JournalUnavailable)
		})

		test('forgets a large mailing while others are written', async () => {
			const journal = await create()
			const old = { ...MAILING, mailingId: 'old' }
			await journal.putMailing(old, { ...ROW, createdAt: NOW - 500 * DAY_MS })
			const settled = { ...SENT, at: NOW - 500 * DAY_MS }
			const messages = Array.from({ length: 5000 }, (_, n) => ({ ...old, recipientId: `r${n}`, attempt: 1 }))
			await Promise.all(messages.map((message) => journal.settle(message, settled)))
			await journal.putMailing(MAILING, ROW)

			const purged = journal.purge({ mailings: NOW - 400 * DAY_MS, uses: 0 })
			await journal.commit(MESSAGE, COMMITTING)
			await purged

			expect(await journal.findMailing(old)).toBeUndefined()
			expect(await journal.listMessages(MAILING)).toHaveLength(1)
			await journal.putMailing(old, ROW)
			expect(await journal.listMessages(old)).toEqual([])
		})

		test('forgets mailings whose creation and last record are both too old', async () => {
			const journal = await create()
			const old = NOW - 500 * DAY_MS
			const keyOf = (mailingId: string) => ({ ...MAILING, mailingId })
			await journal.putMailing(keyOf('old'), { ...ROW, createdAt: old })
			await journal.settle({ ...MESSAGE, mailingId: 'old' }, { ...SENT, at: old + 1 })
			await journal.putMailing(keyOf('late'), { ...ROW, createdAt: old })
			await journal.settle({ ...MESSAGE, mailingId: 'late' }, SENT)
			await journal.putMailing(keyOf('new'), ROW)

			await journal.purge({ mailings: NOW - 400 * DAY_MS, uses: 0 })

			expect(await journal.findMailing(keyOf('old'))).toBeUndefined()
			expect(await journal.listMessages(keyOf('old'))).toEqual([])
			expect(await journal.findMailing(keyOf('late'))).toBeDefined()
			expect(await journal.findMailing(keyOf('new'))).toBeDefined()
		})
	})
}
