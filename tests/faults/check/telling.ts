import type { MailingEvent, ResultEvent } from '#shared/wire/event.ts'
import type { Story } from './story.ts'
import type { Finding, Step, Trial } from './trial.ts'

/** What the relay told, against itself: order, finality, counts. */
export function* checkTelling(trial: Trial, story: Story): Generator<Finding> {
	for (const steps of trial.devices) yield* checkOrder(steps)
	yield* checkRuns(trial.devices)
	yield* checkFinality(story)
	if (trial.over) yield* checkDone(story)
}

/** Each stream goes on where it was asked to, or begins anew, and leaves nothing out. */
function* checkOrder(steps: readonly Step[]): Generator<Finding> {
	const due = new Map<number, number>()
	const begun = new Set<number>()
	for (const step of steps) {
		if (step.kind === 'listening') due.set(step.stream, step.after + 1)
		if (step.kind !== 'heard' || step.event.type === 'heartbeat') continue
		const { stream, event } = step
		const expected = due.get(stream)
		const anew = event.seq === 1 && !begun.has(stream)
		begun.add(stream)
		if (!anew && event.seq !== expected)
			yield { rule: 'out-of-order', detail: `stream ${stream}: event ${event.seq} where ${expected} was due` }
		if (event.seq === 1 && event.type !== 'accepted')
			yield { rule: 'out-of-order', detail: `stream ${stream} begins with ${event.type}` }
		due.set(stream, event.seq + 1)
	}
}

/** A run tells one story, whoever listens and however often; in it, each result comes once. */
function* checkRuns(devices: Trial['devices']): Generator<Finding> {
	const told = new Map<string, Map<number, string>>()
	for (const [run, event] of listEventsByRun(devices)) {
		if (event.type === 'heartbeat' || event.type === 'accepted') continue
		const story = told.get(run) ?? new Map<number, string>()
		told.set(run, story)
		const text = JSON.stringify(event)
		const before = story.get(event.seq)
		if (before !== undefined && before !== text)
			yield { rule: 'out-of-order', detail: `run ${run} tells event ${event.seq} in two ways: ${before}, ${text}` }
		story.set(event.seq, text)
	}
	for (const story of told.values()) yield* checkOnce(story)
}

function* checkOnce(story: Map<number, string>): Generator<Finding> {
	const seen = new Set<string>()
	for (const text of story.values()) {
		const event = JSON.parse(text) as MailingEvent
		if (event.type !== 'result') continue
		const name = `${event.recipientId}/${event.attempt}`
		if (seen.has(name)) yield { rule: 'told-twice', recipientId: event.recipientId, detail: `attempt ${event.attempt}` }
		seen.add(name)
	}
}

function* listEventsByRun(devices: Trial['devices']): Generator<[string, MailingEvent]> {
	for (const steps of devices) {
		const runs = new Map<number, string>()
		for (const step of steps) {
			if (step.kind === 'listening' && step.run !== undefined) runs.set(step.stream, step.run)
			if (step.kind !== 'heard') continue
			if (step.event.type === 'accepted') runs.set(step.stream, step.event.run)
			yield [runs.get(step.stream) ?? '', step.event]
		}
	}
}

/** A result is final: told again, it is the same, but that a restart forgets the server's words. */
function* checkFinality({ heard }: Story): Generator<Finding> {
	const first = new Map<string, string>()
	for (const { event } of heard) {
		if (event.type !== 'result') continue
		const name = `${event.recipientId}/${event.attempt}`
		const text = formatFate(event)
		const before = first.get(name) ?? text
		first.set(name, before)
		if (before !== text)
			yield { rule: 'result-changed', recipientId: event.recipientId, detail: `${before}, then ${text}` }
	}
}

function formatFate({ attempt, outcome, messageId, tries, at, code, scope }: ResultEvent): string {
	return JSON.stringify([attempt, outcome, messageId, tries, at, code, scope])
}

/** The last `done` counts every recipient by the highest attempt. */
function* checkDone({ people, done }: Story): Generator<Finding> {
	if (!done) return
	const posted = [...people.values()].flatMap(({ attempts }) => {
		const known = attempts.filter(({ postedAt }) => postedAt < done.tick)
		return known.length > 0 ? [known.at(-1)?.result?.outcome ?? ('cancelled' as const)] : []
	})
	const { sent, failed, uncertain, cancelled } = done.event
	const told = { sent, failed, uncertain, cancelled }
	const counted = { sent: 0, failed: 0, uncertain: 0, cancelled: 0 }
	for (const fate of posted) counted[fate] += 1
	if (JSON.stringify(told) !== JSON.stringify(counted))
		yield { rule: 'miscounted', detail: `done says ${JSON.stringify(told)}, results say ${JSON.stringify(counted)}` }
}
