import type { MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { MailingSummary } from '#shared/wire/summary.ts'

type Figure = { name: string; kind: 'counter' | 'gauge'; help: string; values: Readonly<Record<string, number>> }

/** Figures of a relay for whoever watches it: sums only, of no club, mailing, address or key. */
export class Metrics {
	#answers: Record<string, number> = {}
	readonly #mailings: () => readonly MailingSummary[]

	constructor(mailings: () => readonly MailingSummary[]) {
		this.#mailings = mailings
	}

	/** Counts what is answered, by the class of its status. */
	readonly count: MiddlewareHandler = async (c, next) => {
		await next()
		const label = `status="${Math.floor(c.res.status / 100)}xx"`
		this.#answers[label] = (this.#answers[label] ?? 0) + 1
	}

	/** All figures, in the text format of Prometheus. */
	format(): string {
		const { rss, heapUsed } = process.memoryUsage()
		const figures: Figure[] = [
			{ name: 'answers_total', kind: 'counter', help: 'HTTP answers by class of status.', values: this.#answers },
			...describeMailings(this.#mailings()),
			{ name: 'uptime_seconds', kind: 'gauge', help: 'Since the start.', values: { '': Math.round(process.uptime()) } },
			{ name: 'resident_bytes', kind: 'gauge', help: 'Memory of the process.', values: { '': rss } },
			{ name: 'heap_bytes', kind: 'gauge', help: 'Memory in use by objects.', values: { '': heapUsed } }
		]
		return figures.map(formatFigure).join('')
	}
}

/** The only thing at the port of the figures. */
export function metricsPage(metrics: Metrics): Hono {
	return new Hono().get('/metrics', (c) =>
		c.body(metrics.format(), 200, { 'content-type': 'text/plain; version=0.0.4' })
	)
}

function describeMailings(mailings: readonly MailingSummary[]): Figure[] {
	const states: Record<string, number> = { 'state="running"': 0, 'state="paused"': 0 }
	const recipients: Record<string, number> = {}
	for (const outcome of ['sent', 'failed', 'uncertain', 'cancelled'] as const) {
		recipients[`outcome="${outcome}"`] = mailings.reduce((sum, mailing) => sum + mailing[outcome], 0)
	}
	for (const { state } of mailings) states[`state="${state}"`] = (states[`state="${state}"`] ?? 0) + 1
	return [
		{
			name: 'mailings',
			kind: 'gauge',
			help: 'Mailings in memory, ended ones that were not dropped yet too.',
			values: states
		},
		{ name: 'recipients', kind: 'gauge', help: 'Recipients of these mailings that are decided.', values: recipients }
	]
}

function formatFigure({ name, kind, help, values }: Figure): string {
	const full = `club_manager_${name}`
	const lines = Object.entries(values).map(([label, value]) => `${full}${label && `{${label}}`} ${value}\n`)
	return `# HELP ${full} ${help}\n# TYPE ${full} ${kind}\n${lines.join('')}`
}
