import { envelopeAddress, isAddress } from '#shared/address.ts'
import { listName, type Member } from '#shared/member.ts'

/** Why a member cannot be written to. */
export type NoAddress = 'no-address' | 'odd-address'

/** A member as he stands in the choice of recipients. */
export type RecipientRow = {
	member: Member
	name: string
	unusable: NoAddress | undefined
	/** Another member whom mail to this address reaches too. */
	sharesWith: string | undefined
}

/** The members as rows to choose from, in the order given; whose address several have is told of each other. */
export function listRecipientRows(members: readonly Member[]): RecipientRow[] {
	const rows = members.map((member): RecipientRow => {
		const unusable = addressFault(member.email.trim())
		return { member, name: listName(member), unusable, sharesWith: undefined }
	})
	const rowsByMailbox = Map.groupBy(
		rows.filter(({ unusable }) => !unusable),
		({ member }) => envelopeAddress(member.email.trim()).toLowerCase()
	)
	for (const sharing of rowsByMailbox.values()) {
		if (sharing.length === 1) continue
		for (const row of sharing) row.sharesWith = sharing.find((other) => other !== row)?.name
	}
	return rows
}

function addressFault(email: string): NoAddress | undefined {
	if (email === '') return 'no-address'
	return isAddress(email) ? undefined : 'odd-address'
}
