import { m } from '#web/paraglide/messages.js'
import type { MemberOrderBy } from '#web/state/member-list.svelte.ts'

/** A column of the list; those without `order` cannot be sorted by. */
export type Column = {
	id: MemberOrderBy | 'agreements'
	title: () => string
	order?: MemberOrderBy
	/** Share of the width, against the other columns. */
	share: number
	/** Width of the list, in rem, from which there is room for it. */
	from: number
}

const COLUMNS: readonly Column[] = [
	{ id: 'lastName', order: 'lastName', title: m.members_field_last_name, share: 5, from: 0 },
	{ id: 'firstName', order: 'firstName', title: m.members_field_first_name, share: 4.5, from: 0 },
	{ id: 'email', order: 'email', title: m.members_field_email, share: 7.5, from: 0 },
	{ id: 'phone', order: 'phone', title: m.members_field_phone, share: 4.5, from: 48 },
	{ id: 'city', order: 'city', title: m.members_field_city, share: 4.25, from: 56 },
	{ id: 'birthDate', order: 'birthDate', title: m.members_field_birth_date, share: 6.25, from: 64 },
	{ id: 'agreements', title: m.members_form_agreements, share: 4.25, from: 68 }
]

/** Width of the list, in rem, under which each member is a card of two lines instead of a row of columns. */
const CARDS_UNDER = 36

/** Tells whether a list of this width, in rem, shows cards. */
export const isCards = (width: number): boolean => width < CARDS_UNDER

/** The columns for which a list of this width, in rem, has room. A card is headed by the name alone. */
export function listColumns(width: number): Column[] {
	if (isCards(width)) return COLUMNS.slice(0, 1)
	return COLUMNS.filter(({ from }) => width >= from)
}
