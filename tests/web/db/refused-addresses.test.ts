import { describe, expect, test } from 'vitest'
import { useFreshDatabase } from '#tests/support/database.ts'
import { unwrap } from '#tests/support/unwrap.ts'
import {
	addRefusedAddresses,
	findRefusedAddress,
	listRefusedAddresses,
	removeRefusedAddress
} from '#web/db/refused-addresses.ts'
import type { RefusedAddress } from '#web/db/schema.ts'

useFreshDatabase()

const refused = (address: string, at = '2026-11-01T10:00:00.000Z'): RefusedAddress => ({
	...{ address, at, code: 'address-unknown', reply: '550 5.1.1 User unknown', mailingId: 'm1' }
})

describe('refused addresses', () => {
	test('are found however they are written', async () => {
		unwrap(await addRefusedAddresses([refused('Zoe@Élan.EXAMPLE')]))

		expect(await findRefusedAddress('  zoe@xn--lan-9la.example ')).toMatchObject({ code: 'address-unknown' })
		expect(await findRefusedAddress('tom@xn--lan-9la.example')).toBeUndefined()
		expect(await findRefusedAddress('a@b, c@d')).toBeUndefined()
	})

	test('keep the latest refusal, whichever is told last', async () => {
		unwrap(await addRefusedAddresses([refused('zoe@example.org', '2026-11-03T10:00:00.000Z')]))
		unwrap(await addRefusedAddresses([refused('ZOE@example.org', '2026-11-02T10:00:00.000Z'), refused('nobody')]))

		expect((await listRefusedAddresses()).map(({ address, at }) => [address, at])).toEqual([
			['zoe@example.org', '2026-11-03T10:00:00.000Z']
		])
	})

	test('are forgotten, and handed back to whoever wants that undone', async () => {
		unwrap(await addRefusedAddresses([refused('zoe@example.org'), refused('tom@example.org')]))

		const known = unwrap(await removeRefusedAddress('Zoe@Example.org'))

		expect(known).toEqual(refused('zoe@example.org'))
		expect((await listRefusedAddresses()).map(({ address }) => address)).toEqual(['tom@example.org'])
	})
})
