import type { DoneEvent, MailingEvent, ResultEvent } from '#shared/wire/event.ts'
import type { Posted, Step, Trial, Verdict } from './trial.ts'

/** One attempt as all devices together know it. */
export type Attempt = Posted & {
	/** When it was posted first. */
	postedAt: number
	acceptDuplicateRisk: boolean
	/** As first told. */
	result?: ResultEvent
}

/** One recipient: its attempts in order, and what the server decided about its messages. */
export type Person = { id: string; email: string; attempts: Attempt[]; verdicts: Verdict[]; accepted: number }

export type Heard = Extract<Step, { kind: 'heard' }>

/** A trial told recipient by recipient. */
export type Story = {
	people: Map<string, Person>
	/** Everything heard, by all devices, in order. */
	heard: (Heard & { device: number })[]
	/** The `done` of the stream that was opened last, with when that run's end was heard first. */
	done: { event: DoneEvent; tick: number } | undefined
	/** When a wish was sent off, and when it was confirmed; never, if it was not. */
	wishes: { wish: 'pause' | 'resume' | 'cancel'; askedAt: number; grantedAt: number }[]
}

/** Reads a trial's histories together. Postings that were turned away have never been. */
export function tellStory({ devices, verdicts }: Trial): Story {
	const people = new Map<string, Person>()
	for (const steps of devices) for (const attempt of listPosted(steps)) addAttempt(people, attempt)
	const heard = devices
		.flatMap((steps, device) => steps.flatMap((step) => (step.kind === 'heard' ? [{ ...step, device }] : [])))
		.toSorted((a, b) => a.tick - b.tick)
	for (const { event } of heard) if (event.type === 'result') noteResult(people, event)
	for (const verdict of verdicts) noteVerdict(people, verdict)
	return { people, heard, done: findDone(devices.flat(), heard), wishes: devices.flatMap(listWishes) }
}

function listPosted(steps: readonly Step[]): Attempt[] {
	const refused = new Set(steps.flatMap((step) => (step.kind === 'turned-away' ? [step.post] : [])))
	return steps.flatMap((step) => {
		if (step.kind !== 'posted' || refused.has(step.post)) return []
		const { tick: postedAt, acceptDuplicateRisk } = step
		return step.recipients.map((recipient) => ({ ...recipient, postedAt, acceptDuplicateRisk }))
	})
}

function addAttempt(people: Map<string, Person>, attempt: Attempt): void {
	const { id, email } = attempt
	const person = people.get(id) ?? { id, email, attempts: [], verdicts: [], accepted: 0 }
	people.set(id, person)
	const known = person.attempts.find((each) => each.attempt === attempt.attempt)
	if (!known) {
		person.attempts.push(attempt)
		person.attempts.sort((a, b) => a.attempt - b.attempt)
		return
	}
	known.postedAt = Math.min(known.postedAt, attempt.postedAt)
	known.acceptDuplicateRisk ||= attempt.acceptDuplicateRisk
}

function noteResult(people: Map<string, Person>, result: ResultEvent): void {
	const attempt = people.get(result.recipientId)?.attempts.find((each) => each.attempt === result.attempt)
	if (attempt) attempt.result ??= result
}

function noteVerdict(people: Map<string, Person>, verdict: Verdict): void {
	const person = people.get(verdict.token)
	if (!person) return
	person.verdicts.push(verdict)
	if (verdict.accepted) person.accepted += 1
}

function findDone(steps: readonly Step[], heard: readonly Heard[]): Story['done'] {
	const openedAt = new Map<number, number>()
	const runs = new Map<number, string>()
	for (const step of steps) {
		if (step.kind === 'listening') openedAt.set(step.stream, step.tick)
		if (step.kind === 'listening' && step.run !== undefined) runs.set(step.stream, step.run)
		if (step.kind === 'heard' && step.event.type === 'accepted') runs.set(step.stream, step.event.run)
	}
	const latest = (a: Heard, b: Heard) => (openedAt.get(a.stream) ?? 0) - (openedAt.get(b.stream) ?? 0)
	const ends = heard.filter(({ event }) => event.type === 'done').toSorted(latest)
	const last = ends.at(-1)
	// The end of a run may be heard again, when more has been posted since: it counts what there was.
	const same = ends.filter(({ stream }) => runs.get(stream) === runs.get(last?.stream ?? -1))
	return last && { event: last.event as DoneEvent, tick: Math.min(...same.map(({ tick }) => tick)) }
}

function listWishes(steps: readonly Step[]): Story['wishes'] {
	const wishes: Story['wishes'] = []
	for (const step of steps) {
		if (step.kind === 'asked') wishes.push({ wish: step.wish, askedAt: step.tick, grantedAt: Infinity })
		if (step.kind !== 'granted') continue
		const asked = wishes.findLast(({ wish, grantedAt }) => wish === step.wish && grantedAt === Infinity)
		if (asked) asked.grantedAt = step.tick
	}
	return wishes
}

/** Tells whether a person's wish may have stopped an attempt that has no result: one that was confirmed late, or never, counts. */
export function isCancelled({ people, wishes }: Story, { attempt, postedAt }: Attempt): boolean {
	const attempts = [...people.values()].flatMap((person) => person.attempts)
	return wishes.some(({ wish, grantedAt }) => {
		if (wish !== 'cancel') return false
		return postedAt < grantedAt || attempts.some((each) => each.attempt >= attempt && each.postedAt < grantedAt)
	})
}

/** Tells whether an event is about what had happened before its run. */
export const isReplayed = (event: MailingEvent): boolean =>
	event.type === 'accepted' || (event.type === 'result' && event.replayed === true)
