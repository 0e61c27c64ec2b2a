/** A sheet of labels; lengths in millimetres, `left` and `top` to the first label, `stepX` and `stepY` from one to the next. */
export type LabelFormat = {
	columns: number
	rows: number
	width: number
	height: number
	left: number
	top: number
	stepX: number
	stepY: number
}

/** The sheets that French shops have, by the number of their maker, as its templates for A4 give them (avery.fr). */
export const LABEL_FORMATS = {
	L7160: { columns: 3, rows: 7, width: 63.5, height: 38.1, left: 7.2, top: 15.15, stepX: 66.04, stepY: 38.1 },
	L7159: { columns: 3, rows: 8, width: 63.5, height: 33.9, left: 7.2, top: 12.9, stepX: 66.04, stepY: 33.9 },
	L7161: { columns: 3, rows: 6, width: 63.5, height: 46.6, left: 7.2, top: 8.7, stepX: 66.04, stepY: 46.6 },
	L7163: { columns: 2, rows: 7, width: 99.1, height: 38.1, left: 4.65, top: 15.15, stepX: 101.6, stepY: 38.1 },
	L7162: { columns: 2, rows: 8, width: 99.1, height: 33.9, left: 4.65, top: 12.9, stepX: 101.6, stepY: 33.9 },
	'3474': { columns: 3, rows: 8, width: 70, height: 37, left: 0, top: 0.5, stepX: 70, stepY: 37 }
} as const satisfies Record<string, LabelFormat>

/** The maker's number of a sheet. */
export type LabelFormatName = keyof typeof LABEL_FORMATS

/** How many labels a sheet has. */
export const labelsPerSheet = ({ columns, rows }: LabelFormat): number => columns * rows
