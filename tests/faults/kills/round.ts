import { checkTrial } from '#tests/faults/check/checker.ts'
import type { Finding, Rule, Step, Trial } from '#tests/faults/check/trial.ts'
import { Dice } from '#tests/faults/dice.ts'
import type { Mutant } from '#tests/faults/mutants/mutants.ts'
import { RelayLives } from '#tests/faults/relay-lives.ts'
import { FaultServer } from '#tests/faults/smtp/fault-server.ts'
import type { Fault, Moment } from '#tests/faults/smtp/fault.ts'
import { Tape } from '#tests/faults/tape.ts'
import { Course } from './course.ts'
import { Disk, throwSpell } from './full-disk.ts'
import { throwEnding, Trigger, type Ending, type MomentName } from './moment.ts'
import { throwGreeting, throwScenario } from './scenario.ts'
import { Tally } from './tally.ts'

/** Mailings on their way at a time. */
const MAILINGS = 3
/** A life in which the moment to kill does not come ends all the same: soon, when nothing happens any more. */
const LONGEST_LIFE_MS = 1000
const QUIET_MS = 250
const LOOKS_EVERY_MS = 50
/** So long a connection may be gone without the relay's having noticed when it was killed. */
const UNNOTICED_MS = 100
const PASSWORD = 'password-of-the-trials'
/** Of a hundred connections, so many are greeted wrongly: few, since whoever is waits, and is killed before it tries again. */
const WRONG_GREETINGS = 2
const FULL_DISKS = 6
/** In the end, everything is over within this. */
const DRAINED_WITHIN_MS = 120_000

export type RoundOptions = {
	seed: number
	kills: number
	/** A part of the relay that is to be broken, see mutants/. */
	mutant?: Mutant
	/** The round ends as soon as one of these is found. */
	until?: readonly Rule[]
	/** Ends lives at these moments only. */
	moments?: readonly MomentName[]
	/** In so many of a hundred lives, the disk takes nothing for a while; in a few, unless told. */
	fullDisks?: number
	/** The journal lies on a disk that is filled to its last octet then; else the system lets it write no file. */
	smallDisk?: boolean
	/** Ends all lives so; else a few are asked to end, and most are killed. */
	signal?: Ending['signal']
}

/** A mailing with which something is wrong, and all that is known about it. */
export type Breach = { mailing: string; findings: Finding[]; trial: Trial; faults: FaultServer['committed'] }

export type RoundReport = { seed: number; tally: Tally; breaches: Breach[]; output: string }

/** Kills one relay again and again while mailings go through it, sees them to their end, and checks each. */
export async function runRound(options: RoundOptions): Promise<RoundReport> {
	const tape = new Tape()
	const servers = [
		await FaultServer.start({ tape, pipelining: true, password: PASSWORD }),
		await FaultServer.start({ tape })
	] as const
	const allow = servers.map(({ host, port }) => `${host}:${port}`).join(',')
	const { mutant, smallDisk } = options
	const lives = await RelayLives.prepare(tape, { allow, smallDisk, ...(mutant !== undefined && { mutant }) })
	try {
		return await new Round(options, { tape, servers, lives }).run()
	} finally {
		lives.clear()
		await Promise.all(servers.map((server) => server.close()))
	}
}

type Surroundings = { tape: Tape; servers: readonly [FaultServer, FaultServer]; lives: RelayLives }

class Round {
	readonly #options: RoundOptions
	readonly #around: Surroundings
	readonly #dice: Dice
	readonly #tally = new Tally()
	readonly #breaches: Breach[] = []
	readonly #courses = new Map<string, Course>()
	#trigger: Trigger | undefined
	/** What befalls all mailings alike is thrown apart from what befalls each. */
	readonly #chance: Dice
	#draining = false
	#begun = 0
	/** When something happened last, in ms as `performance.now()` counts. */
	#stirred = 0

	constructor(options: RoundOptions, around: Surroundings) {
		this.#options = options
		this.#around = around
		this.#dice = new Dice(options.seed)
		this.#chance = this.#dice.fork()
		for (const server of around.servers) {
			server.script = (moment) => this.#faultAt(moment)
			server.onMoment = ({ stage }) => this.#stir(stage === 'greeting' ? 'connection' : (stage as 'dot'))
			server.onAnswered = () => this.#stir('answered')
		}
	}

