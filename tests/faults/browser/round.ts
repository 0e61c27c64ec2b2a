import type { Page } from '@playwright/test'
import type { Mailing, MailingLog } from '#shared/mailing.ts'
import { Club } from '#tests/e2e/club.ts'
import { readTable } from '#tests/e2e/stored.ts'
import { checkTrial } from '#tests/faults/check/checker.ts'
import { tellStory } from '#tests/faults/check/story.ts'
import type { Finding, Kill, Trial } from '#tests/faults/check/trial.ts'
import { Dice } from '#tests/faults/dice.ts'
import { FaultServer } from '#tests/faults/smtp/fault-server.ts'
import type { Fault, Script, Stage } from '#tests/faults/smtp/fault.ts'
import { Tape } from '#tests/faults/tape.ts'
import { freePort } from '#tests/support/free-port.ts'
import { RelayProcess } from '#tests/support/relay-process.ts'
import { tellTrial } from './app-story.ts'
import { BrowserLives } from './browser-lives.ts'

const RECIPIENTS = 24
/** Two messages, then a rest: a mailing takes some seconds, so that a browser can be killed and come back meanwhile. */
const PACE = { 'Taille du lot': '2', 'Délai entre lots (ms)': '200' }
const KILLS_A_MAILING = 3
/** Of a hundred kills, so many take the relay along. */
const RELAY_TOO = 25
/** From the start of a browser, or from its person's last word: before it has come up, or long after. */
const KILLED_WITHIN_MS = 3000
const RELAY_LIVES_ON_MS = 1000
const OVER_WITHIN_MS = 90_000
const LOOKS_EVERY_MS = 200
/** Of a hundred messages, so many meet a fault at each stage. */
const FAULTS: Partial<Record<Stage, { share: number; fault: Fault }>> = {
	rcpt: { share: 4, fault: { kind: 'reply', text: '550 5.1.1 No such user' } },
	dot: { share: 6, fault: { kind: 'octets', text: '', accept: true, then: 'close' } }
}

export type BrowserReport = {
	kills: number
	relayKills: number
	mailings: number
	recipients: number
	accepted: number
	uncertain: number
	findings: Finding[]
}

/** Kills a browser again and again while its app sends, and compares what the app knows in the end with the server. */
export async function runBrowserRound({ seed, kills }: { seed: number; kills: number }): Promise<BrowserReport> {
	const tape = new Tape()
	const dice = new Dice(seed)
	const server = await FaultServer.start({ tape, pipelining: true })
	const allow = `${server.host}:${server.port}`
	const relay = new RelayProcess(await freePort(), { RELAY_SANDBOX: 'off', RELAY_SMTP_ALLOW: allow })
	await relay.start()
	const browser = new BrowserLives()
	try {
		return await new BrowserRound({ tape, dice, server, relay, browser }).run(kills)
	} finally {
		await browser.clear()
		await relay.stop()
		await server.close()
	}
}

type Surroundings = { tape: Tape; dice: Dice; server: FaultServer; relay: RelayProcess; browser: BrowserLives }

