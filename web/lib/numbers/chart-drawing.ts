import {
	BarController,
	BarElement,
	CategoryScale,
	Chart,
	Legend,
	LinearScale,
	type ChartConfiguration,
	type ChartDataset,
	type Plugin
} from 'chart.js'
import type { Paint } from './chart-paint.ts'
import type { ChartModel } from './season-charts.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend)

const FONT_PX = 14
const BAR_PX = 38
const COLUMNS_PX = 260
const LEGEND_PX = 44
/** A figure of what a bar is worth. */
const FIGURE_PX = 8
/** How much of its width a chart leaves to the names of its bars: the library takes no more than half. */
const NAMES_SHARE = 0.42

/** How high a chart is, in px, whatever its width. */
export function chartHeight({ form, rows }: ChartModel): number {
	if (form === 'columns') return COLUMNS_PX
	return rows.length * (form === 'parts' ? BAR_PX + 14 : BAR_PX) + (form === 'parts' ? LEGEND_PX : 8)
}

/** Where and how large it is drawn: without `width` as wide as what holds it. */
type Frame = { canvas: HTMLCanvasElement; paint: Paint; width?: number; ratio?: number }

/** Draws a chart that stands still; it follows the width of what holds it until it is destroyed. */
export function drawChart(model: ChartModel, { canvas, paint, width, ratio }: Frame): { destroy(): void } {
	const namesPx = NAMES_SHARE * (width ?? canvas.parentElement?.clientWidth ?? 0)
	if (width !== undefined) Object.assign(canvas, { width, height: chartHeight(model) })
	const config: ChartConfiguration<'bar'> = {
		type: 'bar',
		data: { labels: labelsOf(model, namesPx, paint), datasets: datasetsOf(model, paint) },
		options: {
			...(ratio === undefined ? {} : { devicePixelRatio: ratio }),
			responsive: width === undefined,
			maintainAspectRatio: false,
			animation: false,
			events: [],
			indexAxis: model.form === 'columns' ? 'x' : 'y',
			layout: { padding: paddingOf(model) },
			font: { family: paint.family, size: FONT_PX },
			scales: scalesOf(model, paint),
			plugins: {
				legend: {
					display: model.form === 'parts',
					position: 'bottom',
					align: 'start',
					labels: {
						color: paint.ink,
						boxWidth: 18,
						boxHeight: 12,
						padding: 16,
						font: { family: paint.family, size: FONT_PX }
					}
				}
			}
		},
		plugins: [valuesWritten(model, paint)]
	}
	return new Chart(canvas, config)
}

/** Room beyond the longest bar for what it is worth. */
function paddingOf({ form, rows, format }: ChartModel) {
	if (form !== 'bars') return form === 'columns' ? { top: 24 } : {}
	const longest = Math.max(...rows.map(({ values }) => format(values[0] ?? 0).length))
	return { right: longest * FIGURE_PX + 16 }
}

function labelsOf({ form, rows }: ChartModel, most: number, { family }: Paint): (string | string[])[] {
	if (form === 'columns') return rows.map(({ label }) => label.split(' '))
	const pen = new OffscreenCanvas(1, 1).getContext('2d')
	if (!pen) return rows.map(({ label }) => label)
	pen.font = `${FONT_PX}px ${family}`
	return rows.map(({ label }) => shorten(label, (text) => pen.measureText(text).width <= most))
}

/** As much of a text as fits. */
function shorten(text: string, fits: (text: string) => boolean): string {
	if (fits(text)) return text
	for (let length = text.length - 1; length > 1; length -= 1) {
		const short = `${text.slice(0, length).trimEnd()}…`
		if (fits(short)) return short
	}
	return text.slice(0, 1)
}

const datasetsOf = ({ form, rows, series }: ChartModel, paint: Paint): ChartDataset<'bar'>[] =>
	series.map((label, at) => ({
		label,
		data: rows.map(({ values }) => values[at] ?? 0),
		backgroundColor: rows.map(({ rest }) => (rest ? paint.rest : (paint.fills[at] ?? paint.ink))),
		borderColor: rows.map(({ rest }) => (rest ? paint.soft : paint.ink)),
		borderWidth: rows.map(({ rest }) => (rest || at > 0 ? 1 : 0)),
		borderSkipped: false,
		borderRadius: form === 'parts' ? 0 : 3,
		maxBarThickness: form === 'columns' ? 56 : 26,
		categoryPercentage: form === 'columns' ? 0.86 : 0.8,
		barPercentage: 1
	}))

function scalesOf({ form }: ChartModel, paint: Paint): NonNullable<ChartConfiguration<'bar'>['options']>['scales'] {
	const names = {
		stacked: form === 'parts',
		grid: { display: false },
		border: { display: form === 'columns', color: paint.line },
		ticks: { color: paint.ink, autoSkip: false, maxRotation: 0, padding: 6, font: { size: FONT_PX } }
	}
	const values = { display: false, stacked: form === 'parts', beginAtZero: true }
	return form === 'columns' ? { x: names, y: values } : { y: names, x: values }
}

/** Writes what each bar is worth at its end, and each part in its middle where there is room. */
function valuesWritten({ form, rows, format }: ChartModel, paint: Paint): Plugin<'bar'> {
	const write = { parts: writePart, bars: writeBeside, columns: writeAbove }[form]
	return {
		id: 'values',
		afterDatasetsDraw(chart) {
			const { ctx } = chart
			ctx.save()
			ctx.font = `600 ${FONT_PX}px ${paint.family}`
			ctx.textBaseline = 'middle'
			for (const at of chart.data.datasets.keys()) {
				for (const [place, bar] of chart.getDatasetMeta(at).data.entries()) {
					const value = rows[place]?.values[at]
					if (value === undefined) continue
					const { x, y, base } = bar.getProps(['x', 'y', 'base'], true) as Record<'x' | 'y' | 'base', number>
					write(ctx, { text: format(value), isNothing: value === 0, x, y, base, paint })
				}
			}
			ctx.restore()
		}
	}
}

type Bar = { text: string; isNothing: boolean; x: number; y: number; base: number; paint: Paint }

function writeBeside(ctx: CanvasRenderingContext2D, { text, x, y, base, paint }: Bar): void {
	ctx.fillStyle = paint.ink
	ctx.textAlign = 'left'
	ctx.fillText(text, Math.max(x, base) + 8, y)
}

function writeAbove(ctx: CanvasRenderingContext2D, { text, isNothing, x, y, paint }: Bar): void {
	ctx.fillStyle = isNothing ? paint.soft : paint.ink
	ctx.textAlign = 'center'
	ctx.fillText(text, x, y - 12)
}

/** On a small paper, so that it is read over whatever pattern. */
function writePart(ctx: CanvasRenderingContext2D, { text, x, y, base, paint }: Bar): void {
	const width = ctx.measureText(text).width + 12
	if (x - base < width + 4) return
	const middle = (base + x) / 2
	ctx.fillStyle = paint.paper
	ctx.beginPath()
	ctx.roundRect(middle - width / 2, y - 10, width, 20, 4)
	ctx.fill()
	ctx.fillStyle = paint.ink
	ctx.textAlign = 'center'
	ctx.fillText(text, middle, y + 1)
}
