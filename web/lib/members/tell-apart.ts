import { formatDay } from '#shared/day.ts'
import { listName, type Member, type MemberId } from '#shared/member.ts'
import { foldText } from '#shared/search.ts'
import { m } from '#web/paraglide/messages.js'

/** How many things are said of somebody to tell him from his namesakes. */
const ENOUGH = 2

/** What tells members of the same name apart, in a few words, by member; nobody else is in it. */
export function tellApart(members: readonly Member[]): Map<MemberId, string> {
	const namesakes = Map.groupBy(members, (member) => foldText(listName(member)))
	const homonyms = [...namesakes.values()].filter(({ length }) => length > 1).flat()
	return new Map(homonyms.map((member) => [member.id, describeMember(member)]))
}

/** What is known of a member besides his name, in a few words. */
export function describeMember({ birthDate, email, phone, city }: Member): string {
	const born = birthDate === '' ? '' : m.members_born({ day: formatDay(birthDate) })
	const known = [born, email, phone, city].filter(Boolean).slice(0, ENOUGH)
	return known.length === 0 ? m.members_nothing_known() : known.join(' · ')
}