class BrowserRound {
	readonly #around: Surroundings
	readonly #report: BrowserReport = {
		kills: 0,
		relayKills: 0,
		mailings: 0,
		recipients: 0,
		accepted: 0,
		uncertain: 0,
		findings: []
	}

	constructor(around: Surroundings) {
		this.#around = around
	}

	async run(kills: number): Promise<BrowserReport> {
		await this.#setUp()
		while (this.#report.kills < kills) await this.#mail(Math.min(KILLS_A_MAILING, kills - this.#report.kills))
		return this.#report
	}

	/** A first life, in which the members come and the account is set up. */
	async #setUp(): Promise<void> {
		const { server, relay, browser } = this.#around
		const page = await browser.begin()
		await page.goto(relay.pairingLink)
		const club = new Club(page)
		await club.isOpen()
		await club.addMembers(RECIPIENTS)
		await club.goTo('Mailing')
		await club.configure({ host: server.host, port: server.port })
		await club.press('Configuration SMTP')
		const dialog = club.dialog('Configuration SMTP')
		for (const [label, value] of Object.entries(PACE)) await dialog.getByLabel(label).fill(value)
		await club.press('OK', dialog)
		await dialog.waitFor({ state: 'hidden' })
		await browser.kill()
	}

	/** One mailing, from its writing to its end, through so many kills. */
	async #mail(kills: number): Promise<void> {
		const { tape, server } = this.#around
		const firstVerdict = server.verdicts.length
		const begunAt = tape.next().tick
		server.script = this.#throwScript()
		const looks: MailingLog[][] = []
		const died: Kill[] = []
		let opening = this.#open().then((page) => this.#send(page))
		await opening
		for (let made = 0; made < kills; made += 1) {
			died.push(...(await this.#kill()))
			await opening.catch(() => {})
			opening = this.#comeBack(looks)
			// Who is killed on the way back has seen nothing.
			opening.catch(() => {})
		}
		const over = await this.#seeToTheEnd(await opening, looks)
		await this.#around.browser.kill()
		const verdicts = server.verdicts.slice(firstVerdict)
		this.#note(tellTrial({ looks, verdicts, kills: died, over, begunAt }, tape))
	}

	#throwScript(): Script {
		const dice = this.#around.dice.fork()
		return ({ stage }) => {
			const { share, fault } = FAULTS[stage] ?? { share: 0 }
			return dice.percent(share) ? fault : undefined
		}
	}

	/** Opens the browser where mailings are sent: the app goes on by itself with what is not over. */
	async #open(): Promise<Page> {
		const { relay, browser } = this.#around
		const page = await browser.begin()
		await page.goto(`${relay.url}/mailing`)
		await new Club(page).isOpen()
		return page
	}

	async #comeBack(looks: MailingLog[][]): Promise<Page> {
		const page = await this.#open()
		looks.push(await this.#look(page))
		return page
	}

	async #send(page: Page): Promise<Page> {
		const club = new Club(page)
		await club.selectAllRecipients()
		await club.write('Sortie de printemps', 'Bonjour à tous')
		await club.send(RECIPIENTS)
		return page
	}

	/** Kills the browser after a while, and now and then the relay as well, once it has sent more than the app knows. */
	async #kill(): Promise<Kill[]> {
		const { dice, tape, relay, browser } = this.#around
		const relayToo = dice.percent(RELAY_TOO)
		await new Promise((resolve) => setTimeout(resolve, dice.int(0, KILLED_WITHIN_MS)))
		await browser.kill()
		this.#report.kills += 1
		if (!relayToo) return []
		await new Promise((resolve) => setTimeout(resolve, dice.int(0, RELAY_LIVES_ON_MS)))
		await relay.kill()
		this.#report.relayKills += 1
		tape.life += 1
		await relay.start()
		return [{ life: tape.life, signal: 'SIGKILL', connections: 1 }]
	}

	/** Waits until the app says that the mailing is over. */
	async #seeToTheEnd(page: Page, looks: MailingLog[][]): Promise<boolean> {
		const until = Date.now() + OVER_WITHIN_MS
		for (;;) {
			const mailings = (await readTable(page, 'mailings')) as Mailing[]
			const over = mailings.every(({ progress }) => progress === 'done')
			if (over || Date.now() > until) {
				looks.push(await this.#look(page))
				return over
			}
			await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS))
		}
	}

	/** What the app's database says of the mailing that was written last. */
	async #look(page: Page): Promise<MailingLog[]> {
		const mailings = (await readTable(page, 'mailings')) as Mailing[]
		const [latest] = mailings.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
		const logs = (await readTable(page, 'mailingLogs')) as MailingLog[]
		return logs.filter(({ mailingId }) => mailingId === latest?.id)
	}

	#note(trial: Trial): void {
		const report = this.#report
		report.mailings += 1
		for (const { attempts, accepted } of tellStory(trial).people.values()) {
			report.recipients += 1
			report.accepted += accepted
			report.uncertain += attempts.filter(({ result }) => result?.outcome === 'uncertain').length
		}
		report.findings.push(...checkTrial(trial))
		if (!trial.over) report.findings.push({ rule: 'lost', detail: 'the mailing is never over' })
	}
}
