import { describe, expect, test } from 'vitest'
import type { MailingLog } from '#shared/mailing.ts'
import type { ResultEvent } from '#shared/wire/event.ts'
import { sentMailing, useReturnsBench } from '#tests/support/returns-bench.ts'
import { database } from '#web/db/database.ts'
import { applyResults } from '#web/db/mailing-logs.ts'

const bench = useReturnsBench()
const NEWS = sentMailing('news', { progress: 'open' })
const WAITING = (): Partial<MailingLog> => ({ status: 'submitted', messageId: '' })

const result = (n: number, part: Partial<ResultEvent> = {}, mailing = NEWS): ResultEvent => ({
	...{ type: 'result', seq: n, recipientId: `${mailing.id}-${n}`, attempt: 1, outcome: 'sent' },
	...{ messageId: `<${n}@example.org>`, tries: 1, at: '2026-11-22T18:00:01.000Z' },
	...part
})
const UNKNOWN = { outcome: 'failed', scope: 'recipient', code: 'address-unknown', reply: '550 5.1.1 No' } as const

const apply = (results: ResultEvent[], mailing = NEWS) => applyResults(mailing.id, results, { run: 'r', lastSeq: 1 })
const refused = () => database().refusedAddresses.toArray()

describe('results', () => {
	test('refuse an address that a server does not know, from here on', async () => {
		await bench.sent(NEWS, 2, WAITING)

		await apply([result(1, UNKNOWN), result(2)])

		expect(await refused()).toEqual([
			{
				...{ address: 'm1@example.org', at: '2026-11-22T18:00:01.000Z', code: 'address-unknown' },
				...{ reply: '550 5.1.1 No', mailingId: 'news' }
			}
		])
	})

	test.each([
		['a full mailbox', { ...UNKNOWN, code: 'mailbox-full' }],
		['a refusal for another reason', { ...UNKNOWN, code: 'address-refused' }],
		['a refusal of the account', { ...UNKNOWN, scope: 'account' }],
		['an uncertain one', { outcome: 'uncertain', scope: 'connection', code: 'connection-lost' }]
	] as const)('refuse nothing for %s', async (_, part) => {
		await bench.sent(NEWS, 1, WAITING)

		await apply([result(1, part)])

		expect(await refused()).toEqual([])
	})

	test('refuse nothing for what the sandbox says', async () => {
		const trial = sentMailing('trial', { sandbox: true })
		await bench.sent(trial, 1, WAITING)

		await apply([result(1, UNKNOWN, trial)], trial)

		expect(await refused()).toEqual([])
	})

	test('lift a refusal once the server takes the address again, unless it had come back', async () => {
		await bench.sent(NEWS, 2, WAITING)
		const earlier = { at: '2026-10-01T00:00:00.000Z', code: 'address-unknown', reply: '', mailingId: 'old' } as const
		await database().refusedAddresses.bulkPut([
			{ ...earlier, address: 'm1@example.org' },
			{ ...earlier, address: 'm2@example.org', bounced: true }
		])

		await apply([result(1), result(2)])

		expect((await refused()).map(({ address }) => address)).toEqual(['m2@example.org'])
	})
})
