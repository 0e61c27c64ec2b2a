import type { Kill, Step, Trial, Verdict } from '#tests/faults/check/trial.ts'
import { Device } from '#tests/faults/device.ts'
import type { Dice } from '#tests/faults/dice.ts'
import type { Tape } from '#tests/faults/tape.ts'
import { senderOf, type Scenario } from './scenario.ts'

/** A person who paused goes on after at most so long. */
const HOLDS_FOR_MS = 60

type CourseOptions = {
	scenario: Scenario
	tape: Tape
	dice: Dice
	onStep: (step: Step) => void
	/** Seals the password of its account, where its server wants one. */
	seal: (() => Promise<string>) | undefined
}

/** One mailing on its way through many lives of the relay: its devices, what they want, what comes after the end. */
export class Course {
	readonly scenario: Scenario
	readonly from: string
	readonly kills: Kill[] = []
	readonly #dice: Dice
	readonly #devices: Device[]
	readonly #next: ('resend' | 'restore')[]
	#heard = 0

	constructor({ scenario, tape, dice, onStep, seal }: CourseOptions) {
		this.scenario = scenario
		this.from = senderOf(scenario.content.id)
		this.#dice = dice
		this.#next = [...(scenario.resends ? ['resend' as const] : []), ...(scenario.restores ? ['restore' as const] : [])]
		const { content, recipients } = scenario
		this.#devices = Array.from({ length: scenario.devices }, (_, index) => {
			const own = (step: Step) => this.#notice(device, step, index === 0)
			const device = new Device({
				tape,
				content,
				...(seal && { seal }),
				onStep: (step) => {
					own(step)
					onStep(step)
				}
			})
			device.submit(recipients)
			return device
		})
	}

	/** Goes on for the length of one life of the relay, from one end to the next. Resolves to true once all is over. */
	async run(url: string, signal: AbortSignal): Promise<boolean> {
		for (const device of this.#devices) if (device.held) this.#resumeSoon(device, signal)
		for (;;) {
			await Promise.all(this.#devices.map((device) => device.run(url, signal)))
			if (signal.aborted) return false
			if (!this.#begin(this.#next.shift())) return true
		}
	}

	/** Why the relay refused a posting, if it did; nothing here deserves to be refused. */
	get refused(): string | undefined {
		return this.#devices.find(({ refused }) => refused !== undefined)?.refused
	}

	trial(verdicts: readonly Verdict[], cutConnections: number): Trial {
		return {
			connections: this.scenario.connections,
			devices: this.#devices.map(({ steps }) => steps),
			verdicts: verdicts.filter(({ from }) => from === this.from),
			kills: this.kills,
			over: true,
			cutConnections
		}
	}

	/** What comes after the end, if anything does. */
	#begin(next: 'resend' | 'restore' | undefined): boolean {
		const [first] = this.#devices
		if (!next || !first || this.refused !== undefined) return false
		if (next === 'restore') {
			first.memory.forget()
			first.over = false
			return true
		}
		const again = first.memory.latest.filter((each) => first.memory.resultOf(each)?.outcome !== 'sent')
		const attempts = again.map((each) => ({ ...each, attempt: each.attempt + 1 }))
		first.submit(attempts, { acceptDuplicateRisk: true })
		return true
	}

	#notice(device: Device, step: Step, isFirst: boolean): void {
		if (step.kind === 'granted' && step.wish === 'pause') this.#resumeSoon(device)
		if (step.kind !== 'heard') return
		const { wish, cuts } = this.scenario
		if (isFirst) this.#heard += 1
		if (isFirst && wish && this.#heard === wish.after) device.want(wish.kind)
		const isCut = isFirst && cuts && this.#heard % cuts.every === 0 && this.#heard <= cuts.every * cuts.times
		if (isCut) device.cut(cuts.lost)
	}

	#resumeSoon(device: Device, signal?: AbortSignal): void {
		setTimeout(
			() => {
				if (!signal?.aborted && device.held) device.want('resume')
			},
			this.#dice.int(0, HOLDS_FOR_MS)
		)
	}
}
