import fc from 'fast-check'
import { FIRST_ANSWERS, LAST_ANSWERS, type FirstAnswer, type InHand, type LastAnswer } from './held-server.ts'
import { decide, type MailingModel, type Outcome, type Posted, type Wish } from './mailing-model.ts'
import type { World } from './world.ts'

export type Command = fc.AsyncCommand<MailingModel, World>

const IDS = ['a', 'b', 'c', 'd', 'e']
const MINUTE_MS = 60_000
const ENDS_WITHIN_TURNS = 500

/** What must be told once the server has done something with a whole message; `undefined`: it is put off. */
const FATES: Record<LastAnswer, Outcome | undefined> = {
	accepted: 'sent',
	refused: 'failed',
	later: undefined,
	'accepted-in-silence': 'uncertain',
	silent: 'uncertain'
}

/** What a person, a server, a machine may do next, in any order. */
export const COMMANDS: fc.Arbitrary<Command>[] = [
	fc.record({ count: fc.integer({ min: 1, max: IDS.length }), risk: fc.boolean() }).map(postWhole),
	fc.record({ of: fc.subarray(IDS, { minLength: 1 }), risk: fc.boolean() }).map(postAgain),
	fc.constantFrom<Wish>('pause', 'resume', 'cancel').map(steer),
	fc
		.record({ which: fc.nat(9), first: fc.constantFrom(...FIRST_ANSWERS), last: fc.constantFrom(...LAST_ANSWERS) })
		.map(answer),
	fc
		.record({ which: fc.nat(9), first: fc.constantFrom(...FIRST_ANSWERS), last: fc.constantFrom(...LAST_ANSWERS) })
		.map(answer),
	fc
		.record({ which: fc.nat(9), first: fc.constantFrom(...FIRST_ANSWERS), last: fc.constantFrom(...LAST_ANSWERS) })
		.map(answer),
	fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }).map(kill),
	fc.constant(null).map(stop),
	fc.constantFrom(1000, 30_000, 5 * MINUTE_MS, 60 * MINUTE_MS).map(advance),
	fc.boolean().map(refuseLogins)
]

/** Posts everybody who ever was, and the first of all, by their latest attempts: as an app does that comes back. */
function postWhole({ count, risk }: { count: number; risk: boolean }): Command {
	const list = (model: MailingModel) =>
		IDS.filter((id, index) => index < count || model.people.has(id)).map((id) => ({
			id,
			attempt: Math.max(1, model.people.get(id)?.posted ?? 1)
		}))
	return command(`post ${count}${risk ? ' at any risk' : ''}`, (model, world) => post(model, world, list(model), risk))
}

/** Posts some once more, as further attempts, whatever became of the ones before. */
function postAgain({ of, risk }: { of: string[]; risk: boolean }): Command {
	const list = (model: MailingModel) => of.map((id) => ({ id, attempt: (model.people.get(id)?.posted ?? 0) + 1 }))
	return command(`again ${of.join('')}${risk ? ' at any risk' : ''}`, (model, world) =>
		post(model, world, list(model), risk)
	)
}

async function post(model: MailingModel, world: World, recipients: readonly Posted[], risk: boolean): Promise<void> {
	const expected = model.judge(recipients, risk)
	const refusal = await world.post(recipients, risk)
	mustBe('refusal', refusal, expected)
	if (expected === undefined) model.post(recipients, risk)
}

function steer(wish: Wish): Command {
	return command(wish, async (model, world) => {
		mustBe('answer', await world.wish(wish), model.wish(wish) ? undefined : 'unknown-mailing')
	})
}

/** The server answers one of those that wait. */
function answer({ which, first, last }: { which: number; first: FirstAnswer; last: LastAnswer }): Command {
	return command(`answer ${which} ${first}/${last}`, (model, world) => {
		const { inHand } = world.server
		const item = inHand[which % Math.max(1, inHand.length)]
		if (item) giveAnswer(model, item, { first, last })
		return Promise.resolve()
	})
}

function giveAnswer(
	model: MailingModel,
	item: InHand,
	{ first, last }: { first: FirstAnswer; last: LastAnswer }
): void {
	const { id, at } = item
	const attempt = model.current(id)
	const person = model.people.get(id)
	if (!attempt || !person) throw new Error(`${id} is nobody`)
	const fate = at === 'dot' ? FATES[last] : first === 'unknown' ? 'failed' : undefined
	if (at === 'dot' && last.startsWith('accepted')) person.accepted += 1
	if (fate) decide(attempt, fate)
	else if (at === 'dot' || first !== 'go') Object.assign(attempt, { at: 'nowhere', mayFail: true })
	if (at === 'dot') item.last.resolve(last)
	else item.first.resolve(first)
}

