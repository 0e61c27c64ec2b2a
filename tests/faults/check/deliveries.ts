import { isCancelled, type Attempt, type Person, type Story } from './story.ts'
import type { Finding, Trial, Verdict } from './trial.ts'

/** What the server accepted, against what the devices were told. */
export function* checkDeliveries(trial: Trial, story: Story): Generator<Finding> {
	for (const person of story.people.values()) {
		yield* checkCopies(person)
		yield* checkAgain(person)
		yield* checkCounts(person, trial.over)
		if (trial.over) yield* checkLost(person, story)
	}
	yield* checkStrangers(trial, story)
	yield* checkHeld(trial, story)
}

function* checkLost({ id, attempts }: Person, story: Story): Generator<Finding> {
	const last = attempts.at(-1)
	if (!last || last.result || isCancelled(story, last)) return
	yield { rule: 'lost', recipientId: id, detail: `attempt ${last.attempt} has no result` }
}

/** How often a person may be reached: once, and once more for each time that somebody took the risk. */
function allowedTimes({ attempts }: Person): number {
	return 1 + attempts.filter(({ attempt, acceptDuplicateRisk }) => attempt > 1 && acceptDuplicateRisk).length
}

function* checkCounts(person: Person, over: boolean): Generator<Finding> {
	const { id: recipientId, accepted, attempts } = person
	const times = (outcome: Attempt['result'] | string) =>
		attempts.filter(({ result }) => result?.outcome === outcome).length
	const undecided = attempts.filter(({ result }) => !result).length
	const explained = times('sent') + times('uncertain') + (over ? 0 : undecided)
	const told = attempts.map(({ attempt, result }) => `${attempt} ${result?.outcome ?? 'none'}`).join(', ')
	const detail = `accepted ${accepted} times, attempts: ${told}`

	if (accepted < times('sent')) yield { rule: 'false-sent', recipientId, detail }
	if (accepted > allowedTimes(person)) yield { rule: 'twice', recipientId, detail }
	else if (accepted > explained) {
		yield { rule: times('failed') > 0 ? 'false-failed' : 'sent-though-cancelled', recipientId, detail }
	}
}

/** A server that did not say clearly what became of a message may have accepted it: only a person may send it again. */
function* checkAgain(person: Person): Generator<Finding> {
	const { id: recipientId, verdicts } = person
	const unclear = verdicts.slice(0, -1).filter(({ told }) => told !== 'reply').length
	if (unclear < allowedTimes(person)) return
	yield { rule: 'sent-again', recipientId, detail: `${verdicts.length} times to the dot, ${unclear} without an answer` }
}

function* checkCopies({ id: recipientId, verdicts }: Person): Generator<Finding> {
	const copies = new Set(verdicts.map(({ digest }) => digest)).size
	if (copies > 1) yield { rule: 'copy-differs', recipientId, detail: `${copies} different messages` }
}

function* checkStrangers({ verdicts }: Trial, { people }: Story): Generator<Finding> {
	for (const verdict of verdicts) {
		const why = strangeness(verdict, people.get(verdict.token))
		if (why)
			yield { rule: 'stranger', recipientId: verdict.token, detail: `${why}: to ${verdict.to}, ${verdict.messageId}` }
	}
}

function strangeness({ to, messageId }: Verdict, person: Person | undefined): string | undefined {
	if (!person) return 'nobody posted it'
	if (person.email !== to) return `meant for ${person.email}`
	const told = person.attempts.flatMap(({ result }) => (result ? [result.messageId] : []))
	return told.some((id) => id !== messageId) ? `told as ${told.join(', ')}` : undefined
}

/**
 * Once a pause or a cancelling is confirmed, only what was under way may still be accepted: one a connection. A pause is over
 * with the mailing that it held.
 */
function* checkHeld({ verdicts, connections }: Trial, { wishes, people, heard }: Story): Generator<Finding> {
	const posts = [...people.values()].flatMap(({ attempts }) => attempts.map(({ postedAt }) => postedAt))
	const ends = heard.flatMap(({ event, tick }) => (event.type === 'done' ? [tick] : []))
	for (const { wish, askedAt, grantedAt } of wishes) {
		if (wish === 'resume' || grantedAt === Infinity) continue
		const letGo = wishes.filter((each) => each.wish !== 'pause' && each.grantedAt > askedAt).map((each) => each.askedAt)
		const releases =
			wish === 'pause'
				? [...letGo, ...ends.filter((tick) => tick > askedAt)]
				: posts.filter((postedAt) => postedAt > askedAt)
		const until = Math.min(...releases, Infinity)
		const late = verdicts.filter(({ accepted, tick }) => accepted && tick > grantedAt && tick < until).length
		if (late > connections) yield { rule: 'sent-though-held', detail: `${late} accepted after ${wish} was confirmed` }
	}
}
