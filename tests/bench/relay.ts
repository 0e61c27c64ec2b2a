import { atLeast, atMost, median, type Bench, type Figure } from './figure.ts'
import {
	sendByPool,
	sendBySource,
	sendTheOldWay,
	startDistance,
	startSink,
	type Program
} from './relay/other-senders.ts'
import { startRelaySender, type RelaySender } from './relay/relay-sender.ts'
import type { Took, Work } from './relay/work.ts'

const ROUNDS = 3
const CONNECTIONS = [1, 5, 20]
const ROUND_TRIP_MS = 20
/** So many messages each: the slow senders get fewer, so that all take about as long. */
const LOCAL: Counts = { relay: (k) => (k === 1 ? 1500 : 4000), source: () => 4000, pool: () => 600, old: 60 }
const DISTANT: Counts = { relay: (k) => 60 * k, source: (k) => 15 * k, pool: (k) => 30 * k, old: 12 }
const ATTACHED = { relay: 300, pool: 100, connections: 5 }
const LARGEST_MAILING = 100_000

type Counts = { [sender in 'relay' | 'source' | 'pool']: (connections: number) => number } & { old: number }
type Senders = { disk: RelaySender; memory: RelaySender }
/** What one round came to; `source` is NaN where it is not installed. */
type Round = { disk: Took; memory: Took; pool: Took; source: number }

/**
 * Messages through the whole relay (HTTP in, SMTP, journal, NDJSON out), with its journal on disk and in memory, beside
 * the same work by others, against one sink, by turns; near, and at a distance.
 */
const bench: Bench = async () => {
	const sink = await startSink()
	const far = await startDistance(sink.port, ROUND_TRIP_MS)
	const ports = [sink.port, far.port]
	const senders = { disk: await startRelaySender('disk', ports), memory: await startRelaySender('memory', ports) }
	try {
		for (const sender of Object.values(senders)) await sender.send({ port: sink.port, count: 3000, connections: 5 })
		return [
			...(await compare(sink.port, senders, LOCAL)).flatMap(localFigures),
			...(await compare(far.port, senders, DISTANT)).flatMap(distantFigures),
			await attachmentFigure(sink, senders.disk),
			await memoryFigure(sink)
		].filter(({ value }) => !Number.isNaN(value))
	} finally {
		for (const program of [senders.disk, senders.memory, far, sink]) await program.stop()
	}
}
export default bench

type Case = { connections: number; rounds: Round[]; old: number }

async function compare(port: number, senders: Senders, counts: Counts): Promise<Case[]> {
	const old = await sendTheOldWay({ port, count: counts.old, connections: 1 })
	const cases: Case[] = []
	for (const connections of CONNECTIONS) {
		const rounds: Round[] = []
		for (let round = 0; round < ROUNDS; round += 1) {
			const work = (sender: 'relay' | 'source' | 'pool'): Work => ({
				port,
				connections,
				count: counts[sender](connections)
			})
			rounds.push({
				source: await sendBySource(work('source')),
				disk: await senders.disk.send(work('relay')),
				memory: await senders.memory.send(work('relay')),
				pool: await sendByPool(work('pool'))
			})
		}
		cases.push({ connections, rounds, old })
	}
	return cases
}

function localFigures({ connections, rounds, old }: Case): Figure[] {
	const of = (pick: (round: Round) => number) => median(rounds.map(pick))
	const at = `near, ${connections} conn.`
	const figures = [
		...rates(at, rounds),
		atLeast(
			`relay ÷ smtp-source, ${at}`,
			of(({ disk, source }) => disk.perSecond / source),
			{
				limit: connections === 1 ? 1.2 : 0.75,
				unit: 'times'
			}
		),
		atLeast(
			`on disk ÷ in memory, ${at}`,
			of(({ disk, memory }) => disk.perSecond / memory.perSecond),
			{
				limit: 0.8,
				unit: 'times'
			}
		)
	]
	if (connections !== 5) return figures
	return [
		...figures,
		atLeast(
			`relay ÷ the old way, ${at}`,
			of(({ disk }) => disk.perSecond / old),
			{ limit: 50, unit: 'times' }
		),
		atMost(
			`processor time, relay, ${at}`,
			of(({ disk }) => disk.cpuPerThousand),
			{ limit: 0.06, unit: 's/1,000' }
		),
		{ name: `processor time, nodemailer's pool, ${at}`, value: of(({ pool }) => pool.cpuPerThousand), unit: 's/1,000' }
	]
}

function distantFigures({ connections, rounds, old }: Case): Figure[] {
	const of = (pick: (round: Round) => number) => median(rounds.map(pick))
	const at = `${ROUND_TRIP_MS} ms away, ${connections} conn.`
	const unit = 'times'
	return [
		...rates(at, rounds),
		atLeast(
			`relay ÷ nodemailer's pool, ${at}`,
			of(({ disk, pool }) => disk.perSecond / pool.perSecond),
			{ limit: 1.9, unit }
		),
		atLeast(
			`relay ÷ smtp-source, ${at}`,
			of(({ disk, source }) => disk.perSecond / source),
			{ limit: 3.5, unit }
		),
		atLeast(
			`on disk ÷ in memory, ${at}`,
			of(({ disk, memory }) => disk.perSecond / memory.perSecond),
			{ limit: 0.97, unit }
		),
		...(connections === 5
			? [
					atLeast(
						`relay ÷ the old way, ${at}`,
						of(({ disk }) => disk.perSecond / old),
						{ limit: 40, unit }
					)
				]
			: [])
	]
}

function rates(at: string, rounds: readonly Round[]): Figure[] {
	const of = (name: string, pick: (round: Round) => number) => ({
		name: `${name}, ${at}`,
		value: median(rounds.map(pick)),
		unit: 'messages/s'
	})
	return [
		of('smtp-source', ({ source }) => source),
		of("nodemailer's pool", ({ pool }) => pool.perSecond),
		of('relay, journal in memory', ({ memory }) => memory.perSecond),
		of('relay, journal on disk', ({ disk }) => disk.perSecond)
	]
}

/** Processor time with an attachment of 200 kB, beside nodemailer's. */
async function attachmentFigure({ port }: Program, relay: RelaySender): Promise<Figure> {
	const work = (count: number): Work => ({ port, count, connections: ATTACHED.connections, attachments: 1 })
	const ratios: number[] = []
	for (let round = 0; round < ROUNDS; round += 1) {
		const [ours, theirs] = [await relay.send(work(ATTACHED.relay)), await sendByPool(work(ATTACHED.pool))]
		ratios.push(ours.cpuPerThousand / theirs.cpuPerThousand)
	}
	return atMost("processor time ÷ nodemailer's, 200 kB attached", median(ratios), { limit: 0.1, unit: 'times' })
}

/** The most memory that a fresh relay ever holds, sending the largest mailing. */
async function memoryFigure({ port }: Program): Promise<Figure> {
	const relay = await startRelaySender('disk', [port])
	try {
		await relay.send({ port, count: LARGEST_MAILING, connections: 20 })
		return atMost(`memory, ${LARGEST_MAILING.toLocaleString('en')} recipients`, relay.peakMegabytes(), {
			limit: 200,
			unit: 'MB'
		})
	} finally {
		await relay.stop()
	}
}
