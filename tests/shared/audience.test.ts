import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailboxKey } from '#shared/address.ts'
import {
	listAudience,
	listReached,
	readersOf,
	type AudienceOptions,
	type Chosen,
	type Refusal
} from '#shared/audience.ts'
import { NO_ANSWERS, type Answer } from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import { EMPTY_GUARDIAN, type Guardian } from '#shared/guardian.ts'
import { GUARDIAN_WAYS, MAILING_PURPOSES } from '#shared/mailing-options.ts'
import { EMPTY_MEMBER, type MemberId } from '#shared/member.ts'

const TODAY = '2026-12-01' as Day
const CALL: AudienceOptions = { purpose: 'convocation', households: false, guardians: 'never', letters: false }
const REFUSAL: Refusal = { at: '2026-11-01T10:00:00.000Z', code: 'address-unknown', reply: '550 5.1.1 User unknown' }

type Person = { email?: string; birthDate?: string; news?: Answer; guardians?: Partial<Guardian>[] }

const chosen = (id: string, { email = '', birthDate = '', news, guardians = [] }: Person = {}): Chosen => ({
	member: {
		...{ ...EMPTY_MEMBER, id: id as MemberId, firstName: id, email, birthDate: birthDate as Day },
		...{ createdAt: 0, updatedAt: 0 }
	},
	answers: { ...NO_ANSWERS, ...(news && { newsletter: news }) },
	guardians: guardians.map((guardian, at) => ({
		...{ ...EMPTY_GUARDIAN, id: `${id}-${at}`, memberId: id as MemberId, place: at === 0 ? 1 : 2 },
		...guardian
	}))
})

const refusing = (...addresses: string[]) => new Map(addresses.map((address) => [mailboxKey(address) ?? '', REFUSAL]))

const audienceOf = (people: Chosen[], options: Partial<AudienceOptions> = {}, refusals = refusing()) =>
	listAudience(people, { ...CALL, ...options }, { refusals, today: TODAY })

const whereTo = (audience: ReturnType<typeof audienceOf>) =>
	audience.messages.map((message) => [message.address, readersOf(message).map(({ id }) => id)])

const why = (audience: ReturnType<typeof audienceOf>) =>
	Object.fromEntries(audience.excluded.map(({ member, reason }) => [member.id, reason]))

