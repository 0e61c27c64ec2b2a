import { mailboxKey } from '#shared/address.ts'
import { listAudience, type Audience, type AudienceOptions } from '#shared/audience.ts'
import { answerOf, NO_ANSWERS } from '#shared/consent.ts'
import type { Guardian } from '#shared/guardian.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { database } from './database.ts'
import { dayHere } from './day-here.ts'
import { listMembersById } from './members.ts'
import { listRefusedAddresses } from './refused-addresses.ts'

/** Says who of those whom these ids mean gets what, by what is stored now; those who are gone are left out. */
export async function readAudience(ids: readonly MemberId[], options: AudienceOptions): Promise<Audience> {
	const members = await listMembersById([...ids])
	const [answers, guardians, refused] = [
		options.purpose === 'newsletter' ? await readNewsAnswers() : undefined,
		options.guardians === 'never' ? undefined : await readGuardiansOf(members),
		await listRefusedAddresses()
	]
	const people = members.map((member) => {
		const newsletter = answers?.get(member.id) ?? null
		return { member, answers: { ...NO_ANSWERS, newsletter }, guardians: guardians?.get(member.id) ?? [] }
	})
	const refusals = new Map(refused.map((row) => [mailboxKey(row.address) ?? row.address, row]))
	return listAudience(people, options, { refusals, today: dayHere() })
}

async function readNewsAnswers() {
	const rows = await database()
		.consents.filter(({ purpose }) => purpose === 'newsletter')
		.toArray()
	return new Map(rows.map((row) => [row.memberId, answerOf(row)]))
}

/** Of many, all are read at once: asking for each takes longer. */
async function readGuardiansOf(members: readonly Member[]): Promise<Map<MemberId, Guardian[]>> {
	const { guardians } = database()
	const ids = members.map(({ id }) => id)
	const rows = await (ids.length > MANY ? guardians : guardians.where('memberId').anyOf(ids)).toArray()
	return Map.groupBy(
		rows.sort((a, b) => a.place - b.place),
		({ memberId }) => memberId
	)
}

const MANY = 500
