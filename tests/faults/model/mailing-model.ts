export type Outcome = 'sent' | 'failed' | 'uncertain'
export type Wish = 'pause' | 'resume' | 'cancel'
export type Posted = { id: string; attempt: number }

/** One attempt as the relay should know it. */
export type Attempt = {
	attempt: number
	fate: 'open' | 'cancelled' | Outcome
	/** Where its message is: `asked`, the server has its envelope; `dot`, all of it. */
	at: 'nowhere' | 'asked' | 'dot'
	/** It was put off, so the relay may give it up. */
	mayFail: boolean
}

/** One recipient: what a relay knows, the highest attempt that was ever taken in, how often a server has accepted. */
type Person = { known: Attempt[]; posted: number; accepted: number; risks: number }

/** What a relay should do with one mailing, in the fewest words: no clock, no queue, no connections. */
export class MailingModel {
	readonly people = new Map<string, Person>()
	/** A process has it in hand. */
	running = false
	/** The process holds it for a person. */
	held = false
	#known = false
	#total = 0
	#finished = false
	#userPaused = false
	#cancelledAttempt = 0
	#highestAttempt = 0

	/** Why a posting is refused, if it is. */
	judge(recipients: readonly Posted[], risk: boolean): string | undefined {
		for (const recipient of recipients) {
			const verdict = this.#judge(recipient, risk)
			if (!['send', 'leave', 'replay'].includes(verdict)) return verdict
		}
		return undefined
	}

	/** Takes in a posting that is not refused. */
	post(recipients: readonly Posted[], risk: boolean): void {
		const verdicts = recipients.map((recipient) => this.#judge(recipient, risk))
		const isFresh = verdicts.includes('send')
		for (const [index, { id, attempt }] of recipients.entries()) {
			const person = this.people.get(id) ?? { known: [], posted: 0, accepted: 0, risks: 0 }
			this.people.set(id, person)
			if (attempt > Math.max(1, person.posted) && risk) person.risks += 1
			person.posted = Math.max(person.posted, attempt)
			this.#highestAttempt = Math.max(this.#highestAttempt, attempt)
			if (person.known.some((each) => each.attempt === attempt)) continue
			const fate = verdicts[index] === 'send' ? 'open' : 'cancelled'
			person.known.push({ attempt, fate, at: 'nowhere', mayFail: false })
		}
		// Whom a process never began to send to, only that process knew; how many they were, the journal does.
		this.#total = Math.max(this.#total, [...this.people.values()].filter(({ known }) => known.length > 0).length)
		this.#known = true
		if (isFresh) this.#finished = false
		if (!this.running) this.held = this.#userPaused && isFresh
		this.running = true
	}

	/** Whether a wish is granted: a mailing that was never posted does not exist. */
	wish(wish: Wish): boolean {
		if (!this.#known) return false
		if (!this.running && this.#finished) return true
		this.#userPaused = wish === 'pause'
		this.held = this.running && this.#userPaused
		if (wish === 'cancel') this.#cancelledAttempt = this.#highestAttempt
		return true
	}

	/** The process is gone: what no disk has seen is forgotten, and what was under way nobody can know. */
	kill(): void {
		for (const person of this.people.values()) {
			for (const attempt of person.known) if (attempt.at === 'dot') decide(attempt, 'uncertain')
			person.known = person.known.filter(({ fate }) => fate !== 'open' && fate !== 'cancelled')
		}
		this.running = false
		this.held = false
	}

	/** What follows by itself: whoever is cancelled stays out, and a run with nothing left ends. */
	settle(): void {
		for (const attempt of this.#attempts) {
			const isCancelled =
				attempt.fate === 'open' && attempt.at === 'nowhere' && attempt.attempt <= this.#cancelledAttempt
			if (isCancelled) attempt.fate = 'cancelled'
		}
		if (!this.running || this.#attempts.some(({ fate }) => fate === 'open')) return
		this.running = false
		this.held = false
		this.#finished = true
		this.#userPaused = false
	}

	/** The attempt of a recipient that is under way, or waits; there is never more than one. */
	current(id: string): Attempt | undefined {
		return this.people.get(id)?.known.find(({ fate }) => fate === 'open')
	}

	/** Whether a message to this recipient may begin now. */
	mayBegin(id: string): boolean {
		const current = this.current(id)
		const waits = current?.at === 'nowhere' && current.attempt > this.#cancelledAttempt
		return this.running && !this.held && waits
	}

	get counts(): Record<Outcome | 'total', number> {
		const latest = [...this.people.values()].map(({ known }) => known.at(-1)?.fate)
		const count = (outcome: Outcome) => latest.filter((fate) => fate === outcome).length
		return { total: this.#total, sent: count('sent'), failed: count('failed'), uncertain: count('uncertain') }
	}

	/** What its summary may say; the relay has reasons of its own to hold a mailing. */
	get states(): string[] {
		if (!this.#known) return []
		if (this.#cancelledAttempt >= this.#highestAttempt) return ['cancelled']
		if (this.#finished) return ['done']
		if (!this.running) return ['interrupted']
		return this.held ? ['paused'] : ['running', 'paused']
	}

	/** Whom nobody has decided about yet. */
	get isOver(): boolean {
		return !this.running && (this.#finished || !this.#known)
	}

	get #attempts(): Attempt[] {
		return [...this.people.values()].flatMap(({ known }) => known)
	}

	#judge({ id, attempt }: Posted, risk: boolean): string {
		const known = this.people.get(id)?.known ?? []
		const same = known.find((each) => each.attempt === attempt)
		if (same) return same.fate === 'open' || same.fate === 'cancelled' ? 'leave' : 'replay'
		const verdict = this.#judgeNew(known, attempt, risk)
		return verdict === 'send' && attempt <= this.#cancelledAttempt ? 'leave' : verdict
	}

	#judgeNew(known: readonly Attempt[], attempt: number, risk: boolean): string {
		const latest = known.at(-1)
		const isFree = attempt === 1 || attempt - 1 <= this.#cancelledAttempt
		if (!latest) return isFree || risk ? 'send' : 'attempt-refused'
		if (latest.attempt > attempt || known.some(({ fate }) => fate === 'open' || fate === 'sent'))
			return 'attempt-refused'
		// What was cancelled, a later process knows only by its number.
		if (latest.attempt < attempt - 1) return isFree ? 'send' : 'attempt-refused'
		return latest.fate === 'uncertain' && !risk ? 'duplicate-risk' : 'send'
	}
}

/** Decides an attempt: once and for ever. */
export function decide(attempt: Attempt, outcome: Outcome): void {
	if (attempt.fate !== 'open') throw new Error(`attempt ${attempt.attempt} is ${attempt.fate} already, not ${outcome}`)
	attempt.fate = outcome
	attempt.at = 'nowhere'
}
