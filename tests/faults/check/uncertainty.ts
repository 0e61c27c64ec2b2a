import type { ResultEvent } from '#shared/wire/event.ts'
import { isReplayed, type Person, type Story } from './story.ts'
import type { Finding, Trial, Verdict } from './trial.ts'

/**
 * Nobody is uncertain without a reason: the server gave no clear answer, or a process was killed with the message on its
 * way, at most one for each connection that was open then.
 *
 * Whom a kill left uncertain is told when the mailing is posted next; once a later run has told something new, that
 * kill explains nobody any more. A connection that the server cut explains one, also where the relay was killed before it
 * had learned of the cut: then it is told as interrupted, and the server no longer counted that connection as open.
 */
export function* checkUncertainty(trial: Trial, { people, heard }: Story): Generator<Finding> {
	let kills = trial.kills.map((kill) => ({ ...kill }))
	let cuts = trial.cutConnections ?? 0
	const known = new Set<string>()
	const used = new Map<string, number>()
	for (const { event, life, tick } of heard) {
		if (event.type === 'heartbeat') continue
		if (!isReplayed(event)) kills = kills.filter((kill) => kill.life >= life)
		if (event.type !== 'result' || event.outcome !== 'uncertain') continue
		const { recipientId, attempt } = event
		if (known.has(`${recipientId}/${attempt}`)) continue
		known.add(`${recipientId}/${attempt}`)

		const times = used.get(recipientId) ?? 0
		const kill = kills.find((each) => each.life < life && each.connections > 0)
		if (countUnclear(people.get(recipientId), event, tick) > times) used.set(recipientId, times + 1)
		else if (event.code === 'interrupted' && kill) kill.connections -= 1
		else if (cuts > 0) cuts -= 1
		else yield { rule: 'needlessly-uncertain', recipientId, detail: `attempt ${attempt}, ${event.code}` }
	}
}

/** How often the server left something unclear that explains this; what only a kill cut short is the kill's. */
function countUnclear(person: Person | undefined, { code }: ResultEvent, before: number): number {
	const isUnclear = ({ tick, told, ended }: Verdict) =>
		tick < before && (told === 'garbage' || (told === 'nothing' && (ended || code !== 'interrupted')))
	return person?.verdicts.filter(isUnclear).length ?? 0
}
