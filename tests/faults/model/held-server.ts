import { err, ok } from '#shared/result.ts'
import type { Delivery, Failure, Mailer, Session } from '#relay/mail/session.ts'

/** What the server says to an envelope; `go` asks for the content. */
export const FIRST_ANSWERS = ['go', 'go', 'go', 'go', 'unknown', 'later', 'lost', 'throttled'] as const
/** What it does about a whole message. */
export const LAST_ANSWERS = [
	'accepted',
	'accepted',
	'accepted',
	'refused',
	'later',
	'accepted-in-silence',
	'silent'
] as const
export type FirstAnswer = (typeof FIRST_ANSWERS)[number]
export type LastAnswer = (typeof LAST_ANSWERS)[number]

/** A message that waits for an answer. */
export type InHand = {
	id: string
	at: 'asked' | 'dot'
	first: PromiseWithResolvers<FirstAnswer>
	last: PromiseWithResolvers<LastAnswer>
}

const failure = (changes: Partial<Failure> & Pick<Failure, 'code' | 'scope'>): Failure => ({
	temporary: false,
	throttle: false,
	reply: '',
	...changes
})
const LATER = failure({ code: 'temporarily-refused', scope: 'recipient', temporary: true })
const LOST = failure({ code: 'connection-lost', scope: 'connection', temporary: true })
const THROTTLED = failure({ code: 'temporarily-refused', scope: 'connection', temporary: true, throttle: true })
const UNKNOWN = failure({ code: 'address-unknown', scope: 'recipient', stage: 'rcpt' })
const REFUSED = failure({ code: 'message-refused', scope: 'message', stage: 'content' })
const NO_LOGIN = failure({ code: 'smtp-auth-failed', scope: 'account' })

const FIRST: Record<Exclude<FirstAnswer, 'go'>, Delivery> = {
	unknown: { outcome: 'failed', failure: UNKNOWN },
	later: { outcome: 'failed', failure: LATER },
	lost: { outcome: 'failed', failure: LOST },
	throttled: { outcome: 'failed', failure: THROTTLED }
}
const SILENCE: Delivery = { outcome: 'uncertain', failure: { ...LOST, temporary: false } }
const LAST: Record<LastAnswer, Delivery> = {
	accepted: { outcome: 'sent', reply: '' },
	refused: { outcome: 'failed', failure: REFUSED },
	later: { outcome: 'failed', failure: LATER },
	'accepted-in-silence': SILENCE,
	silent: SILENCE
}

/** A server that says nothing before it is told to, as one process of a relay sees it. */
export class HeldServer implements Mailer {
	/** In the order in which they came. */
	inHand: InHand[] = []
	refusesLogins = false

	open(): ReturnType<Mailer['open']> {
		return Promise.resolve(this.refusesLogins ? err(NO_LOGIN) : ok(new HeldSession(this)))
	}
}

class HeldSession implements Session {
	usable = true
	readonly #server: HeldServer

	constructor(server: HeldServer) {
		this.#server = server
	}

	async send({ to }: { to: string }, commit: () => Promise<void>): Promise<Delivery> {
		const item: InHand = {
			id: to.split('@')[0] ?? '',
			at: 'asked',
			first: Promise.withResolvers(),
			last: Promise.withResolvers()
		}
		this.#server.inHand.push(item)
		const first = await item.first.promise
		if (first !== 'go') return this.#end(item, FIRST[first])
		await commit()
		item.at = 'dot'
		return this.#end(item, LAST[await item.last.promise])
	}

	async close(): Promise<void> {
		this.usable = false
	}

	#end(item: InHand, delivery: Delivery): Delivery {
		this.#server.inHand = this.#server.inHand.filter((each) => each !== item)
		if (delivery.outcome !== 'sent' && delivery.outcome !== 'unsent' && delivery.failure.scope === 'connection')
			this.usable = false
		return delivery
	}
}