describe('listAudience', () => {
	test('writes to everybody who has an address, and says why to nobody else', () => {
		const audience = audienceOf(
			[
				chosen('zoe', { email: ' zoe@example.org ' }),
				chosen('sans'),
				chosen('odd', { email: 'a@b, c@d' }),
				chosen('lost', { email: 'Lost@Example.org' })
			],
			{},
			refusing('lost@example.org')
		)

		expect(whereTo(audience)).toEqual([['zoe@example.org', ['zoe']]])
		expect(why(audience)).toEqual({ sans: 'no-address', odd: 'odd-address', lost: 'refused' })
		expect(audience.excluded.at(-1)).toMatchObject({ address: 'Lost@Example.org', refusal: REFUSAL })
	})

	test('sends news to those alone whose yes holds, and calls everybody', () => {
		const on = '2026-01-01' as Day
		const people = [
			chosen('yes', { email: 'a@example.org', news: { given: true, on } }),
			chosen('no', { email: 'b@example.org', news: { given: false, on } }),
			chosen('never', { email: 'c@example.org' }),
			chosen('over', { email: 'd@example.org', news: { given: true, on, until: '2026-11-30' as Day } })
		]

		const news = audienceOf(people, { purpose: 'newsletter', letters: true })

		expect(listReached(news).map(({ id }) => id)).toEqual(['yes'])
		expect(why(news)).toEqual({ no: 'news-no', never: 'news-never', over: 'news-expired' })
		expect(audienceOf(people).messages).toHaveLength(4)
	})

	test('writes one letter to each who cannot be reached, when letters are wanted', () => {
		const people = [chosen('zoe', { email: 'zoe@example.org' }), chosen('sans'), chosen('lost', { email: 'l@x.fr' })]

		const { letters, excluded } = audienceOf(people, { letters: true }, refusing('L@X.fr'))

		expect(letters.map(({ member, reason }) => [member.id, reason])).toEqual([
			['sans', 'no-address'],
			['lost', 'refused']
		])
		expect(excluded).toEqual([])
	})

	describe('with households', () => {
		const family = [
			chosen('zoe', { email: 'famille@example.org' }),
			chosen('ines', { email: 'ines@example.org' }),
			chosen('tom', { email: 'Famille@EXAMPLE.org' })
		]

		test('writes once to those who share an address', () => {
			expect(whereTo(audienceOf(family, { households: true }))).toEqual([
				['famille@example.org', ['zoe', 'tom']],
				['ines@example.org', ['ines']]
			])
		})

		test('tells beforehand how many share one', () => {
			expect(audienceOf(family).sharing).toBe(2)
			expect(audienceOf(family).messages).toHaveLength(3)
		})

		test('puts whoever has the address as his own before the child he is guardian of', () => {
			const child = chosen('zoe', { birthDate: '2015-01-01', guardians: [{ name: 'Paul', email: 'paul@example.org' }] })
			const audience = audienceOf([child, chosen('paul', { email: 'paul@example.org' })], {
				...{ households: true, guardians: 'instead' }
			})

			expect(whereTo(audience)).toEqual([['paul@example.org', ['paul', 'zoe']]])
			expect(audience.messages[0]?.guardian).toBeUndefined()
		})
	})

	describe('with guardians', () => {
		const two = [
			{ name: 'Anne', email: 'anne@example.org' },
			{ name: 'Luc', email: 'luc@example.org' }
		]
		const child = (email: string, guardians: Partial<Guardian>[] = two) =>
			chosen('zoe', { email, birthDate: '2008-12-02', guardians })

		test('writes to both of a minor, in his place or beside him', () => {
			expect(whereTo(audienceOf([child('zoe@example.org')], { guardians: 'instead' }))).toEqual([
				['anne@example.org', ['zoe']],
				['luc@example.org', ['zoe']]
			])
			expect(audienceOf([child('zoe@example.org')], { guardians: 'beside' }).messages).toHaveLength(3)
		})

		test('writes to those who have the right to the mail, when any has it', () => {
			const guardians = [two[0]!, { ...two[1], rights: ['mail' as const] }]

			expect(whereTo(audienceOf([child('', guardians)], { guardians: 'instead' }))).toEqual([
				['luc@example.org', ['zoe']]
			])
		})

		test('writes to a minor himself where no guardian can be reached, and says so', () => {
			const audience = audienceOf(
				[child('zoe@example.org')],
				{ guardians: 'instead' },
				refusing(...two.map((g) => g.email))
			)

			expect(whereTo(audience)).toEqual([['zoe@example.org', ['zoe']]])
			expect(audience.withoutGuardian.map(({ id }) => id)).toEqual(['zoe'])
		})

		test('says that a guardian’s address was refused, when there is no other way', () => {
			const audience = audienceOf([child('', [two[0]!])], { guardians: 'beside' }, refusing('anne@example.org'))

			expect(audience.excluded).toMatchObject([{ reason: 'refused', address: 'anne@example.org' }])
		})

		test('writes once where a minor has his guardian’s address', () => {
			expect(whereTo(audienceOf([child('Anne@example.org', [two[0]!])], { guardians: 'beside' }))).toEqual([
				['Anne@example.org', ['zoe']]
			])
		})

		test('leaves a member of age, and one whose birth date is not known, alone', () => {
			const grown = chosen('tom', { email: 'tom@example.org', birthDate: '2008-12-01', guardians: two })
			const unknown = chosen('ines', { email: 'ines@example.org', guardians: two })

			expect(whereTo(audienceOf([grown, unknown], { guardians: 'instead' }))).toEqual([
				['tom@example.org', ['tom']],
				['ines@example.org', ['ines']]
			])
		})
	})

	const email = fc.constantFrom(
		'',
		'a@example.org',
		'A@Example.org',
		'b@example.org',
		'c@example.org',
		'd@e, f@g',
		'é@é'
	)
	const person = fc.record({
		email,
		birthDate: fc.constantFrom('', '1980-01-01', '2015-06-01'),
		guardians: fc.array(fc.record({ name: fc.constant('Anne'), email }), { maxLength: 2 })
	})
	const news = fc.option(fc.record({ given: fc.boolean(), on: fc.constant(TODAY) }), { nil: undefined })
	const people = fc
		.array(fc.tuple(person, news), { maxLength: 12 })
		.map((all) => all.map(([one, answer], at) => chosen(`m${at}`, { ...one, ...(answer && { news: answer }) })))
	const options = fc.record({
		purpose: fc.constantFrom(...MAILING_PURPOSES),
		households: fc.boolean(),
		guardians: fc.constantFrom(...GUARDIAN_WAYS),
		letters: fc.boolean()
	})
	const refusals = fc.constantFrom(refusing(), refusing('a@example.org'), refusing('b@example.org', 'c@example.org'))

	test('loses nobody: everybody chosen is reached, gets a letter, or is excluded, and one of them only', () => {
		fc.assert(
			fc.property(people, options, refusals, (all, wanted, refused) => {
				const audience = audienceOf(all, wanted, refused)
				const placed = [
					...listReached(audience),
					...[...audience.letters, ...audience.excluded].map((one) => one.member)
				]

				expect(placed.map(({ id }) => id).sort()).toEqual(all.map(({ member }) => member.id).sort())
			})
		)
	})

	test('writes twice to no address with households, nor ever twice about one member', () => {
		fc.assert(
			fc.property(people, options, refusals, (all, wanted, refused) => {
				const { messages } = audienceOf(all, wanted, refused)
				const keys = messages.map(({ address }) => mailboxKey(address))
				const about = messages.flatMap((message, at) => readersOf(message).map(({ id }) => `${id} ${keys[at]}`))

				expect(new Set(about).size).toBe(about.length)
				if (wanted.households) expect(new Set(keys).size).toBe(keys.length)
				else expect(messages.every(({ alsoFor }) => alsoFor.length === 0)).toBe(true)
				for (const key of keys) expect(key !== undefined && !refused.has(key)).toBe(true)
			})
		)
	})
})
