import { listName, type MemberId } from '#shared/member.ts'
import { foldMember } from '#shared/member-search/text-block.ts'
import { foldText, hasWords, listSearchWords } from '#shared/search.ts'
import type { RosterEntry } from '#web/state/roster.svelte.ts'
import type { IconName } from '#web/ui/icons.ts'
import type { Command } from './command.ts'

/** One line of the palette: a person, or a command. */
export type Choice = {
	/** `person:<id>` or `command:<id>`. */
	name: string
	icon: IconName
	label: string
	/** What tells two people of the same name apart. */
	note: string
	keys?: readonly string[]
	/** What is looked through: its own words first, then all that is known of it. */
	folded: string
	foldedMore: string
}

export type ChoiceGroup = { id: 'recent' | 'people' | Command['group']; choices: Choice[] }

/** People shown at once: to see more, one goes on typing. */
const PEOPLE_SHOWN = 8

/** More are not looked at closely: the best are among the first. */
const PEOPLE_WEIGHED = 100

/** Members as choices, in the order given; the first of them, where there are many. */
export function personChoices(entries: readonly RosterEntry[]): Choice[] {
	return entries.slice(0, PEOPLE_WEIGHED).map(personChoice)
}

/** The members among the choices made lately. */
export function recentPeople(recent: string[], find: (id: MemberId) => RosterEntry | undefined): RosterEntry[] {
	const ids = recent.filter((name) => name.startsWith(PERSON)).map((name) => name.slice(PERSON.length) as MemberId)
	return ids.flatMap((id) => find(id) ?? [])
}

const PERSON = 'person:'

/** Commands as choices, in the order given. */
export function commandChoices(commands: Command[]): (Choice & { group: Command['group'] })[] {
	return commands
		.filter(({ run, listed = true }) => run && listed)
		.map(({ id, group, icon, label, synonyms, keys }) => ({
			name: `command:${id}`,
			group,
			icon,
			label: label(),
			note: '',
			keys,
			folded: foldText(label()),
			foldedMore: foldText(`${label()} ${synonyms?.() ?? ''}`)
		}))
}

/**
 * What the palette shows for a search: the groups of which something was found, the best found first.
 * For none, what was chosen lately and every command.
 */
export function findChoices(
	query: string,
	{ people, commands, recent }: { people: Choice[]; commands: ReturnType<typeof commandChoices>; recent: string[] }
): ChoiceGroup[] {
	const words = listSearchWords(query)
	const ofGroup = (id: Command['group']) => commands.filter(({ group }) => group === id)
	if (words.length === 0) {
		const known = new Map([...people, ...commands].map((choice) => [choice.name, choice]))
		const lately = recent.flatMap((name) => known.get(name) ?? [])
		const rest = GROUPS.map((id) => ({ id, choices: ofGroup(id).filter((choice) => !lately.includes(choice)) }))
		return [{ id: 'recent' as const, choices: lately }, ...rest].filter(({ choices }) => choices.length > 0)
	}
	const found = [
		{ id: 'people' as const, ...rank(people, words, recent) },
		...GROUPS.map((id) => ({ id, ...rank(ofGroup(id), words, recent) }))
	]
	return found
		.filter(({ choices }) => choices.length > 0)
		.sort((a, b) => a.best - b.best)
		.map(({ id, choices }) => ({ id, choices: id === 'people' ? choices.slice(0, PEOPLE_SHOWN) : choices }))
}

const GROUPS = ['here', 'screens', 'app'] as const

/** Those in which every word is found: where a name begins with them first, and of those what was chosen lately. */
function rank(choices: Choice[], words: string[], recent: string[]): { choices: Choice[]; best: number } {
	const scored = choices
		.filter(({ foldedMore }) => hasWords(foldedMore, words))
		.map((choice) => ({ choice, score: scoreOf(choice, words) + (recent.includes(choice.name) ? 0 : 0.5) }))
		.sort((a, b) => a.score - b.score)
	return { choices: scored.map(({ choice }) => choice), best: Math.floor(scored[0]?.score ?? Infinity) }
}

function scoreOf({ folded }: Choice, words: string[]): number {
	const parts = folded.split(/[\s'-]+/)
	if (words.every((word) => parts.some((part) => part.startsWith(word)))) {
		return words.some((word) => folded.startsWith(word)) ? 0 : 1
	}
	return hasWords(folded, words) ? 2 : 3
}

function personChoice(entry: RosterEntry): Choice {
	const { member } = entry
	const label = listName(member)
	const note = member.email || member.phone || member.city
	const name = `${PERSON}${member.id}`
	return { name, icon: 'person', label, note, folded: foldText(label), foldedMore: foldMember(member) }
}
