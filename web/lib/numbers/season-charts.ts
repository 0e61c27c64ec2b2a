import { formatDay } from '#shared/day.ts'
import { cellAmount } from '#shared/money.ts'
import { PAYMENT_MEANS } from '#shared/payment.ts'
import { AGE_BANDS, type SeasonNumbers } from '#shared/season-numbers.ts'
import { PAYMENT_STATUSES } from '#shared/standing.ts'
import { amountWord, meansWord } from '#web/money/money-words.ts'
import { m } from '#web/paraglide/messages.js'
import { statusWord } from '#web/status-words.ts'
import type { Figures } from '#web/state/season-figures.svelte.ts'
import { countWord } from './number-words.ts'

/** One line of a chart and of its table. `rest`: what is no value like the others, as "not known". */
export type ChartRow = { label: string; values: (number | undefined)[]; rest?: boolean }

/** What a chart shows, whatever draws it, writes it down or reads it out. */
export type ChartModel = {
	/** Part of the names of its files. */
	id: string
	title: string
	/** What is counted, and how, in a sentence. */
	note: string
	/** Bars lie, columns stand, parts lie one after the other in one bar. */
	form: 'bars' | 'columns' | 'parts'
	/** What the lines are. */
	head: string
	/** What the values of a line are, one each. */
	series: string[]
	rows: ChartRow[]
	/** All lines, where the chart shows the first of many. */
	allRows?: ChartRow[]
	format: (value: number) => string
	/** A value as a cell of a file. */
	cell: (value: number) => string
}

/** How many towns a chart shows: the others are one bar. */
const TOWNS = 8

/** The charts of a season's members, in the order of the page. */
export const listMemberCharts = (figures: Figures): ChartModel[] => [
	...comingsChart(figures),
	agesChart(figures),
	citiesChart(figures.numbers)
]

/** The charts of its money. */
export const listMoneyCharts = ({ numbers }: Figures): ChartModel[] => [moneyChart(numbers), statusChart(numbers)]

const ofPeople = { format: countWord, cell: String }
const people = () => [m.members_title()]
const row = (label: string, value: number, rest = false): ChartRow => ({ label, values: [value], rest })
/** A line for what is not like the others, where there is any of it. */
const restRow = (label: string, value: number) => (value === 0 ? [] : [row(label, value, true)])

function comingsChart({ season, before }: Figures): ChartModel[] {
	if (!before) return []
	const { joined, renewed, lost } = before.comings
	return [
		{
			...{ id: m.numbers_file_comings(), form: 'parts', ...ofPeople },
			title: m.numbers_comings_title(),
			note: m.numbers_comings_note({ before: before.season.name }),
			head: m.seasons_one(),
			series: [m.numbers_renewed(), m.numbers_lost(), m.numbers_joined()],
			rows: [
				{ label: before.season.name, values: [renewed, lost, undefined] },
				{ label: season.name, values: [renewed, undefined, joined] }
			]
		}
	]
}

function agesChart({ season, numbers: { ages } }: Figures): ChartModel {
	const bands = AGE_BANDS.map(({ from, to }, at) =>
		row(to === undefined ? m.numbers_age_over({ from }) : m.numbers_age_band({ from, to }), ages.bands[at] ?? 0)
	)
	return {
		...{ id: m.numbers_file_ages(), form: 'columns', ...ofPeople },
		title: m.numbers_ages_title(),
		note: m.numbers_ages_note({ day: formatDay(season.startsOn) }),
		head: m.numbers_age(),
		series: people(),
		rows: [...bands, ...restRow(m.numbers_unknown_age(), ages.unknown)]
	}
}

function citiesChart({ cities, unknownCity }: SeasonNumbers): ChartModel {
	const others = cities.slice(TOWNS)
	const shown = others.length === 1 ? cities : cities.slice(0, TOWNS)
	const left = cities.slice(shown.length)
	const count = left.reduce((sum, city) => sum + city.count, 0)
	const unknown = restRow(m.numbers_unknown_city(), unknownCity)
	const rowOf = ({ name, count }: (typeof cities)[number]) => row(name, count)
	return {
		...{ id: m.numbers_file_cities(), form: 'bars', ...ofPeople },
		title: m.numbers_cities_title(),
		note: m.numbers_cities_note({ count: cities.length }),
		head: m.members_field_city(),
		series: people(),
		rows: [...shown.map(rowOf), ...restRow(m.numbers_other_cities({ count: left.length }), count), ...unknown],
		allRows: [...cities.map(rowOf), ...unknown]
	}
}

function moneyChart({ money }: SeasonNumbers): ChartModel {
	const means = PAYMENT_MEANS.map((one) => row(meansWord(one), money.received[one]))
	const notes = [
		m.numbers_money_note(),
		...(money.surplus > 0 ? [m.numbers_surplus({ amount: amountWord(money.surplus) })] : []),
		...(money.forGone === 0 ? [] : [m.numbers_for_gone({ amount: amountWord(money.forGone) })])
	]
	return {
		...{ id: m.numbers_file_money(), form: 'bars' },
		title: m.numbers_money_title(),
		note: notes.join(' '),
		head: m.payments_field_means(),
		series: [m.payments_field_amount()],
		rows: [
			...means.filter(({ values }) => values[0] !== 0).sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0)),
			...restRow(m.numbers_owed(), money.owed)
		],
		format: amountWord,
		cell: cellAmount
	}
}

function statusChart({ statuses }: SeasonNumbers): ChartModel {
	return {
		...{ id: m.numbers_file_statuses(), form: 'bars', ...ofPeople },
		title: m.numbers_statuses_title(),
		note: m.numbers_statuses_note(),
		head: m.numbers_membership(),
		series: people(),
		rows: PAYMENT_STATUSES.filter((status) => statuses[status] > 0).map((status) =>
			row(statusWord(status), statuses[status])
		)
	}
}

/** Whether there is anything to compare: one value alone is told, not drawn. */
export const isWorthDrawing = ({ rows }: ChartModel): boolean =>
	rows.filter(({ values }) => values.some((value) => value !== undefined && value !== 0)).length > 1
