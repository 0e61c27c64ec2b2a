import { tellStory } from '#tests/faults/check/story.ts'
import type { MailingEvent } from '#shared/wire/event.ts'
import type { Step, Trial } from '#tests/faults/check/trial.ts'
import type { Ending } from './moment.ts'

/** What a number of trials came to. All numbers may be added up. */
export type Counts = {
	kills: number
	/** Kills while at least one message had been sent to its end and not answered. */
	killsBeforeReply: number
	/** Messages of which that was true, over all kills. */
	messagesBeforeReply: number
	/** Processes that were asked to end, and did in their own time. */
	terminations: number
	/** Times that a disk which took nothing was noticed: a mailing held for it, or a posting or a wish refused. */
	diskStops: number
	/** Times that a mailing was held because a login was refused. */
	refusedLogins: number
	/** Connections that were greeted with anything but a welcome. */
	wrongGreetings: number
	mailings: number
	recipients: number
	accepted: number
	sent: number
	failed: number
	uncertain: number
	/** Of the uncertain: because of a kill, not of a server's silence. */
	interrupted: number
	cancelled: number
	/** Open connections that had carried messages, over all kills: the most that may be interrupted. */
	connectionsAtKills: number
}

const NOTHING: Counts = {
	kills: 0,
	killsBeforeReply: 0,
	messagesBeforeReply: 0,
	terminations: 0,
	diskStops: 0,
	refusedLogins: 0,
	wrongGreetings: 0,
	mailings: 0,
	recipients: 0,
	accepted: 0,
	sent: 0,
	failed: 0,
	uncertain: 0,
	interrupted: 0,
	cancelled: 0,
	connectionsAtKills: 0
}

/** Adds up what happens in a round. */
export class Tally {
	counts: Counts = { ...NOTHING }
	/** Kills by their moment. */
	readonly moments: Record<string, number> = {}

	/** Lives of the relay that have ended. */
	get endings(): number {
		return this.counts.kills + this.counts.terminations
	}

	/** A process has ended. */
	countEnding(
		{ moment, signal }: Ending,
		{ unanswered, connections }: { unanswered: number; connections: number }
	): void {
		if (signal === 'SIGTERM') {
			this.counts.terminations += 1
			return
		}
		this.counts.kills += 1
		this.counts.killsBeforeReply += unanswered > 0 ? 1 : 0
		this.counts.messagesBeforeReply += unanswered
		this.counts.connectionsAtKills += connections
		this.moments[moment] = (this.moments[moment] ?? 0) + 1
	}

	/** A mailing is over. */
	countTrial(trial: Trial): void {
		const { people } = tellStory(trial)
		this.counts.mailings += 1
		this.counts.recipients += people.size
		for (const step of trial.devices.flat()) this.#countStep(step)
		for (const { attempts, accepted } of people.values()) {
			this.counts.accepted += accepted
			for (const { result } of attempts) {
				this.counts[result?.outcome ?? 'cancelled'] += 1
				if (result?.outcome === 'uncertain' && result.code === 'interrupted') this.counts.interrupted += 1
			}
		}
	}

	#countStep(step: Step): void {
		const code = step.kind === 'turned-away' ? step.code : step.kind === 'heard' ? codeOf(step.event) : undefined
		if (code === 'journal-unavailable') this.counts.diskStops += 1
		if (code === 'smtp-auth-failed') this.counts.refusedLogins += 1
	}
}

/** Why a mailing is held, if that is what an event tells. */
const codeOf = (event: MailingEvent) => (event.type === 'paused' ? event.code : undefined)

/** Adds counts to others. */
export function addCounts(all: readonly Counts[]): Counts {
	const sum = { ...NOTHING }
	for (const counts of all) for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key] ?? 0
	return sum
}