/** The process dies; of those whose messages are at the server, some are accepted. */
function kill(accepts: readonly boolean[]): Command {
	return command(`kill ${accepts.join()}`, (model, world) => {
		for (const [index, { id, at }] of world.server.inHand.entries()) {
			const person = model.people.get(id)
			if (at === 'dot' && accepts[index] && person) person.accepted += 1
		}
		model.kill()
		world.kill()
		return Promise.resolve()
	})
}

/** The process is asked to end, and does once the server has answered. */
function stop(): Command {
	return command('stop', async (model, world) => {
		const stopped = world.stop()
		mustBe('refusal while stopping', await world.post([{ id: 'a', attempt: 1 }], true), 'journal-unavailable')
		while (world.server.inHand.length > 0) {
			for (const item of world.server.inHand) giveAnswer(model, item, { first: 'go', last: 'accepted' })
			await world.settle()
			lookAt(model, world, { mayBegin: false })
		}
		await stopped
		model.kill()
		world.kill()
	})
}

function advance(ms: number): Command {
	return command(`wait ${ms}`, (_model, world) => world.clock.advance(ms))
}

function refuseLogins(refuses: boolean): Command {
	return command(refuses ? 'refuse logins' : 'allow logins', (_model, world) => {
		world.server.refusesLogins = refuses
		return Promise.resolve()
	})
}

function command(name: string, run: (model: MailingModel, world: World) => Promise<void>): Command {
	return {
		check: () => true,
		toString: () => name,
		async run(model, world) {
			await run(model, world)
			await compare(model, world)
		}
	}
}

/** Waits until nothing happens, and holds what is seen of the relay against the model. */
async function compare(model: MailingModel, world: World): Promise<void> {
	await world.settle()
	lookAt(model, world, { mayBegin: true })
	model.settle()
	if (model.states.length === 0) return
	const { state, pausedReason, total, sent, failed, uncertain } = await world.summary()
	if (!model.states.includes(state)) throw new Error(`it is ${state}, not ${model.states.join(' or ')}`)
	if (state === 'paused') mustBe('paused by its user', pausedReason === 'user', model.held)
	mustBe('counts', JSON.stringify({ total, sent, failed, uncertain }), JSON.stringify(model.counts))
}

/** Takes note of what the relay has begun, and given up; each must have been allowed. */
function lookAt(model: MailingModel, world: World, { mayBegin }: { mayBegin: boolean }): void {
	for (const [name, { outcome }] of world.told) {
		const [id = '', number] = name.split('/')
		const attempt = model.people.get(id)?.known.find((each) => each.attempt === Number(number))
		if (attempt?.fate === 'open' && attempt.mayFail && outcome === 'failed') decide(attempt, 'failed')
		if (attempt && attempt.fate !== outcome) throw new Error(`${name} is ${attempt.fate}, and ${outcome} was told`)
	}
	for (const { id, at } of world.server.inHand) {
		const attempt = model.current(id)
		const isNew = attempt?.at === 'nowhere'
		if (!attempt || (isNew && !(mayBegin && model.mayBegin(id)))) throw new Error(`${id} must not be sent to`)
		attempt.at = at
	}
	const names = world.server.inHand.map(({ id }) => id)
	if (new Set(names).size < names.length) throw new Error(`two messages to one at a time: ${names.join()}`)
}

/** Everybody does as they should from now on: the app posts what it has, nobody pauses, the server takes everything. */
export async function seeToTheEnd(model: MailingModel, world: World): Promise<void> {
	world.server.refusesLogins = false
	await steer('resume').run(model, world)
	await postWhole({ count: 1, risk: true }).run(model, world)
	for (let turns = 0; !model.isOver; turns += 1) {
		if (turns > ENDS_WITHIN_TURNS) throw new Error('it never ends')
		await answer({ which: 0, first: 'go', last: 'accepted' }).run(model, world)
		if (world.server.inHand.length > 0) continue
		await advance(60 * MINUTE_MS).run(model, world)
		if (world.server.inHand.length === 0 && !model.isOver) await steer('resume').run(model, world)
	}
}

function mustBe(what: string, is: unknown, expected: unknown): void {
	if (is !== expected) throw new Error(`${what}: ${String(is)}, not ${String(expected)}`)
}
