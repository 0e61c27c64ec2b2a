import type { GroupEntry } from '#web/state/group-list.svelte.ts'

/** Where one goes with a group: onto paper, into a mailing, to its members in the list. */
export type GroupLinks = Record<'onsheet' | 'onwrite' | 'onlist', (entry: GroupEntry) => void>
