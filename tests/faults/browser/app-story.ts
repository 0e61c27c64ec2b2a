import type { MailingLog } from '#shared/mailing.ts'
import type { MailingEvent, Outcome, ResultEvent } from '#shared/wire/event.ts'
import type { Kill, Step, Trial, Verdict } from '#tests/faults/check/trial.ts'
import type { Tape } from '#tests/faults/tape.ts'

/** What the app's own database said about one mailing, each time that somebody looked; the last time is the end. */
export type Looks = readonly (readonly MailingLog[])[]

type Ended = { looks: Looks; verdicts: readonly Verdict[]; kills: readonly Kill[]; over: boolean; begunAt: number }

/** Tells what the app has in its database as the history of a device, for the checker. */
export function tellTrial({ looks, verdicts, kills, over, begunAt }: Ended, tape: Tape): Trial {
	const last = looks.at(-1) ?? []
	const recipients = last.map(({ id, recipientEmail: email, attempt }) => ({ id, email, attempt }))
	const life = tape.life + 1
	const post = tape.nextStream()
	const steps: Step[] = [{ tick: begunAt, life: 0, kind: 'posted', post, recipients, acceptDuplicateRisk: false }]
	for (const [index, logs] of looks.entries()) {
		const events = tellLook(logs, { run: `look-${index}`, isLast: over && index === looks.length - 1 })
		const stream = tape.nextStream()
		steps.push({ ...tape.next(), life, kind: 'listening', stream, post, after: 0 })
		for (const event of events) steps.push({ ...tape.next(), life, kind: 'heard', stream, event })
	}
	// The app's messages name nobody: each is known by its address.
	const idsByEmail = new Map(recipients.map(({ id, email }) => [email, id]))
	const named = verdicts.map((verdict) => ({ ...verdict, token: idsByEmail.get(verdict.to) ?? '' }))
	return { connections: 1, devices: [steps], verdicts: named, kills, over }
}

function tellLook(logs: readonly MailingLog[], { run, isLast }: { run: string; isLast: boolean }): MailingEvent[] {
	const results = logs.flatMap((log) => (isDecided(log.status) ? [resultOf(log, log.status)] : []))
	const count = (outcome: Outcome) => results.filter((result) => result.outcome === outcome).length
	const counts = { sent: count('sent'), failed: count('failed'), uncertain: count('uncertain') }
	const cancelled = logs.filter(({ status }) => status === 'cancelled').length
	return [
		{ type: 'accepted', seq: 1, run, total: logs.length, settled: 0, journalEpoch: '' },
		...results.map((result, index) => ({ ...result, seq: index + 2 })),
		...(isLast ? [{ type: 'done' as const, seq: results.length + 2, ...counts, cancelled }] : [])
	]
}

function resultOf(log: MailingLog, outcome: Outcome): ResultEvent {
	const { id: recipientId, attempt, messageId, tries, timestamp: at, code, scope } = log
	const why = { ...(code !== '' && { code }), ...(scope !== '' && { scope }) }
	// No stream was heard: what a database says is what it was told before.
	return { type: 'result', seq: 0, recipientId, attempt, outcome, messageId, tries, at, ...why, replayed: true }
}

const isDecided = (status: MailingLog['status']): status is Outcome =>
	status === 'sent' || status === 'failed' || status === 'uncertain'
