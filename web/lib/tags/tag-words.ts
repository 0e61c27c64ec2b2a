import { TAG_COLOURS, type Tag, type TagColour } from '#shared/tag.ts'
import { m } from '#web/paraglide/messages.js'

const COLOURS: Record<TagColour, () => string> = {
	grey: m.tags_colour_grey,
	red: m.tags_colour_red,
	amber: m.tags_colour_amber,
	green: m.tags_colour_green,
	teal: m.tags_colour_teal,
	blue: m.tags_colour_blue,
	violet: m.tags_colour_violet,
	pink: m.tags_colour_pink
}

/** How a hue is called. */
export const colourWord = (colour: string): string => COLOURS[colour as TagColour]?.() ?? colour

/** The hues as one chooses among them. */
export const listColours = (): { value: string; label: string }[] =>
	TAG_COLOURS.map((value) => ({ value, label: colourWord(value) }))

/** Tags as a choice offers them. */
export const tagOptions = (tags: readonly Tag[]) =>
	tags.map(({ id, name, colour }) => ({ id, label: name, hue: colour }))

/** The hue that the fewest tags have: a new one takes it. */
export function rarestColour(tags: readonly Tag[]): TagColour {
	const count = (colour: TagColour) => tags.filter((tag) => tag.colour === colour).length
	const [, ...hues] = TAG_COLOURS
	return hues.reduce((rarest, colour) => (count(colour) < count(rarest) ? colour : rarest))
}