	async run(): Promise<RoundReport> {
		const { seed, kills, mutant, moments, signal } = this.#options
		while (this.#tally.endings < kills && !this.#isOver) {
			const ending = throwEnding(this.#dice, moments)
			await this.#live(signal ? { ...ending, signal } : ending)
		}
		if (!this.#isOver) await this.#drain()
		for (const server of this.#around.servers) {
			this.#tally.counts.wrongGreetings += server.committed.filter(({ stage }) => stage === 'greeting').length
			if (server.offences.length > 0 && mutant === undefined) throw new Error(server.offences.join('\n'))
		}
		return { seed, tally: this.#tally, breaches: this.#breaches, output: this.#around.lives.output }
	}

	/** What the round was to find has been found. */
	get #isOver(): boolean {
		const { until = [] } = this.#options
		return this.#breaches.some(({ findings }) => findings.some(({ rule }) => until.includes(rule)))
	}

	/** One life of the relay, from its start to its chosen end. */
	async #live(ending: Ending): Promise<void> {
		const { servers, lives, tape } = this.#around
		for (const server of servers) server.forgetClosed()
		const killed = Promise.withResolvers<{ unanswered: number; instant: number }>()
		const trigger = new Trigger(ending, () => {
			killed.resolve({ unanswered: servers[0].unanswered + servers[1].unanswered, instant: performance.now() })
			lives.signal(ending.signal)
		})
		this.#trigger = trigger
		const { listening, ended } = lives.begin()
		if (ending.moment === 'start') setTimeout(() => trigger.fire(), ending.delayMs)
		const life = new AbortController()
		const disk = new Disk(lives)
		const running = listening.then((listens) => (listens ? this.#attend(life.signal, ending, disk) : undefined))
		const code = await ended
		if (!trigger.fired) throw new Error(`the relay ended by itself with ${code}:\n${lives.output}`)
		life.abort()
		await Promise.all([running, disk.end(), ...servers.map((server) => server.idle())])
		if (ending.signal === 'SIGTERM' && code !== 0) throw new Error(`asked to end, the relay did so with ${code}`)
		const { unanswered, instant } = await killed.promise
		const connections = this.#noteKill(ending, { life: tape.life, instant: Math.min(instant, disk.fullSince) })
		this.#tally.countEnding(trigger.reached, { unanswered, connections })
	}

	async #attend(signal: AbortSignal, { moment, delayMs }: Ending, disk: Disk): Promise<void> {
		const ends = setTimeout(() => this.#trigger?.fire(), moment === 'delay' ? delayMs : LONGEST_LIFE_MS)
		this.#stirred = performance.now()
		const looks = setInterval(() => {
			if (performance.now() - this.#stirred > QUIET_MS) this.#trigger?.fire()
		}, LOOKS_EVERY_MS)
		const spell = throwSpell(this.#chance, this.#options.fullDisks ?? FULL_DISKS)
		if (spell) disk.begin(spell)
		while (this.#courses.size < MAILINGS) this.#begin()
		const url = this.#around.lives.url
		await Promise.all(
			[...this.#courses.values()].map(async (first) => {
				for (let course = first; await course.run(url, signal); course = this.#begin()) this.#finish(course)
			})
		)
		clearTimeout(ends)
		clearInterval(looks)
	}

	/** Sees everything to its end, with a server that does as servers should. */
	async #drain(): Promise<void> {
		this.#draining = true
		const { lives } = this.#around
		const { listening, ended } = lives.begin()
		if (!(await listening)) throw new Error(`the relay does not start:\n${lives.output}`)
		const signal = AbortSignal.timeout(DRAINED_WITHIN_MS)
		const courses = [...this.#courses.values()]
		await Promise.all(courses.map(async (course) => await course.run(lives.url, signal)))
		lives.signal('SIGTERM')
		const code = await ended
		if (code !== 0) throw new Error(`the relay ended with ${code}:\n${lives.output}`)
		await Promise.all(this.#around.servers.map((server) => server.idle()))
		for (const course of courses) this.#finish(course)
	}

	#begin(): Course {
		this.#begun += 1
		const id = `m${this.#options.seed}-${this.#begun}`
		const { servers, lives } = this.#around
		const { host, port } = this.#dice.pick(servers)
		const scenario = throwScenario(this.#dice, { id, host, port })
		const { smtp } = scenario.content
		const course = new Course({
			scenario,
			tape: this.#around.tape,
			dice: this.#dice.fork(),
			seal: port === servers[0].port ? () => lives.seal(smtp, PASSWORD) : undefined,
			onStep: (step) => this.#notice(step)
		})
		this.#courses.set(course.from, course)
		return course
	}

	#finish(course: Course): void {
		this.#courses.delete(course.from)
		const { servers } = this.#around
		const severed = servers.reduce((sum, server) => sum + (server.severed.get(course.from) ?? 0), 0)
		const verdicts = servers.flatMap((server) => server.verdicts)
		const trial = course.trial(verdicts, severed)
		this.#tally.countTrial(trial)
		const findings = checkTrial(trial)
		if (course.refused !== undefined) findings.push({ rule: 'lost', detail: `refused: ${course.refused}` })
		if (findings.length > 0) {
			const faults = servers.flatMap((server) => server.committed.filter(({ from }) => from === course.from))
			this.#breaches.push({ mailing: course.scenario.content.id, findings, trial, faults })
		}
		if (this.#isOver) this.#trigger?.fire()
	}

	#noteKill({ signal }: Ending, { life, instant }: { life: number; instant: number }): number {
		let sum = 0
		for (const course of this.#courses.values()) {
			const counts = this.#around.servers.map((server) => server.countOpenAfter(course.from, instant - UNNOTICED_MS))
			const connections = signal === 'SIGKILL' ? Math.max(...counts) : 0
			course.kills.push({ life, signal, connections })
			sum += connections
		}
		return sum
	}

	#stir(moment: MomentName): void {
		this.#stirred = performance.now()
		this.#trigger?.count(moment)
	}

	#notice(step: Step): void {
		this.#stirred = performance.now()
		if (step.kind === 'heard' && (step.event.type === 'accepted' || step.event.type === 'result'))
			this.#stir(step.event.type)
		if (step.kind === 'asked') setTimeout(() => this.#trigger?.count('steered'), this.#dice.int(0, 5))
	}

	#faultAt(moment: Moment): Fault | undefined {
		if (this.#draining) return undefined
		// Whoever is being killed hears nothing any more.
		if (this.#trigger?.fired && this.#trigger.ending.signal === 'SIGKILL' && moment.stage === 'dot')
			return { kind: 'stall', accept: this.#dice.percent(50) }
		const fault =
			moment.stage === 'greeting' ? this.#greeting() : this.#courses.get(moment.from)?.scenario.script(moment)
		const asked = this.#trigger?.ending.signal === 'SIGTERM'
		return asked && fault?.kind === 'stall' ? undefined : fault
	}

	#greeting(): Fault | undefined {
		return this.#chance.percent(WRONG_GREETINGS) ? throwGreeting(this.#chance) : undefined
	}
}
