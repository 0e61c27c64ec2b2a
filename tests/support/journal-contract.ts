import { describe, expect, test } from 'vitest'
import { JournalUnavailable, type Journal, type Settled } from '#relay/journal/journal.ts'
import { COMMITTING, MAILING, MESSAGE, NOW, ROW, SENT } from './journal-samples.ts'
import { describeOptOuts } from './journal-opt-outs-contract.ts'
import { describeUses } from './journal-uses-contract.ts'

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

		describeUses(create)
		describeOptOuts(create)
	})
}
