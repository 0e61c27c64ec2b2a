import type { HexColour } from './colour.ts'

/** A colour by how light it looks (0 to 1), how strong (0 to about 0.37) and of which hue (degrees): OKLCH. */
export type PerceivedColour = { lightness: number; chroma: number; hue: number }

/** How far two colours stand apart as WCAG 2 defines it: 1 for the same one, 21 for black on white. */
export function contrast(one: HexColour, other: HexColour): number {
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
	return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance (WCAG 2), 0 for black to 1 for white. */
export function luminance(colour: HexColour): number {
	const [red, green, blue] = linearLight(colour)
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** How a colour looks. Source: Björn Ottosson, "A perceptual color space for image processing" (OKLab). */
export function perceive(colour: HexColour): PerceivedColour {
	const [red, green, blue] = linearLight(colour)
	const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
	const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
	const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
	const a = 1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short
	const b = 0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short
	return {
		lightness: 0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
		chroma: Math.hypot(a, b),
		hue: ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360
	}
}

/** The colour that looks so; as strong as a screen can show it when it cannot be shown as strong as asked. */
export function render({ lightness, chroma, hue }: PerceivedColour): HexColour {
	const light = Math.min(1, Math.max(0, lightness))
	for (let strength = chroma; strength > 0.002; strength -= 0.002) {
		const channels = linearChannels(light, strength, hue)
		if (channels.every((channel) => channel >= -0.0005 && channel <= 1.0005)) return hex(channels)
	}
	return hex(linearChannels(light, 0, hue))
}

function linearChannels(lightness: number, chroma: number, hue: number): [number, number, number] {
	const a = chroma * Math.cos((hue * Math.PI) / 180)
	const b = chroma * Math.sin((hue * Math.PI) / 180)
	const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
	const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
	const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
	return [
		4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
		-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
		-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short
	]
}

function linearLight(colour: HexColour): [red: number, green: number, blue: number] {
	const channel = (at: number) => {
		const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
	}
	return [channel(1), channel(3), channel(5)]
}

function hex(channels: readonly number[]): HexColour {
	const digits = channels.map((channel) => {
		const linear = Math.min(1, Math.max(0, channel))
		const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
		return Math.round(value * 255)
			.toString(16)
			.padStart(2, '0')
	})
	return `#${digits.join('')}`
}
