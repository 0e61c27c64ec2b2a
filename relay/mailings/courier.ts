import type { Envelope } from '#relay/mail/session.ts'
import type { Aftermath } from './aftermath.ts'
import type { Lane } from './lanes.ts'
import type { Letter, Letters } from './letters.ts'
import type { Pauses } from './pauses.ts'
import type { Place } from './quotas.ts'
import type { Outgoing, SendQueue } from './send-queue.ts'
import { transact, type TransactionDeps } from './transaction.ts'

/** A message whose turn has come, with its place among the account's limits. */
export type Begun = { message: Outgoing; place: Place; letter?: Letter }

/** With what messages are sent at this moment. */
export type Means = { letters: Letters; account: string; maxRetries: number }

/** What a run decides for its couriers. */
export interface Orders {
	/** `undefined` once the run has let go of its content. */
	means: () => Means | undefined
	/** Opens a session for a lane, if one may be opened now. */
	open: (lane: Lane) => Promise<void>
	/** Whether a message whose turn had come may still begin. */
	mayBegin: (message: Outgoing) => boolean
	/** The next message, if one may begin although others are on their way. Never rejects. */
	next: () => Promise<Begun | undefined>
}

type Parts = { queue: SendQueue; pauses: Pauses; aftermath: Aftermath }

/**
 * Carries messages over one lane, one after the other. While one is being committed, the next is made ready, so that
 * it can be announced with the end of the first; whether it is sent is decided once more when its turn comes.
 */
export class Courier {
	#orders: Orders
	#parts: Parts
	#deps: TransactionDeps
	/** That of the message before; resolves once its fate is in the journal, and told. */
	#written: Promise<void> = Promise.resolve()

	constructor(orders: Orders, parts: Parts, deps: TransactionDeps) {
		this.#orders = orders
		this.#parts = parts
		this.#deps = deps
	}

	/** Goes on until no message may begin any more. */
	async carry(lane: Lane, first: Begun): Promise<void> {
		for (let current: Begun | undefined = first; current;) current = await this.#deliver(lane, current)
		await this.#written
	}

	/** Delivers one message, and gives the next one. */
	async #deliver(lane: Lane, begun: Begun): Promise<Begun | undefined> {
		const following = new Following(this.#orders)
		try {
			const fate = await this.#transact(lane, begun, following)
			if (fate === 'unsent') return begun
		} catch (error) {
			this.#parts.queue.putBack(begun.message)
			this.#parts.pauses.hold(this.#parts.aftermath.failing(error))
		}
		begun.place.release()
		return following.begun
	}

	async #transact(lane: Lane, begun: Begun, following: Following): Promise<'unsent' | undefined> {
		const { message, place } = begun
		if (!lane.session?.usable) await this.#orders.open(lane)
		const { session } = lane
		const means = this.#orders.means()
		if (!session?.usable || !means || !this.#orders.mayBegin(message)) {
			this.#parts.queue.putBack(message)
			return undefined
		}
		this.#parts.queue.begin(message)
		begun.letter ??= await means.letters.write(message.recipient)
		const { account, maxRetries } = means
		const before = this.#written
		const transaction = {
			...{ message, letter: begun.letter, account, maxRetries },
			meanwhile: () => Promise.all([before, following.prepare()]),
			onCommitted: () => place.use(),
			next: () => following.envelope
		}
		const { fate, written } = await transact(session, transaction, this.#deps)
		if (fate.kind === 'unsent') return 'unsent'
		const meet = () => this.#parts.aftermath.meet(fate, message, maxRetries)
		if (fate.kind === 'settled' && fate.result.outcome === 'sent') {
			this.#written = written
				.then(meet)
				.catch((error: unknown) => this.#parts.pauses.hold(this.#parts.aftermath.failing(error)))
			return undefined
		}
		// What went wrong may be a reason to send nothing more.
		await before
		await written
		meet()
		return undefined
	}
}

/** The message after the one that is under way. */
class Following {
	begun: Begun | undefined
	#orders: Orders

	constructor(orders: Orders) {
		this.#orders = orders
	}

	/** Chooses it, and writes its letter. What is wrong with it, its own sending will say. */
	async prepare(): Promise<void> {
		this.begun = await this.#orders.next()
		const { begun } = this
		if (begun) {
			begun.letter = await this.#orders
				.means()
				?.letters.write(begun.message.recipient)
				.catch(() => undefined)
		}
	}

	/** What may be announced of it now. */
	get envelope(): Envelope | undefined {
		const { begun } = this
		return begun && this.#orders.mayBegin(begun.message) ? begun.letter?.envelope : undefined
	}
}
