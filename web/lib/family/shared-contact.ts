import { CONTACT_KINDS, contactOf } from '#shared/household.ts'
import type { Member } from '#shared/member.ts'
import type { MemberForm } from '#web/state/member-form.svelte.ts'

/**
 * Fills in from one of his household what is empty in the form of a member: of a new one his address, telephone and e-mail,
 * of one who is there already only the address. What stands in it stays.
 */
export function fillShared(form: MemberForm, from: Member): void {
	const kinds = form.memberId === undefined ? CONTACT_KINDS : (['address'] as const)
	for (const kind of kinds) {
		const isEmpty = Object.values(contactOf(kind, form.values)).every((text) => text === '')
		if (isEmpty) Object.assign(form.values, contactOf(kind, from))
	}
}
