import { MemberList } from './member-list.svelte.ts'

/** The list that the screen Membres shows: search, order and ticks live as long as the page, and other screens see them. */
export const membersShown = new MemberList()
