import { formatCsv } from '#shared/csv.ts'
import { saveFile } from '#web/ui/save-file.ts'
import { chartHeight, drawChart } from './chart-drawing.ts'
import { paintAt } from './chart-paint.ts'
import type { ChartModel } from './season-charts.ts'

const WIDTH = 960
const MARGIN = 40
const HEAD = 96
/** Sharp on paper too. */
const RATIO = 2

/** `chiffres-2026-2027-ages`: what is no letter or digit is a hyphen. */
const nameOf = (stem: string, { id }: ChartModel, season: string): string =>
	`${stem}-${season}-${id}`.replace(/[^\p{L}\p{N}]+/gu, '-')

/** The lines of a chart as a file: all of them, also where the chart shows the first of many. */
export function chartCsv({ head, series, rows, allRows = rows, cell }: ChartModel): string {
	const line = ({ label, values }: (typeof rows)[number]) => [
		label,
		...values.map((value) => (value === undefined ? '' : cell(value)))
	]
	return formatCsv([[head, ...series], ...allRows.map(line)])
}

/** Saves the lines of a chart; `stem`: with what the name of the file begins. */
export const saveChartCsv = (model: ChartModel, stem: string, season: string): void =>
	saveFile(`${nameOf(stem, model, season)}.csv`, chartCsv(model), 'text/csv;charset=utf-8')

/** Saves a chart as a picture with its title and season, in the light colours of the theme, whatever is on the screen. */
export async function saveChartPicture(
	model: ChartModel,
	{ stem, season, source }: { stem: string; season: string; source: string }
): Promise<void> {
	const blob = await chartPicture(model, source)
	saveFile(`${nameOf(stem, model, season)}.png`, blob, 'image/png')
}

/** The picture itself; `source`: what stands beneath the title. */
export async function chartPicture(model: ChartModel, source: string): Promise<Blob> {
	await document.fonts.ready
	const paint = lightPaint()
	const canvas = document.createElement('canvas')
	const drawn = drawChart(model, { canvas, paint, width: WIDTH - 2 * MARGIN, ratio: RATIO })
	const picture = document.createElement('canvas')
	picture.width = WIDTH * RATIO
	picture.height = (HEAD + chartHeight(model) + MARGIN) * RATIO
	const pen = picture.getContext('2d')
	if (!pen) throw new Error('no canvas')
	pen.scale(RATIO, RATIO)
	pen.fillStyle = paint.paper
	pen.fillRect(0, 0, picture.width, picture.height)
	pen.fillStyle = paint.ink
	pen.font = `650 24px ${paint.family}`
	pen.fillText(model.title, MARGIN, 48)
	pen.fillStyle = paint.soft
	pen.font = `15px ${paint.family}`
	pen.fillText(source, MARGIN, 74)
	pen.drawImage(canvas, MARGIN, HEAD, WIDTH - 2 * MARGIN, chartHeight(model))
	drawn.destroy()
	return new Promise((resolve, reject) =>
		picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
	)
}

/** In the dark the light theme is read off an element of its own. */
function lightPaint() {
	const root = document.documentElement
	const theme = root.dataset['theme'] ?? ''
	if (!theme.endsWith('-dark')) return paintAt(root)
	const element = document.createElement('div')
	element.dataset['theme'] = theme.replace(/-dark$/, '')
	root.append(element)
	const paint = paintAt(element)
	element.remove()
	return { ...paint, family: getComputedStyle(root).fontFamily }
}
