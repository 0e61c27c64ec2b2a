import { mailboxKey } from '#shared/address.ts'
import { listAudience, type AudienceFacts, type AudienceOptions, type Chosen, type Excluded } from '#shared/audience.ts'
import { listName, type Member } from '#shared/member.ts'

/** A member as he stands in the choice of recipients. */
export type RecipientRow = {
	member: Member
	name: string
	/** Why there is nothing to send or to print for him, as the mailing is to go out. */
	unusable: Excluded | undefined
	/** Another member whom mail to this address reaches too. */
	sharesWith: string | undefined
}

/** Everybody as rows to choose from, in the order given; whose address several have is told of each other. */
export function listRecipientRows(
	people: readonly Chosen[],
	options: AudienceOptions,
	facts: AudienceFacts
): RecipientRow[] {
	const { excluded } = listAudience(people, options, facts)
	const excludedById = new Map(excluded.map((one) => [one.member.id, one]))
	const rows = people.map(({ member }): RecipientRow => ({
		...{ member, name: listName(member) },
		...{ unusable: excludedById.get(member.id), sharesWith: undefined }
	}))
	const firstByMailbox = new Map<string, RecipientRow>()
	for (const row of rows) {
		const key = row.unusable ? undefined : mailboxKey(row.member.email)
		if (key === undefined) continue
		const first = firstByMailbox.get(key)
		if (!first) firstByMailbox.set(key, row)
		else {
			row.sharesWith = first.name
			first.sharesWith ??= row.name
		}
	}
	return rows
}
